package io.gridscript.resp;

import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.command.transaction.TransactionCommands;
import io.gridscript.command.transaction.TransactionUnit;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.netty.channel.ChannelHandlerContext;
import java.util.Set;

/**
 * Decides what becomes of a session's request. It is refused, or held back, or queued by MULTI; or
 * it runs where its command's place says: right here, on the keyspace ({@link KeyspaceAccess}), or
 * elsewhere in the grid ({@link GridAccess}). Belongs to the session's event loop.
 */
final class Dispatcher {

    private static final System.Logger LOGGER = System.getLogger(Dispatcher.class.getName());

    /** Commands about the transaction itself run at once; all others are queued by MULTI. */
    private static final Set<String> NEVER_QUEUED =
            Set.of("exec", "discard", "multi", "watch", "quit", "reset");

    private static final Reply QUEUED = writer -> writer.status("QUEUED");

    private final ClientConnection client;
    private final CommandRunner runner;
    private final Admission admission;
    private final KeyspaceAccess access;
    private final GridAccess grid;
    private final Requests requests;
    private final Postponement postponement;
    private final Replies replies;
    private final CommandCall call;

    private ChannelHandlerContext context;

    Dispatcher(
            CommandRunner runner,
            Admission admission,
            KeyspaceAccess access,
            GridAccess grid,
            Exchange exchange) {
        this.client = exchange.client();
        this.runner = runner;
        this.admission = admission;
        this.access = access;
        this.grid = grid;
        this.requests = exchange.requests();
        this.postponement = exchange.postponement();
        this.replies = exchange.replies();
        this.call = exchange.call();
    }

    void attach(ChannelHandlerContext sessions) {
        context = sessions;
    }

    /** Runs a request, or does whatever else becomes of it. */
    void handle(byte[][] request) {
        Command command = admission.resolve(request);
        if (command == null && Admission.isHttp(request)) {
            closeHttp();
            return;
        }
        ErrorReply refusal = admission.refusal(client, command, request);
        if (refusal != null) {
            refuse(command, refusal);
            return;
        }
        if (postponement.isNeeded(command, request)) {
            requests.holdBack(request);
            postponement.begin(context.channel().eventLoop());
            return;
        }
        if (access.isHolding() && isBarrier(command)) {
            // Commands before it are committed first.
            access.letGo();
            if (replies.isUncommitted()) {
                requests.holdBack(request);
                return;
            }
        }
        client.ran(command);
        if (client.transaction().isOpen() && !NEVER_QUEUED.contains(command.spec().fullName())) {
            client.transaction().queue(command, request);
            replies.write(QUEUED);
            return;
        }
        switch (command.place()) {
            case SESSION -> runHere(command, request);
            case KEYSPACE -> access.run(access.unit(command, request));
            case MEMBER -> grid.tellOfMember(command, request);
            case SCRIPT -> access.runScript(access.unit(command, request));
            case LONG -> access.send(access.unit(command, request));
            case GRID -> grid.ask(command, request);
            case CONTAINER -> throw new IllegalStateException("refused by admission");
        }
    }

    /** What reaches beyond this member comes after all that the connection asked for before. */
    private static boolean isBarrier(Command command) {
        return command.place() == Command.Place.GRID || command.spec().channels() != null;
    }

    private void closeHttp() {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "Connection {0} of {1} is closed: it sends HTTP, perhaps from a browser that a web"
                        + " page makes attack this port",
                client.id(),
                client.address());
        client.closeAfterReply();
        context.close();
    }

    /** Like Redis: a command that can't be queued spoils the transaction, and EXEC ends it. */
    private void refuse(Command command, ErrorReply error) {
        Transaction transaction = client.transaction();
        int start = replies.begin();
        if (command != null && command.isExec()) {
            transaction.clear();
            runner.refuse(command, Transaction.aborted(error), replies.writer());
        } else {
            transaction.refuse();
            runner.refuse(command, error, replies.writer());
        }
        replies.end(start);
    }

    private void runHere(Command command, byte[][] request) {
        Transaction transaction = client.transaction();
        int start = replies.begin();
        if (!command.isExec() || !transaction.isOpen()) {
            runner.run(call.of(client, null, false).with(command, request), replies.writer());
            replies.end(start);
        } else if (transaction.isRefused()) {
            transaction.clear();
            runner.fail(
                    call.of(client, null, false).with(command, request),
                    TransactionCommands.EXEC_ABORTED,
                    replies.writer());
            replies.end(start);
        } else {
            TransactionUnit unit = new TransactionUnit(runner, command, request, transaction);
            transaction.clear();
            access.run(unit);
        }
    }
}
