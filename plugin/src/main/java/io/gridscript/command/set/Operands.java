package io.gridscript.command.set;

import io.gridscript.command.CommandBody;
import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;

/** The sets that a command combines, and the key that gets what comes out. */
final class Operands {

    /** What of some sets, null for those that aren't there, comes into the result. */
    @FunctionalInterface
    interface Combination {
        void collect(SetValue[] sets, SetValue result);
    }

    private Operands() {}

    /** Answers the members of a combination. */
    static CommandBody telling(Combination combination) {
        return (call, reply) -> {
            SetValue[] sets = read(call, 1, call.count());
            SetValue result = forReply(sets, call);
            combination.collect(sets, result);
            SetReply.write(result, reply);
        };
    }

    /**
     * Stores a combination.
     *
     * @param event what is told of that
     */
    static CommandBody storing(Combination combination, KeyEvent event) {
        return (call, reply) -> {
            SetValue result = forStore(call);
            combination.collect(read(call, 2, call.count()), result);
            store(result, call, event, reply);
        };
    }

    /** The sets of the keys from one word to another, the other not included; null for none. */
    static SetValue[] read(CommandCall call, int from, int to) {
        SetValue[] sets = new SetValue[to - from];
        for (int i = 0; i < sets.length; i++) {
            sets[i] = call.database().find(call.argument(from + i), SetValue.class);
        }
        return sets;
    }

    /**
     * Puts a set into the place of whatever the first key held, and answers its size.
     *
     * @param event what is told of that
     */
    static void store(SetValue result, CommandCall call, KeyEvent event, ReplyWriter reply) {
        if (result.isEmpty()) {
            call.database().delete(call.argument(1));
        } else {
            call.database().put(call.argument(1), result);
            call.notifyOf(event, call.argument(1));
        }
        reply.integer(result.size());
    }

    /** An empty set to collect a reply in: in order of the integers where all are integers. */
    static SetValue forReply(SetValue[] sets, CommandCall call) {
        for (SetValue set : sets) {
            if (set != null && !set.isIntset()) {
                return SetValue.forMany(call.keyspace().encodingLimits());
            }
        }
        return forStore(call);
    }

    /** An empty set for the key that gets the result. */
    static SetValue forStore(CommandCall call) {
        return SetValue.ofIntegers(call.keyspace().encodingLimits());
    }
}
