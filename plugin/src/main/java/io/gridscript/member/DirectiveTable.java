package io.gridscript.member;

import static io.gridscript.member.Directive.Change.ADDRESS;
import static io.gridscript.member.Directive.Change.ANY_TIME;
import static io.gridscript.member.Directive.Change.AT_START;
import static io.gridscript.member.Directive.Change.AT_START_UNSEEN;
import static io.gridscript.member.Directive.Change.NEVER;
import static io.gridscript.member.Directive.Change.PROTECTED;

import io.gridscript.command.OutputLimits;
import io.gridscript.command.persistence.SavePoint;
import io.gridscript.member.Directive.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All settings there are. Those of Redis have Redis's names, forms, limits and, with the exceptions
 * told below, Redis's defaults.
 *
 * <p>Addresses are fixed at start, unlike in Redis, because they are one member's own while CONFIG
 * SET holds for the whole grid.
 */
final class DirectiveTable {

    private static final List<Directive<?>> ALL = new ArrayList<>();

    // The listener.

    /** Whether the port is opened at all; the member serves the grid's data either way. */
    public static final Directive<Boolean> ENABLED =
            add("enabled", null, DirectiveType.BOOL, false, AT_START_UNSEEN);

    /** 0: any free port. */
    public static final Directive<Long> PORT =
            add("port", null, DirectiveType.integer(0, 65535), 6379L, ADDRESS);

    /** Loopback, unlike Redis's every address. A leading "-": no fault when not available. */
    public static final Directive<List<String>> BIND =
            add("bind", null, DirectiveType.WORDS, List.of("127.0.0.1", "-::1"), ADDRESS);

    public static final Directive<Boolean> PROTECTED_MODE =
            add("protected-mode", null, DirectiveType.BOOL, true, ANY_TIME);

    /** Empty: no password. */
    public static final Directive<String> REQUIREPASS =
            add("requirepass", null, DirectiveType.TEXT, "", ANY_TIME);

    public static final Directive<Long> MAXCLIENTS =
            add("maxclients", null, DirectiveType.integer(1, 4294967295L), 10000L, ANY_TIME);

    /** Seconds without a request after which a connection is closed; 0: never. */
    public static final Directive<Long> TIMEOUT =
            add("timeout", null, DirectiveType.integer(0, Integer.MAX_VALUE), 0L, ANY_TIME);

    /** Seconds between probes of an idle connection; 0: none. */
    public static final Directive<Long> TCP_KEEPALIVE =
            add("tcp-keepalive", null, DirectiveType.integer(0, Integer.MAX_VALUE), 300L, ANY_TIME);

    public static final Directive<Long> TCP_BACKLOG =
            add("tcp-backlog", null, DirectiveType.integer(0, Integer.MAX_VALUE), 511L, AT_START);

    /**
     * Event loops; by default one for two processors. Measured on two: a second loop makes both
     * wait for the keyspace in turn, and costs more than it brings.
     */
    public static final Directive<Long> IO_THREADS =
            add(
                    "io-threads",
                    null,
                    DirectiveType.integer(1, 128),
                    Math.max(1L, Math.min(128L, Runtime.getRuntime().availableProcessors() / 2)),
                    AT_START);

    /** Bytes of the longest string, in a request or stored. */
    public static final Directive<Long> PROTO_MAX_BULK_LEN =
            add(
                    "proto-max-bulk-len",
                    null,
                    DirectiveType.memory(1 << 20, Long.MAX_VALUE),
                    512L << 20,
                    ANY_TIME);

    /** Bytes of one connection's requests that were not yet run. */
    public static final Directive<Long> CLIENT_QUERY_BUFFER_LIMIT =
            add(
                    "client-query-buffer-limit",
                    null,
                    DirectiveType.memory(1 << 20, Long.MAX_VALUE),
                    1L << 30,
                    ANY_TIME);

    /** How much of what clients are sent may wait for them. */
    public static final Directive<OutputLimits> CLIENT_OUTPUT_BUFFER_LIMIT =
            add(
                    "client-output-buffer-limit",
                    null,
                    new OutputLimitsType(),
                    OutputLimits.DEFAULT,
                    ANY_TIME);

    // Data.

    public static final Directive<Long> DATABASES =
            add("databases", null, DirectiveType.integer(1, Integer.MAX_VALUE), 16L, AT_START);

    /** Members that keep a copy beside the owner, each of which has a change before its reply. */
    public static final Directive<Long> BACKUP_COUNT =
            add("backup-count", null, DirectiveType.integer(0, 6), 1L, AT_START_UNSEEN);

    /** Names a split brain protection of Hazelcast's configuration; empty: none. */
    public static final Directive<String> SPLIT_BRAIN_PROTECTION =
            add("split-brain-protection", null, DirectiveType.TEXT, "", AT_START_UNSEEN);

    /** Backups without which nothing is written. */
    public static final Directive<Long> MIN_REPLICAS_TO_WRITE =
            add(
                    "min-replicas-to-write",
                    "min-slaves-to-write",
                    DirectiveType.integer(0, Integer.MAX_VALUE),
                    0L,
                    ANY_TIME);

    /** Seconds after which a backup that doesn't answer counts as missing. */
    public static final Directive<Long> MIN_REPLICAS_MAX_LAG =
            add(
                    "min-replicas-max-lag",
                    "min-slaves-max-lag",
                    DirectiveType.integer(0, Integer.MAX_VALUE),
                    10L,
                    ANY_TIME);

    /** Bytes of one member's data, backups counted; 0: no limit. */
    public static final Directive<Long> MAXMEMORY =
            add("maxmemory", null, DirectiveType.memory(0, Long.MAX_VALUE), 0L, ANY_TIME);

    /** Which keys are evicted above maxmemory. */
    public static final Directive<String> MAXMEMORY_POLICY =
            add(
                    "maxmemory-policy",
                    null,
                    DirectiveType.oneOf(
                            "volatile-lru",
                            "volatile-lfu",
                            "volatile-random",
                            "volatile-ttl",
                            "allkeys-lru",
                            "allkeys-lfu",
                            "allkeys-random",
                            "noeviction"),
                    "noeviction",
                    ANY_TIME);

    /** Keys of each database that are looked at to find one that is to be evicted. */
    public static final Directive<Long> MAXMEMORY_SAMPLES =
            add("maxmemory-samples", null, DirectiveType.integer(1, 64), 5L, ANY_TIME);

    /** How long evictions may take at once: half a millisecond at 10, any time at 100. */
    public static final Directive<Long> MAXMEMORY_EVICTION_TENACITY =
            add("maxmemory-eviction-tenacity", null, DirectiveType.integer(0, 100), 10L, ANY_TIME);

    /** The larger, the more accesses it takes until a key counts as used more often. */
    public static final Directive<Long> LFU_LOG_FACTOR =
            add("lfu-log-factor", null, DirectiveType.integer(0, Integer.MAX_VALUE), 10L, ANY_TIME);

    /** Minutes after which a key counts as used less often; 0: never. */
    public static final Directive<Long> LFU_DECAY_TIME =
            add("lfu-decay-time", null, DirectiveType.integer(0, Integer.MAX_VALUE), 1L, ANY_TIME);

    public static final Directive<Long> HASH_MAX_LISTPACK_ENTRIES =
            add(
                    "hash-max-listpack-entries",
                    "hash-max-ziplist-entries",
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    512L,
                    ANY_TIME);

    /** In bytes. */
    public static final Directive<Long> HASH_MAX_LISTPACK_VALUE =
            add(
                    "hash-max-listpack-value",
                    "hash-max-ziplist-value",
                    DirectiveType.memory(0, Long.MAX_VALUE),
                    64L,
                    ANY_TIME);

    /** Elements, or below zero one of five sizes in bytes. */
    public static final Directive<Long> LIST_MAX_LISTPACK_SIZE =
            add(
                    "list-max-listpack-size",
                    "list-max-ziplist-size",
                    DirectiveType.integer(Integer.MIN_VALUE, Integer.MAX_VALUE),
                    -2L,
                    ANY_TIME);

    /** Only kept: lists are not compressed. */
    public static final Directive<Long> LIST_COMPRESS_DEPTH =
            add(
                    "list-compress-depth",
                    null,
                    DirectiveType.integer(0, Integer.MAX_VALUE),
                    0L,
                    ANY_TIME);

    public static final Directive<Long> SET_MAX_INTSET_ENTRIES =
            add(
                    "set-max-intset-entries",
                    null,
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    512L,
                    ANY_TIME);

    public static final Directive<Long> SET_MAX_LISTPACK_ENTRIES =
            add(
                    "set-max-listpack-entries",
                    null,
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    128L,
                    ANY_TIME);

    /** In bytes. */
    public static final Directive<Long> SET_MAX_LISTPACK_VALUE =
            add(
                    "set-max-listpack-value",
                    null,
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    64L,
                    ANY_TIME);

    public static final Directive<Long> ZSET_MAX_LISTPACK_ENTRIES =
            add(
                    "zset-max-listpack-entries",
                    "zset-max-ziplist-entries",
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    128L,
                    ANY_TIME);

    /** In bytes. */
    public static final Directive<Long> ZSET_MAX_LISTPACK_VALUE =
            add(
                    "zset-max-listpack-value",
                    "zset-max-ziplist-value",
                    DirectiveType.memory(0, Long.MAX_VALUE),
                    64L,
                    ANY_TIME);

    /** Entries of a stream that lie together; 0: any number. */
    public static final Directive<Long> STREAM_NODE_MAX_ENTRIES =
            add(
                    "stream-node-max-entries",
                    null,
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    100L,
                    ANY_TIME);

    /** Bytes of a stream that lie together; 0: any number. */
    public static final Directive<Long> STREAM_NODE_MAX_BYTES =
            add(
                    "stream-node-max-bytes",
                    null,
                    DirectiveType.memory(0, Long.MAX_VALUE),
                    4096L,
                    ANY_TIME);

    /** How long the string of a HyperLogLog may be in its sparse form, in bytes. */
    public static final Directive<Long> HLL_SPARSE_MAX_BYTES =
            add(
                    "hll-sparse-max-bytes",
                    null,
                    DirectiveType.memory(0, Long.MAX_VALUE),
                    3000L,
                    ANY_TIME);

    public static final Directive<Boolean> LAZYFREE_LAZY_USER_DEL =
            add("lazyfree-lazy-user-del", null, DirectiveType.BOOL, false, ANY_TIME);

    /** What FLUSHALL, FLUSHDB and SCRIPT FLUSH do when asked for neither SYNC nor ASYNC. */
    public static final Directive<Boolean> LAZYFREE_LAZY_USER_FLUSH =
            add("lazyfree-lazy-user-flush", null, DirectiveType.BOOL, false, ANY_TIME);

    /** Whether replicas are told of keys that expire by UNLINK, otherwise by DEL. */
    public static final Directive<Boolean> LAZYFREE_LAZY_EXPIRE =
            add("lazyfree-lazy-expire", null, DirectiveType.BOOL, false, ANY_TIME);

    /** The same of keys that a command removes beside what it is for. */
    public static final Directive<Boolean> LAZYFREE_LAZY_SERVER_DEL =
            add("lazyfree-lazy-server-del", null, DirectiveType.BOOL, false, ANY_TIME);

    /** Seconds between signs of life to replicas. */
    public static final Directive<Long> REPL_PING_REPLICA_PERIOD =
            add(
                    "repl-ping-replica-period",
                    "repl-ping-slave-period",
                    DirectiveType.integer(1, Integer.MAX_VALUE),
                    10L,
                    ANY_TIME);

    /** Seconds after which a replica that says nothing is given up. */
    public static final Directive<Long> REPL_TIMEOUT =
            add("repl-timeout", null, DirectiveType.integer(1, Integer.MAX_VALUE), 60L, ANY_TIME);

    // Scripts.

    /** Milliseconds after which others are told that a script keeps their keyspace busy. */
    public static final Directive<Long> BUSY_REPLY_THRESHOLD =
            add(
                    "busy-reply-threshold",
                    "lua-time-limit",
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    5000L,
                    ANY_TIME);

    /** A folder whose scripts and libraries are loaded before the port opens; empty: none. */
    public static final Directive<String> SCRIPTS_DIRECTORY =
            add("scripts.directory", null, DirectiveType.TEXT, "", AT_START_UNSEEN);

    /** Milliseconds after which a script on an entry of a cache is ended. */
    public static final Directive<Long> JCACHE_SCRIPT_TIME_LIMIT =
            add("jcache-script-time-limit", null, DirectiveType.integer(1, 60_000), 100L, ANY_TIME);

    /** What a script may hold of the heap; 0: any amount. Not one of Redis's. */
    public static final Directive<Long> SCRIPT_MEMORY_LIMIT =
            add("script-memory-limit", null, MemoryOrPercent.TYPE, -10L, ANY_TIME);

    /** Milliseconds after which a script is ended; 0: never. Not one of Redis's. */
    public static final Directive<Long> SCRIPT_TIME_LIMIT =
            add("script-time-limit", null, DirectiveType.integer(0, Long.MAX_VALUE), 0L, ANY_TIME);

    // Who may what.

    /** {@code local}: for connections from this machine only. */
    public static final Directive<String> ENABLE_DEBUG_COMMAND =
            add(
                    "enable-debug-command",
                    null,
                    DirectiveType.oneOf("no", "yes", "local"),
                    "no",
                    AT_START);

    /** What of channels a new user may use. */
    public static final Directive<String> ACL_PUBSUB_DEFAULT =
            add(
                    "acl-pubsub-default",
                    null,
                    DirectiveType.oneOf("allchannels", "resetchannels"),
                    "resetchannels",
                    ANY_TIME);

    /** Entries that ACL LOG keeps on each member. */
    public static final Directive<Long> ACLLOG_MAX_LEN =
            add("acllog-max-len", null, DirectiveType.integer(0, Long.MAX_VALUE), 128L, ANY_TIME);

    /** The member's file of users; empty: none. */
    public static final Directive<String> ACLFILE =
            add("aclfile", null, DirectiveType.TEXT, "", AT_START);

    // Files of the keyspace.

    /** When the owner of the keyspace writes a file by itself; never, unlike in Redis. */
    public static final Directive<List<SavePoint>> SAVE =
            add("save", null, new SavePointsType(), List.of(), ANY_TIME);

    /** The folder of the member's files. */
    public static final Directive<String> DIR =
            add("dir", null, DirectiveType.TEXT, System.getProperty("user.dir"), PROTECTED);

    public static final Directive<String> DBFILENAME =
            add("dbfilename", null, DirectiveType.fileName(), "dump.rdb", PROTECTED);

    public static final Directive<Boolean> RDBCOMPRESSION =
            add("rdbcompression", null, DirectiveType.BOOL, true, ANY_TIME);

    public static final Directive<Boolean> RDBCHECKSUM =
            add("rdbchecksum", null, DirectiveType.BOOL, true, AT_START);

    /** Microseconds that writing pauses after each piece, for tests. */
    public static final Directive<Long> RDB_KEY_SAVE_DELAY =
            add(
                    "rdb-key-save-delay",
                    null,
                    DirectiveType.integer(Integer.MIN_VALUE, Integer.MAX_VALUE),
                    0L,
                    ANY_TIME);

    /** Loading is never slowed down. */
    public static final Directive<Long> KEY_LOAD_DELAY =
            add("key-load-delay", null, DirectiveType.integer(0, 0), 0L, NEVER);

    /** A file that is loaded into the keyspace of a grid that begins; empty: none. */
    public static final Directive<String> LOAD_RDB_FILE =
            add("load-rdb-file", null, DirectiveType.TEXT, "", AT_START_UNSEEN);

    // Constants. Client libraries and tools read these when they connect, and some insist on
    // setting them.

    /** No file of commands: what is stored is kept by the grid's backups. */
    public static final Directive<Boolean> APPENDONLY =
            add("appendonly", null, DirectiveType.BOOL, false, NEVER);

    /** The process stays in the foreground, whatever started it. */
    public static final Directive<String> DAEMONIZE =
            add("daemonize", null, DirectiveType.oneOf("no"), "no", AT_START);

    /** Copies of the data are the grid's business. */
    public static final Directive<String> REPLICAOF =
            add("replicaof", "slaveof", DirectiveType.oneOf(""), "", AT_START);

    /** Nobody is replicated from. */
    public static final Directive<String> MASTERUSER =
            add("masteruser", null, DirectiveType.TEXT, "", NEVER);

    public static final Directive<String> MASTERAUTH =
            add("masterauth", null, DirectiveType.TEXT, "", NEVER);

    /** The port has no TLS. */
    public static final Directive<String> TLS_KEY_FILE_PASS =
            add("tls-key-file-pass", null, DirectiveType.TEXT, "", NEVER);

    public static final Directive<String> TLS_CLIENT_KEY_FILE_PASS =
            add("tls-client-key-file-pass", null, DirectiveType.TEXT, "", NEVER);

    /** No slots: all databases live in one keyspace. */
    public static final Directive<Boolean> CLUSTER_ENABLED =
            add("cluster-enabled", null, DirectiveType.BOOL, false, NEVER);

    /** Keys that expire are looked for ten times a second. */
    public static final Directive<Long> HZ =
            add("hz", null, DirectiveType.integer(0, Integer.MAX_VALUE), 10L, NEVER);

    /** No clients are evicted. */
    public static final Directive<Long> MAXMEMORY_CLIENTS =
            add("maxmemory-clients", null, MemoryOrPercent.TYPE, 0L, NEVER);

    // What operators look at.

    /** Which events of keys are published. */
    public static final Directive<String> NOTIFY_KEYSPACE_EVENTS =
            add("notify-keyspace-events", null, EventChoiceType.TYPE, "", ANY_TIME);

    /** Microseconds from which on a command is in the slow log; below zero: none is. */
    public static final Directive<Long> SLOWLOG_LOG_SLOWER_THAN =
            add(
                    "slowlog-log-slower-than",
                    null,
                    DirectiveType.integer(-1, Long.MAX_VALUE),
                    10000L,
                    ANY_TIME);

    /** Entries of the slow log. */
    public static final Directive<Long> SLOWLOG_MAX_LEN =
            add("slowlog-max-len", null, DirectiveType.integer(0, Long.MAX_VALUE), 128L, ANY_TIME);

    /** Milliseconds from which on the latency monitor notes an event; 0: it notes none. */
    public static final Directive<Long> LATENCY_MONITOR_THRESHOLD =
            add(
                    "latency-monitor-threshold",
                    null,
                    DirectiveType.integer(0, Long.MAX_VALUE),
                    0L,
                    ANY_TIME);

    /** Whether commands keep histograms of their calls. */
    public static final Directive<Boolean> LATENCY_TRACKING =
            add("latency-tracking", null, DirectiveType.BOOL, true, ANY_TIME);

    /** What INFO latencystats tells of each histogram. */
    public static final Directive<List<Double>> LATENCY_TRACKING_INFO_PERCENTILES =
            add(
                    "latency-tracking-info-percentiles",
                    null,
                    Percentiles.TYPE,
                    List.of(50.0, 99.0, 99.9),
                    ANY_TIME);

    private DirectiveTable() {}

    private static <T> Directive<T> add(
            String name, String alias, DirectiveType<T> type, T initial, Change change) {
        Directive<T> directive = new Directive<>(ALL.size(), name, alias, type, initial, change);
        ALL.add(directive);
        return directive;
    }

    /** Each has its place here as its index. */
    static List<Directive<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** The directive of that name or alias, in lower case, or null. */
    static Directive<?> find(String name) {
        for (Directive<?> directive : ALL) {
            if (name.equals(directive.name()) || name.equals(directive.alias())) {
                return directive;
            }
        }
        return null;
    }
}
