package io.gridscript.command.hash;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.command.RandomSample;
import io.gridscript.keyspace.HashField;
import io.gridscript.keyspace.HashValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.random.RandomGenerator;

/** HRANDFIELD. */
final class RandomFields {

    /** Redis takes counts down to the opposite of the largest, with values half of that. */
    private static final long LARGEST_COUNT = Long.MAX_VALUE;

    /** Redis has no such bound, and would run out of memory on the reply. */
    private static final long LARGEST_REPLY_BYTES = 1L << 30;

    private static final ErrorReply OUT_OF_RANGE = ErrorReply.err("value is out of range");

    private RandomFields() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), RandomFields::tell);
    }

    private static void tell(CommandCall call, ReplyWriter reply) {
        if (call.count() == 2) {
            HashValue hash = call.database().find(call.argument(1), HashValue.class);
            reply.bulkOrNil(hash == null ? null : hash.random(call.keyspace().random()).name());
            return;
        }
        long count = IntegerArgument.between(call.argument(2), -LARGEST_COUNT, LARGEST_COUNT);
        boolean withValues = withValues(call);
        if (withValues && (count < -LARGEST_COUNT / 2 || count > LARGEST_COUNT / 2)) {
            throw OUT_OF_RANGE;
        }
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        if (hash == null || count == 0) {
            reply.array(0);
        } else if (count > 0) {
            tellDifferent(hash, count, withValues, call.keyspace().random(), reply);
        } else {
            tellAny(hash, -count, withValues, call.keyspace().random(), reply);
        }
    }

    private static boolean withValues(CommandCall call) {
        if (call.count() == 3) {
            return false;
        }
        if (call.count() > 4 || !Ascii.is(call.argument(3), "withvalues")) {
            throw ErrorReply.SYNTAX;
        }
        return true;
    }

    /** A field may come several times. */
    private static void tellAny(
            HashValue hash,
            long count,
            boolean withValues,
            RandomGenerator random,
            ReplyWriter reply) {
        if (count > LARGEST_REPLY_BYTES * hash.size() / hash.sizeInBytes()) {
            throw OUT_OF_RANGE;
        }
        announce((int) count, withValues, reply);
        for (long i = 0; i < count; i++) {
            write(hash.random(random), withValues, reply);
        }
    }

    /** No field comes twice. */
    private static void tellDifferent(
            HashValue hash,
            long count,
            boolean withValues,
            RandomGenerator random,
            ReplyWriter reply) {
        int number = (int) Math.min(count, hash.size());
        announce(number, withValues, reply);
        if (number == hash.size()) {
            hash.forEach(field -> write(field, withValues, reply));
            return;
        }
        for (HashField field :
                RandomSample.of(
                        hash.size(), number, () -> hash.random(random), hash::forEach, random)) {
            write(field, withValues, reply);
        }
    }

    /** Pairs are flat in RESP2 and arrays of their own in RESP3. */
    private static void announce(int number, boolean withValues, ReplyWriter reply) {
        reply.array(withValues && reply.protocol() == 2 ? 2 * number : number);
    }

    private static void write(HashField field, boolean withValues, ReplyWriter reply) {
        if (withValues && reply.protocol() > 2) {
            reply.array(2);
        }
        reply.bulk(field.name());
        if (withValues) {
            reply.bulk(field.value());
        }
    }

    private static CommandSpec.Builder spec() {
        return HashSpecs.of("hrandfield", -2, RO, ACCESS)
                .since("6.2.0")
                .complexity("O(N) for N fields in the reply")
                .summary("Names some fields of a hash, all equally likely.")
                .flags(READONLY)
                .tips("nondeterministic_output")
                .arguments(
                        HashSpecs.KEY,
                        Argument.block(
                                        "options",
                                        Argument.integer("count"),
                                        Argument.token("withvalues", "WITHVALUES").asOptional())
                                .asOptional());
    }
}
