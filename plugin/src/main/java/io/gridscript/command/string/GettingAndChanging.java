package io.gridscript.command.string;

import static io.gridscript.command.string.StringSpecs.KEY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** GETEX and GETDEL. */
final class GettingAndChanging {

    private GettingAndChanging() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                StringSpecs.of(
                                "getex",
                                -2,
                                KeySpec.key(1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                                        .withNotes("Its options change the deadline"))
                        .since("6.2.0")
                        .summary("Tells the string value of a key and sets its time to live.")
                        .flags(CommandFlag.WRITE, CommandFlag.FAST)
                        .arguments(KEY, expiration()),
                GettingAndChanging::getAndExpire);
        table.onKeyspace(
                StringSpecs.of(
                                "getdel",
                                2,
                                KeySpec.key(1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE))
                        .since("6.2.0")
                        .summary("Tells the string value of a key and removes the key.")
                        .flags(CommandFlag.WRITE, CommandFlag.FAST)
                        .arguments(KEY),
                GettingAndChanging::getAndRemove);
    }

    private static Argument expiration() {
        return Argument.oneOf(
                        "expiration",
                        Argument.integer("seconds").after("EX"),
                        Argument.integer("milliseconds").after("PX"),
                        Argument.unixTime("unix-time-seconds").after("EXAT"),
                        Argument.unixTime("unix-time-milliseconds").after("PXAT"),
                        Argument.token("persist", "PERSIST"))
                .asOptional();
    }

    private static void getAndExpire(CommandCall call, ReplyWriter reply) {
        ExpiryOptions options = ExpiryOptions.ofGetEx(call);
        Database database = call.database();
        Entry entry = database.find(call.argument(1));
        if (entry == null) {
            reply.nil();
            return;
        }
        StringValue value = Database.cast(entry, StringValue.class);
        long deadline = options.hasTime() ? options.deadline(call) : Entry.NO_DEADLINE;
        value.writeTo(reply);
        if (options.isAbsolute() && deadline <= call.now()) {
            database.delete(entry);
        } else if (options.hasTime() || options.isPersist() && entry.hasDeadline()) {
            database.deadline(entry, deadline);
            call.notifyOf(options.hasTime() ? KeyEvent.EXPIRE : KeyEvent.PERSIST, entry.key());
        }
        if (call.isPropagated()) {
            propagate(call, options, deadline);
        }
    }

    private static void propagate(CommandCall call, ExpiryOptions options, long deadline) {
        byte[] key = call.argument(1);
        if (options.isAbsolute() && deadline <= call.now()) {
            call.propagateExpiry(key);
        } else if (options.hasTime()) {
            call.propagate("PEXPIREAT", key, RedisNumbers.bytes(deadline));
        } else if (options.isPersist() && call.hasChanged()) {
            call.propagate("PERSIST", key);
        }
    }

    private static void getAndRemove(CommandCall call, ReplyWriter reply) {
        Entry entry = call.database().find(call.argument(1));
        if (entry == null) {
            reply.nil();
            return;
        }
        Database.cast(entry, StringValue.class).writeTo(reply);
        call.database().delete(entry);
        if (call.isPropagated()) {
            call.propagate("DEL", call.argument(1));
        }
    }
}
