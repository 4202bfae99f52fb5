package io.gridscript.grid.routing;

import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import io.gridscript.script.RunInProgress;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.RunsInProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * FUNCTION STATS: what runs does so where its keyspace is. This member is looked at first, then one
 * after the other until something runs there.
 */
public final class RunsEverywhere implements RunsInProgress {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final RunningScripts running;
    private final GridMessages messages;
    private final MembersInTurn members;

    public RunsEverywhere(
            RunningScripts running, GridMessages messages, Participants participants) {
        this.running = running;
        this.messages = messages;
        members = new MembersInTurn(participants);
        messages.register(
                MessageKind.RUN_IN_PROGRESS,
                (sender, any) ->
                        CompletableFuture.completedFuture(write(running.longestInProgress())));
    }

    @Override
    public CompletionStage<Optional<RunInProgress>> longest() {
        return members.ask(
                running.longestInProgress(),
                Optional::isEmpty,
                member ->
                        messages.send(member, MessageKind.RUN_IN_PROGRESS, NOTHING, PATIENCE)
                                .thenApply(RunsEverywhere::read));
    }

    private static byte[] write(Optional<RunInProgress> run) {
        WireOutput out = new WireOutput();
        out.octet(run.isPresent() ? 1 : 0);
        if (run.isPresent()) {
            RunInProgress present = run.get();
            out.octet(present.isFunction() ? 1 : 0);
            out.string(Ascii.bytes(present.title()));
            out.number(present.millis());
            out.number(present.request().size());
            present.request().forEach(out::string);
        }
        return out.toBytes();
    }

    private static Optional<RunInProgress> read(byte[] bytes) {
        try {
            WireInput in = new WireInput(bytes);
            if (in.octet() == 0) {
                return Optional.empty();
            }
            boolean isFunction = in.octet() == 1;
            String title = Ascii.string(in.string());
            long millis = in.number();
            int words = in.length();
            List<byte[]> request = new ArrayList<>();
            for (int i = 0; i < words; i++) {
                request.add(in.string());
            }
            return Optional.of(new RunInProgress(isFunction, title, request, millis));
        } catch (CorruptInput e) {
            throw new CompletionException(e);
        }
    }
}
