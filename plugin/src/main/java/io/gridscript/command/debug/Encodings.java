package io.gridscript.command.debug;

import io.gridscript.command.CommandCall;
import io.gridscript.command.server.Directives;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.ListValue;
import io.gridscript.keyspace.SetValue;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.keyspace.StringValue;
import io.gridscript.keyspace.Value;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.keyspace.dump.ListNodes;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.util.Locale;

/** What DEBUG tells of how values are kept, in Redis's terms. */
final class Encodings {

    private static final System.Logger LOG = System.getLogger(Encodings.class.getName());

    private static final ErrorReply NOT_SDS = ErrorReply.err("Not an sds encoded string.");
    private static final ErrorReply NOT_LISTPACK = ErrorReply.err("Not a listpack encoded object.");
    private static final ErrorReply NOT_QUICKLIST =
            ErrorReply.err("Not a quicklist encoded object.");
    private static final ErrorReply NO_SUCH_DATABASE = ErrorReply.err("Out of range database");
    private static final ErrorReply NO_TABLE =
            ErrorReply.err(
                    "The value stored at the specified key is not represented using an hash table");

    private final Directives directives;

    Encodings(Directives directives) {
        this.directives = directives;
    }

    void addTo(Subcommands subcommands) {
        subcommands.add("object", 3, this::object);
        subcommands.add("sdslen", 3, Encodings::stringLength);
        subcommands.add("listpack", 3, Encodings::listpack);
        subcommands.add("quicklist", 3, 4, Encodings::quicklist);
        subcommands.add("htstats", 3, Integer.MAX_VALUE, Encodings::databaseTables);
        subcommands.add("htstats-key", 3, Integer.MAX_VALUE, Encodings::valueTable);
    }

    /** The address only tells one value from another. */
    private void object(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        long seconds = call.now() / 1000;
        reply.status(
                "Value at:0x"
                        + Integer.toHexString(System.identityHashCode(entry.value()))
                        + " refcount:1 encoding:"
                        + entry.value().encoding()
                        + " serializedlength:"
                        + serializedLength(entry.value(), call)
                        + " lru:"
                        + (entry.accessed() & 0xFFFFFF)
                        + " lru_seconds_idle:"
                        + Math.max(0, seconds - entry.accessed())
                        + nodes(entry.value(), call));
    }

    private static long serializedLength(Value value, CommandCall call) {
        return Dump.lengthOf(value, call.keyspace().encodingLimits());
    }

    private String nodes(Value value, CommandCall call) {
        if (!(value instanceof ListValue list) || list.isCompact()) {
            return "";
        }
        ListNodes nodes = ListNodes.of(list, call.keyspace().encodingLimits());
        boolean compressed = !"0".equals(directives.all().get("list-compress-depth"));
        return String.format(
                Locale.ROOT,
                " ql_nodes:%d ql_avg_node:%.2f ql_listpack_max:%d ql_compressed:%d"
                        + " ql_uncompressed_size:%d",
                nodes.count(),
                (double) list.size() / nodes.count(),
                call.keyspace().encodingLimits().list().size(),
                compressed ? 1 : 0,
                nodes.sizeInBytes());
    }

    private static void stringLength(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        if (!(entry.value() instanceof StringValue string) || string.encoding().equals("int")) {
            throw NOT_SDS;
        }
        int keyLength = entry.key().length;
        reply.status(
                "key_sds_len:"
                        + keyLength
                        + ", key_sds_avail:0, key_zmalloc: "
                        + keyLength
                        + ", val_sds_len:"
                        + string.length()
                        + ", val_sds_avail:"
                        + string.spareLength()
                        + ", val_zmalloc: "
                        + string.sizeInBytes());
    }

    private static void listpack(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        if (!entry.value().encoding().equals("listpack")) {
            throw NOT_LISTPACK;
        }
        log(call);
        reply.status("Listpack structure printed on stdout");
    }

    private static void quicklist(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        if (!entry.value().encoding().equals("quicklist")) {
            throw NOT_QUICKLIST;
        }
        log(call);
        reply.status("Quicklist structure printed on stdout");
    }

    private static void log(CommandCall call) {
        Value value = entry(call).value();
        LOG.log(
                System.Logger.Level.INFO,
                "DEBUG of {0}: a {1} of encoding {2} with about {3} bytes",
                Ascii.string(call.argument(2)),
                value.type(),
                value.encoding(),
                value.sizeInBytes());
    }

    private static void databaseTables(CommandCall call, ReplyWriter reply) {
        long number = RedisNumbers.parseLong(call.argument(2));
        if (number < 0 || number >= call.keyspace().databases()) {
            throw NO_SUCH_DATABASE;
        }
        Database database = call.keyspace().database((int) number);
        String text =
                "[Dictionary HT]\n"
                        + table(database.buckets(), database.size())
                        + "[Expires HT]\n"
                        + table(database.sizeWithDeadline(), database.sizeWithDeadline());
        reply.verbatim("txt", Ascii.bytes(text));
    }

    private static void valueTable(CommandCall call, ReplyWriter reply) {
        Value value = entry(call).value();
        String text;
        if (value instanceof HashValue hash && !hash.isCompact()) {
            text = table(hash.buckets(), hash.size());
        } else if (value instanceof SortedSetValue set && !set.isCompact()) {
            text = table(set.buckets(), set.size());
        } else if (value instanceof SetValue set && !set.isCompact()) {
            text = table(set.buckets(), set.size());
        } else {
            throw NO_TABLE;
        }
        reply.verbatim("txt", Ascii.bytes(text));
    }

    private static String table(int buckets, int elements) {
        return elements == 0
                ? "Hash table 0 stats (main hash table):\nNo stats available for empty dictionaries\n"
                : "Hash table 0 stats (main hash table):\n table size: "
                        + buckets
                        + "\n number of elements: "
                        + elements
                        + "\n";
    }

    private static Entry entry(CommandCall call) {
        Entry entry = call.database().stored(call.argument(2));
        if (entry == null) {
            throw ErrorReply.NO_SUCH_KEY;
        }
        return entry;
    }
}
