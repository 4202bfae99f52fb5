package io.gridscript.command.set;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;

/** The sets that a command combines, and the key that gets what comes out. */
final class Operands {

    private Operands() {}

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
            if (call.database().remove(call.argument(1))) {
                call.notifyOf(KeyEvent.DEL, call.argument(1));
            }
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
