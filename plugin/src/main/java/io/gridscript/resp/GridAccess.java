package io.gridscript.resp;

import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.reply.Reply;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs a session's commands of which others in the grid have to be asked: the session waits for
 * what they say. Belongs to the session's event loop.
 */
final class GridAccess {

    private final Session session;
    private final ClientConnection client;
    private final CommandRunner runner;
    private final Admission admission;
    private final KeyspaceActor keyspace;
    private final KeyspaceAccess access;
    private final Replies replies;
    private final Sending sending;
    private final CommandCall call;

    private ChannelHandlerContext context;

    GridAccess(
            Session session,
            SessionRooms rooms,
            Admission admission,
            KeyspaceAccess access,
            Exchange exchange) {
        this.session = session;
        this.client = exchange.client();
        this.runner = rooms.runner();
        this.admission = admission;
        this.keyspace = rooms.keyspace();
        this.access = access;
        this.replies = exchange.replies();
        this.sending = exchange.sending();
        this.call = exchange.call();
    }

    void attach(ChannelHandlerContext sessions) {
        context = sessions;
    }

    /** Begins a command whose reply may come later. */
    void ask(Command command, byte[][] request) {
        access.letGo();
        CompletableFuture<Reply> reply = started(command, request).toCompletableFuture();
        boolean confirms = command.spec().channels() != null;
        if (reply.isDone()) {
            write(reply.join(), confirms);
            return;
        }
        replies.await(confirms);
        sending.soon();
        reply.thenAccept(
                answer -> context.channel().eventLoop().execute(() -> take(answer, confirms)));
    }

    private CompletionStage<Reply> started(Command command, byte[][] request) {
        if (!admission.dependsOnOwner(command)) {
            return start(command, request);
        }
        return admission
                .refusalOfOwner(command)
                .thenComposeAsync(
                        error ->
                                error == null
                                        ? start(command, request)
                                        : CompletableFuture.completedStage(
                                                reply -> runner.refuse(command, error, reply)),
                        context.channel().eventLoop());
    }

    private CompletionStage<Reply> start(Command command, byte[][] request) {
        return runner.start(call.of(client, null, false).with(command, request));
    }

    private void take(Reply reply, boolean confirms) {
        if (context.channel().isActive()) {
            replies.arrived();
            write(reply, confirms);
            session.goOn();
        }
    }

    private void write(Reply reply, boolean confirms) {
        if (confirms) {
            replies.confirm(reply);
        } else {
            replies.write(reply);
        }
    }

    /** Runs a command about this member, which needs figures of the keyspace, wherever that is. */
    void tellOfMember(Command command, byte[][] request) {
        if (keyspace.isHere()) {
            access.run(access.unit(command, request));
            return;
        }
        replies.await(false);
        keyspace.figuresElsewhere()
                .thenAccept(
                        figures ->
                                context.channel()
                                        .eventLoop()
                                        .execute(() -> tell(command, request, figures)));
    }

    private void tell(Command command, byte[][] request, KeyspaceFigures figures) {
        if (context.channel().isActive()) {
            int start = replies.begin();
            CommandCall alone = call.of(client, null, false).telling(figures);
            runner.run(alone.with(command, request), replies.writer());
            replies.end(start);
            session.goOn();
        }
    }
}
