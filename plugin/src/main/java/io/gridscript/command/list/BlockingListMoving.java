package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.BLOCKING;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.KeyWait;
import io.gridscript.command.Timeout;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.Arrays;
import java.util.List;

/** BLMOVE and BRPOPLPUSH: as LMOVE, but they wait for the source. */
final class BlockingListMoving {

    private static final Reply NIL = ReplyWriter::nil;

    private BlockingListMoving() {}

    static void register(CommandTable table) {
        table.onKeyspaceBlocking(
                blmove(),
                (call, reply) -> {
                    ListEnd from = EndArgument.of(call.argument(3));
                    ListEnd to = EndArgument.of(call.argument(4));
                    return move(call, from, to, call.argument(5), reply);
                });
        table.onKeyspaceBlocking(
                brpoplpush(),
                (call, reply) -> move(call, ListEnd.TAIL, ListEnd.HEAD, call.argument(3), reply));
    }

    /** Like Redis: nil where nobody can wait, a nil array when time is up. */
    private static KeyWait move(
            CommandCall call, ListEnd from, ListEnd to, byte[] seconds, ReplyWriter reply) {
        long timeout = Timeout.ofSeconds(seconds, call.now());
        if (!ListMoving.move(call, from, to, reply)) {
            return KeyWait.of(List.of(call.argument(1)), ListValue.class, timeout)
                    .insteadOfWaiting(NIL);
        }
        if (call.isPropagated()) {
            propagate(call);
        }
        return null;
    }

    /** Replicas wait for nothing: the timeout, which is the last word, is none of theirs. */
    private static void propagate(CommandCall call) {
        boolean namesEnds = call.count() > 4;
        byte[][] words = Arrays.copyOfRange(call.arguments(), 1, call.count() - 1);
        call.propagate(namesEnds ? "LMOVE" : "RPOPLPUSH", words);
    }

    private static CommandSpec.Builder blmove() {
        return ListMoving.moving("blmove", 6)
                .since("6.2.0")
                .summary("Moves an element from one list to another, and waits for one.")
                .flags(BLOCKING)
                .arguments(
                        ListMoving.SOURCE,
                        ListMoving.DESTINATION,
                        ListSpecs.end("wherefrom"),
                        ListSpecs.end("whereto"),
                        Argument.real("timeout"));
    }

    private static CommandSpec.Builder brpoplpush() {
        return ListMoving.moving("brpoplpush", 4)
                .since("2.2.0")
                .summary("Moves an element from a tail to another list's head, and waits for one.")
                .flags(BLOCKING)
                .changed("6.0.0", "`timeout` may have a fraction.")
                .deprecated("6.2.0", "`BLMOVE` with the `RIGHT` and `LEFT` arguments")
                .arguments(ListMoving.SOURCE, ListMoving.DESTINATION, Argument.real("timeout"));
    }
}
