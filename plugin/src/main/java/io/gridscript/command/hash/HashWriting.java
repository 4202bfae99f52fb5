package io.gridscript.command.hash;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** HSET, HMSET, HSETNX and HDEL. */
final class HashWriting {

    private HashWriting() {}

    static void register(CommandTable table) {
        table.onKeyspace(hset(), (call, reply) -> reply.integer(set(call)));
        table.onKeyspace(
                hmset(),
                (call, reply) -> {
                    set(call);
                    reply.ok();
                });
        table.onKeyspace(hsetnx(), HashWriting::setIfAbsent);
        table.onKeyspace(hdel(), HashWriting::delete);
    }

    /** Sets fields; returns how many of them are new. */
    private static int set(CommandCall call) {
        byte[][] arguments = call.arguments();
        if (arguments.length % 2 == 1) {
            throw CommandTable.wrongNumberOfArguments(call.command().spec());
        }
        Database database = call.database();
        HashValue hash = database.findForWrite(arguments[1], HashValue.class);
        if (hash == null) {
            hash = new HashValue();
            int created = setAll(hash, arguments);
            database.put(arguments[1], hash);
            call.notifyOf(KeyEvent.HSET, arguments[1]);
            return created;
        }
        int created = setAll(hash, arguments);
        call.notifyOf(KeyEvent.HSET, arguments[1]);
        return created;
    }

    private static int setAll(HashValue hash, byte[][] arguments) {
        int created = 0;
        for (int i = 2; i < arguments.length; i += 2) {
            if (hash.put(arguments[i], arguments[i + 1])) {
                created++;
            }
        }
        return created;
    }

    private static void setIfAbsent(CommandCall call, ReplyWriter reply) {
        HashValue hash = call.database().findForWrite(call.argument(1), HashValue.class);
        if (hash != null && hash.contains(call.argument(2))) {
            reply.integer(0);
            return;
        }
        set(call);
        reply.integer(1);
    }

    /** A hash without fields is no key. */
    private static void delete(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        HashValue hash = database.findForWrite(call.argument(1), HashValue.class);
        if (hash == null) {
            reply.integer(0);
            return;
        }
        int deleted = 0;
        for (int i = 2; i < call.count() && !hash.isEmpty(); i++) {
            if (hash.remove(call.argument(i))) {
                deleted++;
            }
        }
        if (deleted > 0) {
            call.notifyOf(KeyEvent.HDEL, call.argument(1));
        }
        if (hash.isEmpty()) {
            database.delete(call.argument(1));
        }
        reply.integer(deleted);
    }

    private static CommandSpec.Builder hset() {
        return HashSpecs.of("hset", -4, RW, UPDATE)
                .complexity("O(N) for N fields")
                .summary("Sets fields of a hash and counts those that are new.")
                .flags(WRITE, DENYOOM, FAST)
                .changed("4.0.0", "Takes several fields with their values.")
                .arguments(HashSpecs.KEY, HashSpecs.FIELDS_WITH_VALUES);
    }

    private static CommandSpec.Builder hmset() {
        return HashSpecs.of("hmset", -4, RW, UPDATE)
                .complexity("O(N) for N fields")
                .summary("Sets fields of a hash.")
                .flags(WRITE, DENYOOM, FAST)
                .deprecated("4.0.0", "`HSET` with several fields and values")
                .arguments(HashSpecs.KEY, HashSpecs.FIELDS_WITH_VALUES);
    }

    private static CommandSpec.Builder hsetnx() {
        return HashSpecs.of("hsetnx", 4, RW, INSERT)
                .complexity("O(1)")
                .summary("Sets a field of a hash unless it is there.")
                .flags(WRITE, DENYOOM, FAST)
                .arguments(HashSpecs.KEY, HashSpecs.FIELD, HashSpecs.VALUE);
    }

    private static CommandSpec.Builder hdel() {
        return HashSpecs.of("hdel", -3, RW, DELETE)
                .complexity("O(N) for N fields")
                .summary("Removes fields from a hash, and the hash with its last field.")
                .flags(WRITE, FAST)
                .changed("2.4.0", "Takes several fields.")
                .arguments(HashSpecs.KEY, HashSpecs.FIELD.repeated());
    }
}
