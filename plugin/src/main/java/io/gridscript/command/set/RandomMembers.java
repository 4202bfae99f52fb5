package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** SRANDMEMBER. */
final class RandomMembers {

    /** Redis takes counts down to the opposite of the largest. */
    private static final long LARGEST_COUNT = Long.MAX_VALUE;

    /** Redis has no such bound, and would run out of memory on the reply. */
    private static final long LARGEST_REPLY_BYTES = 1L << 30;

    /** Below this ratio of size to count, taking away is cheaper than drawing again. */
    private static final int DRAWING_PAYS_FROM = 3;

    private static final ErrorReply OUT_OF_RANGE = ErrorReply.err("value is out of range");

    private RandomMembers() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), RandomMembers::tell);
    }

    private static void tell(CommandCall call, ReplyWriter reply) {
        switch (call.count()) {
            case 2 -> tellOne(call, reply);
            case 3 -> tellSome(call, reply);
            default -> throw ErrorReply.SYNTAX;
        }
    }

    private static void tellOne(CommandCall call, ReplyWriter reply) {
        SetValue set = call.database().find(call.argument(1), SetValue.class);
        reply.bulkOrNil(set == null ? null : set.random(call.keyspace().random()));
    }

    private static void tellSome(CommandCall call, ReplyWriter reply) {
        long count = IntegerArgument.between(call.argument(2), -LARGEST_COUNT, LARGEST_COUNT);
        SetValue set = call.database().find(call.argument(1), SetValue.class);
        if (set == null || count == 0) {
            reply.array(0);
        } else if (count < 0) {
            tellAny(set, -count, call.keyspace().random(), reply);
        } else if (count >= set.size()) {
            write(set, set.size(), reply);
        } else {
            Iterable<byte[]> members = different(set, (int) count, call);
            write(members, (int) count, reply);
        }
    }

    /** A member may come several times. */
    private static void tellAny(
            SetValue set, long count, RandomGenerator random, ReplyWriter reply) {
        if (count > LARGEST_REPLY_BYTES * set.size() / set.sizeInBytes()) {
            throw OUT_OF_RANGE;
        }
        reply.array((int) count);
        for (long i = 0; i < count; i++) {
            reply.bulk(set.random(random));
        }
    }

    private static void write(Iterable<byte[]> members, int count, ReplyWriter reply) {
        reply.array(count);
        for (byte[] member : members) {
            reply.bulk(member);
        }
    }

    private static Iterable<byte[]> different(SetValue set, int count, CommandCall call) {
        RandomGenerator random = call.keyspace().random();
        if ((long) count * DRAWING_PAYS_FROM > set.size()) {
            return remaining(set, count, random);
        }
        SetValue drawn = SetValue.forMany(call.keyspace().encodingLimits());
        while (drawn.size() < count) {
            drawn.add(set.random(random));
        }
        return drawn;
    }

    private static List<byte[]> remaining(SetValue set, int count, RandomGenerator random) {
        List<byte[]> members = new ArrayList<>(set.size());
        set.forEach(members::add);
        while (members.size() > count) {
            int last = members.size() - 1;
            members.set(random.nextInt(last + 1), members.get(last));
            members.remove(last);
        }
        return members;
    }

    private static CommandSpec.Builder spec() {
        return SetSpecs.ofOne("srandmember", -2, RO, ACCESS)
                .complexity("O(N) for N members in the reply")
                .summary("Names some members of a set, all equally likely.")
                .flags(READONLY)
                .tips("nondeterministic_output")
                .changed("2.6.0", "Takes a count.")
                .arguments(SetSpecs.KEY, Argument.integer("count").since("2.6.0").asOptional());
    }
}
