package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.OW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DebugSwitches;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.Value;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.Arrays;

/** RESTORE. */
final class Restoring {

    private static final ErrorReply BUSY_KEY =
            ErrorReply.of("BUSYKEY Target key name already exists.");
    private static final ErrorReply INVALID_TIME =
            ErrorReply.err("Invalid TTL value, must be >= 0");
    private static final ErrorReply NOT_INTACT =
            ErrorReply.err("DUMP payload version or checksum are wrong");
    private static final ErrorReply BAD_FORMAT = ErrorReply.err("Bad data format");

    private static final byte[] ABSTTL = Ascii.bytes("ABSTTL");

    private final DebugSwitches switches;

    Restoring(DebugSwitches switches) {
        this.switches = switches;
    }

    void register(CommandTable table) {
        table.onKeyspace(spec(), this::restore);
    }

    private void restore(CommandCall call, ReplyWriter reply) {
        RestoreOptions options = RestoreOptions.of(call);
        Database database = call.database();
        byte[] key = call.argument(1);
        if (!options.replace() && database.findForWrite(key) != null) {
            throw BUSY_KEY;
        }
        long time = RedisNumbers.parseLong(call.argument(2));
        if (time < 0) {
            throw INVALID_TIME;
        }
        Value value = value(call);
        if (time == 0) {
            put(call, value, Entry.NO_DEADLINE, options);
        } else {
            putFor(call, value, options.absolute() ? time : call.now() + time, options);
        }
        reply.ok();
        if (call.isPropagated() && time != 0) {
            propagate(call, options.absolute() ? time : call.now() + time, options);
        }
    }

    /** Replicas are told the time at which the key expires. */
    private static void propagate(CommandCall call, long deadline, RestoreOptions options) {
        if (deadline > call.now()) {
            if (!options.absolute()) {
                byte[][] words = Arrays.copyOf(call.arguments(), call.count() + 1);
                words[2] = RedisNumbers.bytes(deadline);
                words[call.count()] = ABSTTL;
                call.propagate(words);
            }
        } else if (call.hasChanged()) {
            call.propagateRemoval(call.argument(1));
        }
    }

    private Value value(CommandCall call) {
        byte[] payload = call.argument(3);
        if (!Dump.isIntact(payload, switches.isCheckingChecksums())) {
            throw NOT_INTACT;
        }
        try {
            return Dump.read(payload, call.keyspace().encodingLimits());
        } catch (CorruptInput corrupt) {
            throw BAD_FORMAT;
        }
    }

    /** What has expired already only takes the place of what was there. */
    private static void putFor(
            CommandCall call, Value value, long deadline, RestoreOptions options) {
        if (deadline <= call.now()) {
            call.database().delete(call.argument(1));
        } else {
            put(call, value, deadline, options);
        }
    }

    private static void put(CommandCall call, Value value, long deadline, RestoreOptions options) {
        Entry entry = call.database().putAnew(call.argument(1), value, deadline);
        call.notifyOf(KeyEvent.RESTORE, call.argument(1));
        if (call.keyspace().evictionSettings().countsAccesses()) {
            if (options.frequency() >= 0) {
                entry.frequency(options.frequency());
            }
        } else if (options.idleSeconds() > 0) {
            long accessed = call.now() / 1000 - options.idleSeconds();
            entry.accessed((int) Math.max(accessed, 0));
        }
    }

    private static CommandSpec.Builder spec() {
        return GenericSpecs.ofKey("restore", -4, OW, UPDATE)
                .since("2.6.0")
                .complexity(
                        "O(N*M) for a value of N parts that are M bytes long on average,"
                                + " O(N*M*log(N)) for a sorted set")
                .summary("Gives a key the value that DUMP told.")
                .flags(WRITE, DENYOOM)
                .categories(AclCategory.DANGEROUS)
                .changed("3.0.0", "Added the `REPLACE` modifier.")
                .changed("5.0.0", "Added the `ABSTTL` modifier.")
                .changed("5.0.0", "Added the `IDLETIME` and `FREQ` options.")
                .arguments(
                        GenericSpecs.KEY,
                        Argument.integer("ttl"),
                        Argument.string("serialized-value"),
                        Argument.token("replace", "REPLACE").asOptional().since("3.0.0"),
                        Argument.token("absttl", "ABSTTL").asOptional().since("5.0.0"),
                        Argument.integer("seconds").after("IDLETIME").asOptional().since("5.0.0"),
                        Argument.integer("frequency").after("FREQ").asOptional().since("5.0.0"));
    }
}
