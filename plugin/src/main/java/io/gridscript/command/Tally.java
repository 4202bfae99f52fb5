package io.gridscript.command;

import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts of a run that may be taken back, kept in their order until they count. */
final class Tally implements ScriptCounts {

    private static final int SOME = 8;

    private Command[] commands = {};
    private long[] nanos = {};
    private int calls;
    private List<Count> errors = List.of();

    @FunctionalInterface
    private interface Count {
        void in(ScriptCounts counts);
    }

    @Override
    public void called(Command command, long callNanos) {
        if (calls == nanos.length) {
            int room = Math.max(SOME, 4 * calls);
            commands = Arrays.copyOf(commands, room);
            nanos = Arrays.copyOf(nanos, room);
        }
        commands[calls] = command;
        nanos[calls] = callNanos;
        calls++;
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

    /** Lets them count; calls of a command in a row together. */
    void countIn(CommandRunner runner) {
        int next = 0;
        while (next < calls) {
            int first = next;
            while (next < calls && commands[next] == commands[first]) {
                next++;
            }
            runner.called(commands[first], nanos, first, next);
        }
        errors.forEach(error -> error.in(runner));
    }
}
