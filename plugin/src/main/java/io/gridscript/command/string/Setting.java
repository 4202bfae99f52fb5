package io.gridscript.command.string;

import static io.gridscript.command.string.StringSpecs.KEY;
import static io.gridscript.command.string.StringSpecs.VALUE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** SET, SETNX, SETEX, PSETEX and GETSET. */
final class Setting {

    private static final byte[] PXAT = Ascii.bytes("PXAT");

    private Setting() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                StringSpecs.of(
                                "set",
                                -3,
                                KeySpec.key(
                                                1,
                                                KeyFlag.RW,
                                                KeyFlag.ACCESS,
                                                KeyFlag.UPDATE,
                                                KeyFlag.VARIABLE_FLAGS)
                                        .withNotes("With `GET` it reads the key, too"))
                        .variableKeyFlags(Setting::keyFlags)
                        .since("1.0.0")
                        .summary("Gives a key a string value in place of whatever it held.")
                        .flags(CommandFlag.WRITE, CommandFlag.DENYOOM)
                        .changed("2.6.12", "The options `EX`, `PX`, `NX` and `XX`.")
                        .changed("6.0.0", "The option `KEEPTTL`.")
                        .changed("6.2.0", "The options `GET`, `EXAT` and `PXAT`.")
                        .changed("7.0.0", "`NX` and `GET` go together.")
                        .arguments(KEY, VALUE, condition(), get(), expiration()),
                Setting::set);
        table.onKeyspace(
                StringSpecs.of("setnx", 3, KeySpec.key(1, KeyFlag.OW, KeyFlag.INSERT))
                        .since("1.0.0")
                        .summary("Gives a key a string value unless it exists.")
                        .flags(CommandFlag.WRITE, CommandFlag.DENYOOM, CommandFlag.FAST)
                        .deprecated("2.6.12", "`SET` with the `NX` argument")
                        .arguments(KEY, VALUE),
                Setting::setIfNew);
        table.onKeyspace(
                StringSpecs.of("setex", 4, KeySpec.key(1, KeyFlag.OW, KeyFlag.UPDATE))
                        .since("2.0.0")
                        .summary("Gives a key a string value and seconds to live.")
                        .flags(CommandFlag.WRITE, CommandFlag.DENYOOM)
                        .deprecated("2.6.12", "`SET` with the `EX` argument")
                        .arguments(KEY, Argument.integer("seconds"), VALUE),
                (call, reply) ->
                        setUntil(call, reply, ExpiryOptions.inSeconds(call, call.argument(2))));
        table.onKeyspace(
                StringSpecs.of("psetex", 4, KeySpec.key(1, KeyFlag.OW, KeyFlag.UPDATE))
                        .since("2.6.0")
                        .summary("Gives a key a string value and milliseconds to live.")
                        .flags(CommandFlag.WRITE, CommandFlag.DENYOOM)
                        .deprecated("2.6.12", "`SET` with the `PX` argument")
                        .arguments(KEY, Argument.integer("milliseconds"), VALUE),
                (call, reply) ->
                        setUntil(
                                call, reply, ExpiryOptions.inMilliseconds(call, call.argument(2))));
        table.onKeyspace(
                StringSpecs.of(
                                "getset",
                                3,
                                KeySpec.key(1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
                        .since("1.0.0")
                        .summary("Gives a key a string value and tells the one it had.")
                        .flags(CommandFlag.WRITE, CommandFlag.DENYOOM, CommandFlag.FAST)
                        .deprecated("6.2.0", "`SET` with the `!GET` argument")
                        .arguments(KEY, VALUE),
                Setting::getAndSet);
    }

    private static Argument condition() {
        return Argument.oneOf("condition", Argument.token("nx", "NX"), Argument.token("xx", "XX"))
                .asOptional()
                .since("2.6.12");
    }

    private static Argument get() {
        return Argument.token("get", "GET").asOptional().since("6.2.0");
    }

    private static Argument expiration() {
        return Argument.oneOf(
                        "expiration",
                        Argument.integer("seconds").after("EX").since("2.6.12"),
                        Argument.integer("milliseconds").after("PX").since("2.6.12"),
                        Argument.unixTime("unix-time-seconds").after("EXAT").since("6.2.0"),
                        Argument.unixTime("unix-time-milliseconds").after("PXAT").since("6.2.0"),
                        Argument.token("keepttl", "KEEPTTL").since("6.0.0"))
                .asOptional();
    }

    /** With GET the former value is read; without it a request only overwrites. */
    private static Set<KeyFlag> keyFlags(byte[][] request) {
        for (int i = 3; i < request.length; i++) {
            if (Ascii.is(request[i], "get")) {
                return EnumSet.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE);
            }
        }
        return EnumSet.of(KeyFlag.OW, KeyFlag.UPDATE);
    }

    private static void set(CommandCall call, ReplyWriter reply) {
        if (call.count() == 3) {
            call.database().put(call.argument(1), StringValue.encode(call.argument(2)));
            call.notifyOf(KeyEvent.SET, call.argument(1));
            reply.ok();
        } else {
            setWithOptions(call, reply, ExpiryOptions.ofSet(call));
        }
    }

    private static void setWithOptions(CommandCall call, ReplyWriter reply, ExpiryOptions options) {
        byte[] key = call.argument(1);
        Database database = call.database();
        long deadline = options.hasTime() ? options.deadline(call) : Entry.NO_DEADLINE;
        if (options.isGet()) {
            Getting.answer(database.find(key, StringValue.class), reply);
        }
        boolean found = database.findForWrite(key) != null;
        if (found ? options.isOnlyNew() : options.isOnlyPresent()) {
            if (!options.isGet()) {
                reply.nil();
            }
            return;
        }
        StringValue value = StringValue.encode(call.argument(2));
        if (options.isKeepTtl()) {
            database.putKeepingDeadline(key, value);
        } else {
            database.put(key, value, deadline);
        }
        call.notifyOf(KeyEvent.SET, key);
        if (options.hasTime()) {
            call.notifyOf(KeyEvent.EXPIRE, key);
        }
        if (!options.isGet()) {
            reply.ok();
        }
        if (call.isPropagated()) {
            propagate(call, options, deadline);
        }
    }

    /** Replicas are told when the key expires, whenever they hear of it, and read nothing. */
    private static void propagate(CommandCall call, ExpiryOptions options, long deadline) {
        if (options.hasTime() && !options.isInUnixMilliseconds()) {
            propagateSetUntil(call, call.argument(2), deadline);
        } else if (options.isGet() && !options.hasTime()) {
            List<byte[]> words = new ArrayList<>(List.of(call.arguments()));
            words.subList(3, words.size()).removeIf(word -> Ascii.is(word, "get"));
            call.propagate(words.toArray(byte[][]::new));
        }
    }

    private static void propagateSetUntil(CommandCall call, byte[] value, long deadline) {
        call.propagate("SET", call.argument(1), value, PXAT, RedisNumbers.bytes(deadline));
    }

    private static void setIfNew(CommandCall call, ReplyWriter reply) {
        boolean isNew = call.database().findForWrite(call.argument(1)) == null;
        if (isNew) {
            call.database().put(call.argument(1), StringValue.encode(call.argument(2)));
            call.notifyOf(KeyEvent.SET, call.argument(1));
        }
        reply.integer(isNew ? 1 : 0);
    }

    private static void setUntil(CommandCall call, ReplyWriter reply, long deadline) {
        call.database().put(call.argument(1), StringValue.encode(call.argument(3)), deadline);
        call.notifyOf(KeyEvent.SET, call.argument(1));
        call.notifyOf(KeyEvent.EXPIRE, call.argument(1));
        reply.ok();
        if (call.isPropagated()) {
            propagateSetUntil(call, call.argument(3), deadline);
        }
    }

    private static void getAndSet(CommandCall call, ReplyWriter reply) {
        byte[] key = call.argument(1);
        Getting.answer(call.database().find(key, StringValue.class), reply);
        call.database().put(key, StringValue.encode(call.argument(2)));
        call.notifyOf(KeyEvent.SET, key);
        if (call.isPropagated()) {
            call.propagate("SET", key, call.argument(2));
        }
    }
}
