package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandBody;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT and PERSIST. */
final class Expiration {

    private static final int FIRST_CONDITION = 3;

    private static final Argument CONDITION =
            Argument.oneOf(
                            "condition",
                            Argument.token("nx", "NX"),
                            Argument.token("xx", "XX"),
                            Argument.token("gt", "GT"),
                            Argument.token("lt", "LT"))
                    .asOptional()
                    .since("7.0.0");

    private static final byte[] PEXPIREAT = Ascii.bytes("PEXPIREAT");

    private Expiration() {}

    static void register(CommandTable table) {
        table.onKeyspace(expire(), inSeconds(true));
        table.onKeyspace(pexpire(), inMilliseconds(true));
        table.onKeyspace(expireat(), inSeconds(false));
        table.onKeyspace(pexpireat(), inMilliseconds(false));
        table.onKeyspace(persist(), Expiration::takeDeadlineAway);
    }

    private static CommandBody inSeconds(boolean fromNow) {
        return (call, reply) -> setDeadline(call, reply, 1000, fromNow);
    }

    private static CommandBody inMilliseconds(boolean fromNow) {
        return (call, reply) -> setDeadline(call, reply, 1, fromNow);
    }

    private static void setDeadline(
            CommandCall call, ReplyWriter reply, int unitMillis, boolean fromNow) {
        ExpireCondition condition = ExpireCondition.parse(call.arguments(), FIRST_CONDITION);
        long deadline = deadline(call, unitMillis, fromNow);
        Database database = call.database();
        Entry entry = database.findForWrite(call.argument(1));
        if (entry == null || !condition.allows(entry, deadline)) {
            reply.integer(0);
            return;
        }
        if (deadline <= call.now()) {
            database.delete(entry);
        } else {
            database.deadline(entry, deadline);
            call.notifyOf(KeyEvent.EXPIRE, entry.key());
        }
        reply.integer(1);
        if (call.isPropagated()) {
            propagate(call, deadline);
        }
    }

    /** Replicas are told the time at which the key expires, with the request's conditions. */
    private static void propagate(CommandCall call, long deadline) {
        if (deadline <= call.now()) {
            call.propagateExpiry(call.argument(1));
        } else {
            byte[][] words = call.arguments().clone();
            words[0] = PEXPIREAT;
            words[2] = RedisNumbers.bytes(deadline);
            call.propagate(words);
        }
    }

    private static long deadline(CommandCall call, int unitMillis, boolean fromNow) {
        long time = RedisNumbers.parseLong(call.argument(2));
        long base = fromNow ? call.now() : 0;
        boolean overflows =
                time > Long.MAX_VALUE / unitMillis
                        || time < Long.MIN_VALUE / unitMillis
                        || time * unitMillis > Long.MAX_VALUE - base;
        if (overflows) {
            throw ErrorReply.err(
                    "invalid expire time in '" + call.command().spec().fullName() + "' command");
        }
        return time * unitMillis + base;
    }

    private static void takeDeadlineAway(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        Entry entry = database.findForWrite(call.argument(1));
        if (entry == null || !entry.hasDeadline()) {
            reply.integer(0);
            return;
        }
        database.deadline(entry, Entry.NO_DEADLINE);
        call.notifyOf(KeyEvent.PERSIST, entry.key());
        reply.integer(1);
    }

    private static CommandSpec.Builder expire() {
        return setter("expire", Argument.integer("seconds"))
                .since("1.0.0")
                .summary("Lets a key expire after a number of seconds.");
    }

    private static CommandSpec.Builder pexpire() {
        return setter("pexpire", Argument.integer("milliseconds"))
                .since("2.6.0")
                .summary("Lets a key expire after a number of milliseconds.");
    }

    private static CommandSpec.Builder expireat() {
        return setter("expireat", Argument.unixTime("unix-time-seconds"))
                .since("1.2.0")
                .summary("Lets a key expire at a Unix time in seconds.");
    }

    private static CommandSpec.Builder pexpireat() {
        return setter("pexpireat", Argument.unixTime("unix-time-milliseconds"))
                .since("2.6.0")
                .summary("Lets a key expire at a Unix time in milliseconds.");
    }

    private static CommandSpec.Builder setter(String name, Argument time) {
        return GenericSpecs.ofKey(name, -3, RW, UPDATE)
                .complexity("O(1)")
                .flags(WRITE, FAST)
                .changed("7.0.0", "Takes a condition: NX, XX, GT or LT.")
                .arguments(GenericSpecs.KEY, time, CONDITION);
    }

    private static CommandSpec.Builder persist() {
        return GenericSpecs.ofKey("persist", 2, RW, UPDATE)
                .since("2.2.0")
                .complexity("O(1)")
                .summary("Takes the expiration time of a key away.")
                .flags(WRITE, FAST)
                .arguments(GenericSpecs.KEY);
    }
}
