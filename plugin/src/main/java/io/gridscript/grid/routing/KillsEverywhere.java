package io.gridscript.grid.routing;

import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.RunningScripts.Kill;
import io.gridscript.script.ScriptKills;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * SCRIPT KILL and FUNCTION KILL: scripts run where their keyspace is, which need not be the member
 * asked. This member is looked at first, then one after the other until one has a script to kill.
 */
public final class KillsEverywhere implements ScriptKills {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Kill[] KILLS = Kill.values();

    private final RunningScripts running;
    private final GridMessages messages;
    private final MembersInTurn members;

    public KillsEverywhere(
            RunningScripts running, GridMessages messages, Participants participants) {
        this.running = running;
        this.messages = messages;
        members = new MembersInTurn(participants);
        messages.register(
                MessageKind.SCRIPT_KILL,
                (sender, asked) ->
                        CompletableFuture.completedFuture(
                                new byte[] {(byte) running.killLongest(asked[0] == 1).ordinal()}));
    }

    @Override
    public CompletionStage<Kill> killLongest(boolean function) {
        byte[] asked = {(byte) (function ? 1 : 0)};
        return members.ask(
                running.killLongest(function),
                kill -> kill == Kill.NOT_BUSY,
                member ->
                        messages.send(member, MessageKind.SCRIPT_KILL, asked, PATIENCE)
                                .thenApply(answer -> KILLS[answer[0]]));
    }
}
