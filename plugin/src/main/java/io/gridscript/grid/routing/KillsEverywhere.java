package io.gridscript.grid.routing;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.RunningScripts.Kill;
import io.gridscript.script.ScriptKills;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * SCRIPT KILL and FUNCTION KILL: scripts run where their keyspace is, which need not be the member
 * asked. This member is looked at first, then one after the other until one has a script to kill.
 */
public final class KillsEverywhere implements ScriptKills {

    private static final System.Logger LOGGER = System.getLogger(KillsEverywhere.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Kill[] KILLS = Kill.values();

    private final RunningScripts running;
    private final GridMessages messages;
    private final Participants participants;

    public KillsEverywhere(
            RunningScripts running, GridMessages messages, Participants participants) {
        this.running = running;
        this.messages = messages;
        this.participants = participants;
        messages.register(
                MessageKind.SCRIPT_KILL,
                (sender, asked) ->
                        CompletableFuture.completedFuture(
                                new byte[] {(byte) running.killLongest(asked[0] == 1).ordinal()}));
    }

    @Override
    public CompletionStage<Kill> killLongest(boolean function) {
        return goOn(
                running.killLongest(function), function, new ArrayDeque<>(participants.others()));
    }

    private CompletionStage<Kill> goOn(Kill kill, boolean function, Queue<Member> left) {
        Member next = kill == Kill.NOT_BUSY ? left.poll() : null;
        if (next == null) {
            return CompletableFuture.completedFuture(kill);
        }
        return killOn(next, function).thenCompose(result -> goOn(result, function, left));
    }

    private CompletionStage<Kill> killOn(Member member, boolean function) {
        byte[] asked = {(byte) (function ? 1 : 0)};
        return messages.send(member, MessageKind.SCRIPT_KILL, asked, PATIENCE)
                .thenApply(answer -> KILLS[answer[0]])
                .exceptionally(
                        failure -> {
                            LOGGER.log(
                                    System.Logger.Level.DEBUG,
                                    "A member doesn't say what it runs",
                                    failure);
                            return Kill.NOT_BUSY;
                        });
    }
}
