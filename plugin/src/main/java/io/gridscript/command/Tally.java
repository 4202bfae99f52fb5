package io.gridscript.command;

import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts of a run that may be taken back, kept in their order until they count. */
final class Tally implements ScriptCounts {

    private final List<Command> commands = new ArrayList<>(4);
    private long[] nanos = new long[4];
    private List<Count> errors = List.of();

    @FunctionalInterface
    private interface Count {
        void in(ScriptCounts counts);
    }

    @Override
    public void called(Command command, long callNanos) {
        int call = commands.size();
        if (call == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * call);
        }
        nanos[call] = callNanos;
        commands.add(command);
    }

    @Override
    public void failed(Command command, ErrorReply error) {
        add(counts -> counts.failed(command, error));
    }

    @Override
    public void refused(Command command, ErrorReply error) {
        add(counts -> counts.refused(command, error));
    }

    private void add(Count error) {
        if (errors.isEmpty()) {
            errors = new ArrayList<>();
        }
        errors.add(error);
    }

    /** Lets them count. */
    void countIn(ScriptCounts counts) {
        for (int i = 0; i < commands.size(); i++) {
            counts.called(commands.get(i), nanos[i]);
        }
        errors.forEach(error -> error.in(counts));
    }
}
