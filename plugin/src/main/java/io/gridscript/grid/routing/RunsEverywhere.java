package io.gridscript.grid.routing;

import com.hazelcast.cluster.Member;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * FUNCTION STATS: what runs does so where its keyspace is. This member is looked at first, then one
 * after the other until something runs there.
 */
public final class RunsEverywhere implements RunsInProgress {

    private static final System.Logger LOGGER = System.getLogger(RunsEverywhere.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final RunningScripts running;
    private final GridMessages messages;
    private final Participants participants;

    public RunsEverywhere(
            RunningScripts running, GridMessages messages, Participants participants) {
        this.running = running;
        this.messages = messages;
        this.participants = participants;
        messages.register(
                MessageKind.RUN_IN_PROGRESS,
                (sender, any) ->
                        CompletableFuture.completedFuture(write(running.longestInProgress())));
    }

    @Override
    public CompletionStage<Optional<RunInProgress>> longest() {
        return goOn(running.longestInProgress(), new ArrayDeque<>(participants.others()));
    }

    private CompletionStage<Optional<RunInProgress>> goOn(
            Optional<RunInProgress> run, Queue<Member> left) {
        Member next = run.isEmpty() ? left.poll() : null;
        if (next == null) {
            return CompletableFuture.completedFuture(run);
        }
        return messages.send(next, MessageKind.RUN_IN_PROGRESS, NOTHING, PATIENCE)
                .thenApply(RunsEverywhere::read)
                .exceptionally(
                        failure -> {
                            LOGGER.log(
                                    System.Logger.Level.DEBUG,
                                    "A member doesn't say what it runs",
                                    failure);
                            return Optional.empty();
                        })
                .thenCompose(result -> goOn(result, left));
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
