package io.gridscript.command.script;

import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Checkpoint;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.RedisCalls;
import io.gridscript.script.ScriptRun;
import java.util.Arrays;
import java.util.Set;

/**
 * redis.call of a script that runs on one entry of a cache: every command that is about that one
 * key and about nothing else. The cache's expiry policy decides when the entry ends, so commands
 * about times to live are refused, and nothing stays of one that sets a deadline besides.
 */
final class EntryCalls implements RedisCalls {

    private static final ErrorReply NOT_FOR_ENTRIES =
            ErrorReply.err("This Redis command is not possible on an entry of a cache");

    private static final ErrorReply OTHER_KEYS =
            ErrorReply.err("A script on an entry of a cache can use only KEYS[1]");

    private static final ErrorReply EXPIRY_POLICY =
            ErrorReply.err(
                    "An entry of a cache ends when the cache's expiry policy says, commands can't"
                            + " tell or change it");

    /** They need no key and no data. */
    private static final Set<String> WITHOUT_KEYS = Set.of("ping", "echo", "time");

    private static final Set<String> ABOUT_DEADLINES =
            Set.of(
                    "expire",
                    "pexpire",
                    "expireat",
                    "pexpireat",
                    "ttl",
                    "pttl",
                    "expiretime",
                    "pexpiretime",
                    "persist",
                    "setex",
                    "psetex");

    private static final Set<String> MAY_SET_DEADLINES = Set.of("set", "getex", "restore");

    private static final Set<String> SORTING = Set.of("sort", "sort_ro");

    /** They lead those that sort to other keys. */
    private static final Set<String> WORDS_FOR_OTHER_KEYS = Set.of("by", "get", "store");

    private final CommandTable table;
    private final ScriptCalls calls;
    private final Keyspace entry;
    private final byte[] key;

    EntryCalls(CommandTable table, ScriptCalls calls, Keyspace entry, byte[] key) {
        this.table = table;
        this.calls = calls;
        this.entry = entry;
        this.key = key;
    }

    @Override
    public void call(byte[][] argv, ScriptRun run, ReplyWriter reply) {
        Command command = table.resolve(argv);
        if (command == null || !command.spec().accepts(argv.length)) {
            calls.call(argv, run, reply);
            return;
        }
        admit(command, argv);
        if (MAY_SET_DEADLINES.contains(command.spec().fullName())) {
            callWithoutDeadline(argv, run, reply);
        } else {
            calls.call(argv, run, reply);
        }
    }

    private void admit(Command command, byte[][] argv) {
        if (ABOUT_DEADLINES.contains(command.spec().fullName())) {
            throw EXPIRY_POLICY;
        }
        if (!command.spec().hasKeys()) {
            if (!WITHOUT_KEYS.contains(command.spec().fullName())) {
                throw NOT_FOR_ENTRIES;
            }
            return;
        }
        if (command.place() != Command.Place.KEYSPACE) {
            throw NOT_FOR_ENTRIES;
        }
        boolean[] others = {false};
        boolean known =
                command.spec().keyPositions(argv, at -> others[0] |= !Arrays.equals(argv[at], key));
        if (others[0] || !known || isLedToOthers(command, argv)) {
            throw OTHER_KEYS;
        }
    }

    private static boolean isLedToOthers(Command command, byte[][] argv) {
        return SORTING.contains(command.spec().fullName())
                && Arrays.stream(argv)
                        .skip(2)
                        .anyMatch(word -> WORDS_FOR_OTHER_KEYS.contains(Ascii.lowerCase(word)));
    }

    private void callWithoutDeadline(byte[][] argv, ScriptRun run, ReplyWriter reply) {
        Checkpoint before = entry.checkpoint();
        boolean stands = false;
        try {
            calls.call(argv, run, reply);
            Entry changed = entry.database(0).stored(key);
            stands = changed == null || !changed.hasDeadline();
        } finally {
            if (stands) {
                before.settle();
            } else {
                before.takeBack();
            }
        }
        if (!stands) {
            throw EXPIRY_POLICY;
        }
    }

    @Override
    public boolean aclCheck(byte[][] argv, ScriptRun run) {
        return calls.aclCheck(argv, run);
    }
}
