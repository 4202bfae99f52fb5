package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** SPOP. Which members go is told to copies by the effects of their removal. */
final class RandomRemoval {

    /** From so many members removed for one that stays, those that stay are drawn, as in Redis. */
    private static final int DRAWING_THE_REST_PAYS_FROM = 5;

    private static final ErrorReply NOT_POSITIVE =
            ErrorReply.err("value is out of range, must be positive");

    private static final int MEMBERS_AT_ONCE = 1024;

    private RandomRemoval() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), RandomRemoval::pop);
    }

    private static void pop(CommandCall call, ReplyWriter reply) {
        switch (call.count()) {
            case 2 -> popOne(call, reply);
            case 3 -> popSome(call, reply);
            default -> throw ErrorReply.SYNTAX;
        }
    }

    private static void popOne(CommandCall call, ReplyWriter reply) {
        Entry entry = call.database().findForWrite(call.argument(1));
        if (entry == null) {
            reply.nil();
            return;
        }
        SetValue set = Database.cast(entry, SetValue.class);
        byte[] member = removeOne(set, call.keyspace().random());
        call.notifyOf(KeyEvent.SPOP, entry.key());
        if (set.isEmpty()) {
            call.database().delete(entry);
        }
        reply.bulk(member);
        if (call.isPropagated()) {
            call.propagate("SREM", call.argument(1), member);
        }
    }

    private static void popSome(CommandCall call, ReplyWriter reply) {
        long count = IntegerArgument.between(call.argument(2), 0, Long.MAX_VALUE, NOT_POSITIVE);
        Entry entry = call.database().findForWrite(call.argument(1));
        if (entry == null) {
            reply.set(0);
            return;
        }
        SetValue set = Database.cast(entry, SetValue.class);
        if (count > 0) {
            call.notifyOf(KeyEvent.SPOP, entry.key());
        }
        if (count >= set.size()) {
            call.database().delete(entry);
            SetReply.write(set, reply);
            if (call.isPropagated()) {
                call.propagateRemoval(call.argument(1));
            }
            return;
        }
        List<byte[]> removed =
                count >= (set.size() - count) * DRAWING_THE_REST_PAYS_FROM
                        ? removeAllBut((int) (set.size() - count), set, entry, call)
                        : remove((int) count, set, call.keyspace().random());
        SetReply.write(removed, reply);
        if (call.isPropagated()) {
            propagate(call, removed);
        }
    }

    /** Replicas are told which members it was, in portions as Redis has them. */
    private static void propagate(CommandCall call, List<byte[]> removed) {
        for (int from = 0; from < removed.size(); from += MEMBERS_AT_ONCE) {
            List<byte[]> words = new ArrayList<>();
            words.add(call.argument(1));
            words.addAll(removed.subList(from, Math.min(from + MEMBERS_AT_ONCE, removed.size())));
            call.propagate("SREM", words.toArray(byte[][]::new));
        }
    }

    private static List<byte[]> remove(int count, SetValue set, RandomGenerator random) {
        List<byte[]> removed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            removed.add(removeOne(set, random));
        }
        return removed;
    }

    private static byte[] removeOne(SetValue set, RandomGenerator random) {
        byte[] member = set.random(random);
        set.remove(member);
        return member;
    }

    /** Those that stay become a set of their own, which may be compact again, as in Redis. */
    private static List<byte[]> removeAllBut(
            int staying, SetValue set, Entry entry, CommandCall call) {
        SetValue rest =
                set.isIntset()
                        ? SetValue.ofIntegers(call.keyspace().encodingLimits())
                        : SetValue.inOrder(call.keyspace().encodingLimits());
        while (rest.size() < staying) {
            rest.add(set.random(call.keyspace().random()));
        }
        List<byte[]> removed = new ArrayList<>(set.size() - staying);
        for (byte[] member : set) {
            if (!rest.contains(member)) {
                removed.add(member);
            }
        }
        call.database().replace(entry, rest);
        return removed;
    }

    private static CommandSpec.Builder spec() {
        return SetSpecs.ofOne("spop", -2, RW, ACCESS, DELETE)
                .complexity("O(N) for N members removed")
                .summary("Removes some members from a set, all equally likely, and tells them.")
                .flags(WRITE, FAST)
                .tips("nondeterministic_output")
                .changed("3.2.0", "Takes a count.")
                .arguments(SetSpecs.KEY, Argument.integer("count").since("3.2.0").asOptional());
    }
}
