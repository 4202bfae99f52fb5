package io.gridscript.resp;

import io.gridscript.acl.Denial;
import io.gridscript.acl.Refusal;
import io.gridscript.acl.User;
import io.gridscript.acl.Users;
import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.keyspace.EvictionPolicy;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.ChannelSpec;
import io.gridscript.spec.CommandFlag;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What a request must pass before it runs or is queued: Redis's processCommand, in its order. */
final class Admission {

    private static final ErrorReply NOT_IN_TRANSACTION =
            ErrorReply.err("Command not allowed inside a transaction");

    private static final ErrorReply MONITORING =
            ErrorReply.err("Replica can't interact with the keyspace");
    private static final Set<String> OPEN_TO_SUBSCRIBERS = Set.of("ping", "quit", "reset");

    private final CommandTable table;
    private final KeyspaceActor keyspace;
    private final BusyThreshold busy;
    private final DataLimits limits;

    Admission(CommandTable table, KeyspaceActor keyspace, BusyThreshold busy, DataLimits limits) {
        this.table = table;
        this.keyspace = keyspace;
        this.busy = busy;
        this.limits = limits;
    }

    /** The command of a request, or null; container commands are found by their subcommand. */
    Command resolve(byte[][] request) {
        return table.resolve(request);
    }

    /**
     * Whether somebody makes a browser or the like send requests here: Redis then closes the
     * connection without a word, before anything is run.
     */
    static boolean isHttp(byte[][] request) {
        return Ascii.is(request[0], "post") || Ascii.is(request[0], "host:");
    }

    /**
     * Why a request is refused, or null.
     *
     * @param command what {@link #resolve} found
     */
    ErrorReply refusal(ClientConnection client, Command command, byte[][] request) {
        ErrorReply refusal = refusalToClient(client, command, request);
        if (refusal != null) {
            return refusal;
        }
        // Elsewhere the owner refuses.
        refusal = keyspace.isHere() ? refusalToWrite(client, command, request) : null;
        if (refusal != null) {
            return refusal;
        }
        if (client.subscriptions().isAny() && isClosedToSubscribers(client, command)) {
            return onlyForOthers(command);
        }
        boolean waits = !command.spec().is(CommandFlag.ALLOW_BUSY) && keyspace.isBusy();
        return waits ? busy.busy() : null;
    }

    private ErrorReply refusalToWrite(ClientConnection client, Command command, byte[][] request) {
        return command.isExec()
                ? limits.refusal(client.transaction().queued(), keyspace.keyspace())
                : limits.refusal(command, request, keyspace.keyspace());
    }

    /**
     * Whether a command that changes what all members have may be refused for what only the owner
     * of the keyspace knows.
     */
    boolean dependsOnOwner(Command command) {
        return !keyspace.isHere() && limits.mayRefuse(command);
    }

    /** Why the owner of the keyspace refuses such a command; completes with null if it doesn't. */
    CompletionStage<ErrorReply> refusalOfOwner(Command command) {
        EvictionPolicy policy = keyspace.keyspace().evictionSettings().policy();
        return keyspace.figuresElsewhere()
                .thenApply(figures -> limits.refusal(command, figures, policy));
    }

    private ErrorReply refusalToClient(ClientConnection client, Command command, byte[][] request) {
        if (command == null) {
            return table.unknown(request);
        }
        if (!command.spec().accepts(request.length) || command.place() == Command.Place.CONTAINER) {
            return CommandTable.wrongNumberOfArguments(command.spec());
        }
        if (client.mustAuthenticate() && !command.spec().is(CommandFlag.NO_AUTH)) {
            return Users.NO_AUTH;
        }
        if (client.transaction().isOpen() && command.spec().is(CommandFlag.NO_MULTI)) {
            return NOT_IN_TRANSACTION;
        }
        User user = client.user();
        Refusal refusal = user.check(command.spec(), request);
        if (refusal != null) {
            return denied(client, command, refusal, user);
        }
        return client.isMonitor() && usesKeys(command) ? MONITORING : null;
    }

    private static ErrorReply denied(
            ClientConnection client, Command command, Refusal refusal, User user) {
        Denial.Context context =
                client.transaction().isOpen() ? Denial.Context.MULTI : Denial.Context.TOPLEVEL;
        client.denied(Denial.of(refusal, context, user), command.spec().fullName());
        return refusal.reply(user);
    }

    /** Whether a connection that listens to channels may not run that command. */
    private static boolean isClosedToSubscribers(ClientConnection client, Command command) {
        if (client.protocol() != 2) {
            return false;
        }
        ChannelSpec channels = command.spec().channels();
        boolean changes = channels != null && channels.use() != ChannelSpec.Use.PUBLISH;
        return !changes && !OPEN_TO_SUBSCRIBERS.contains(command.spec().fullName());
    }

    /** Why it may not. */
    private static ErrorReply onlyForOthers(Command command) {
        return ErrorReply.err(
                "Can't execute '"
                        + command.spec().fullName()
                        + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are"
                        + " allowed in this context");
    }

    /** Redis counts those who watch as replicas. */
    private static boolean usesKeys(Command command) {
        return command.isWrite()
                || command.spec().is(CommandFlag.READONLY)
                || command.spec().is(CommandFlag.MAY_REPLICATE);
    }
}
