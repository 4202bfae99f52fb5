package io.gridscript.command.hash;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.HashField;
import io.gridscript.keyspace.HashValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;
import java.util.function.Function;

/** HGETALL, HKEYS and HVALS. */
final class HashListing {

    private HashListing() {}

    static void register(CommandTable table) {
        table.onKeyspace(hgetall(), HashListing::listAll);
        table.onKeyspace(hkeys(), (call, reply) -> list(call, reply, HashField::name));
        table.onKeyspace(hvals(), (call, reply) -> list(call, reply, HashField::value));
    }

    private static void listAll(CommandCall call, ReplyWriter reply) {
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        if (hash == null) {
            reply.map(0);
            return;
        }
        reply.map(hash.size());
        for (HashField field : hash) {
            reply.bulk(field.name());
            reply.bulk(field.value());
        }
    }

    private static void list(
            CommandCall call, ReplyWriter reply, Function<HashField, byte[]> part) {
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        if (hash == null) {
            reply.array(0);
            return;
        }
        reply.array(hash.size());
        for (HashField field : hash) {
            reply.bulk(part.apply(field));
        }
    }

    private static CommandSpec.Builder hgetall() {
        return listing("hgetall").summary("Lists all fields of a hash with their values.");
    }

    private static CommandSpec.Builder hkeys() {
        return listing("hkeys").summary("Lists all fields of a hash.");
    }

    private static CommandSpec.Builder hvals() {
        return listing("hvals").summary("Lists the values of all fields of a hash.");
    }

    private static CommandSpec.Builder listing(String name) {
        return HashSpecs.of(name, 2, RO, ACCESS)
                .complexity("O(N) for N fields in the hash")
                .flags(READONLY)
                .tips("nondeterministic_output_order")
                .arguments(HashSpecs.KEY);
    }
}
