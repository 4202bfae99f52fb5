package io.gridscript.command.hash;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.HashValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** HGET, HMGET, HEXISTS, HLEN and HSTRLEN. */
final class HashReading {

    private HashReading() {}

    static void register(CommandTable table) {
        table.onKeyspace(hget(), HashReading::get);
        table.onKeyspace(hmget(), HashReading::getMany);
        table.onKeyspace(hexists(), HashReading::exists);
        table.onKeyspace(hlen(), HashReading::length);
        table.onKeyspace(hstrlen(), HashReading::lengthOfValue);
    }

    private static void get(CommandCall call, ReplyWriter reply) {
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        reply.bulkOrNil(hash == null ? null : hash.get(call.argument(2)));
    }

    private static void getMany(CommandCall call, ReplyWriter reply) {
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            reply.bulkOrNil(hash == null ? null : hash.get(call.argument(i)));
        }
    }

    private static void exists(CommandCall call, ReplyWriter reply) {
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        reply.integer(hash != null && hash.contains(call.argument(2)) ? 1 : 0);
    }

    private static void length(CommandCall call, ReplyWriter reply) {
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        reply.integer(hash == null ? 0 : hash.size());
    }

    private static void lengthOfValue(CommandCall call, ReplyWriter reply) {
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        byte[] value = hash == null ? null : hash.get(call.argument(2));
        reply.integer(value == null ? 0 : value.length);
    }

    private static CommandSpec.Builder hget() {
        return HashSpecs.of("hget", 3, RO, ACCESS)
                .complexity("O(1)")
                .summary("Gets the value of a field of a hash.")
                .flags(READONLY, FAST)
                .arguments(HashSpecs.KEY, HashSpecs.FIELD);
    }

    private static CommandSpec.Builder hmget() {
        return HashSpecs.of("hmget", -3, RO, ACCESS)
                .complexity("O(N) for N fields")
                .summary("Gets the values of fields of a hash.")
                .flags(READONLY, FAST)
                .arguments(HashSpecs.KEY, HashSpecs.FIELD.repeated());
    }

    private static CommandSpec.Builder hexists() {
        return HashSpecs.of("hexists", 3, RO)
                .complexity("O(1)")
                .summary("Tells whether a hash has a field.")
                .flags(READONLY, FAST)
                .arguments(HashSpecs.KEY, HashSpecs.FIELD);
    }

    private static CommandSpec.Builder hlen() {
        return HashSpecs.of("hlen", 2, RO)
                .complexity("O(1)")
                .summary("Counts the fields of a hash.")
                .flags(READONLY, FAST)
                .arguments(HashSpecs.KEY);
    }

    private static CommandSpec.Builder hstrlen() {
        return HashSpecs.of("hstrlen", 3, RO)
                .since("3.2.0")
                .complexity("O(1)")
                .summary("Tells the length of the value of a field.")
                .flags(READONLY, FAST)
                .arguments(HashSpecs.KEY, HashSpecs.FIELD);
    }
}
