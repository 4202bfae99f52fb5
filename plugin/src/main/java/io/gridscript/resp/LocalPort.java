package io.gridscript.resp;

import io.gridscript.acl.Users;
import io.gridscript.command.Connection;
import io.gridscript.reply.ReplyWriter;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where code of this JVM sends requests: sessions as those of the port, without a socket. So what
 * holds for clients holds for it: order, exactly once, limits, statistics. It speaks RESP 3 and is
 * the default user, without needing a password. Safe for all threads.
 */
public final class LocalPort implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long QUIET_SECONDS = 5;

    private final Sessions sessions;
    private final Users users;
    private final SessionRooms rooms;
    private final LocalAddress address = new LocalAddress(LocalPort.class);
    private final EventLoopGroup eventLoops;
    private final Channel server;

    /** Connections without a request; a request that takes long holds no other up. */
    private final Queue<LocalConnection> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param member name of the member, for the threads' names
     */
    public LocalPort(Sessions sessions, Users users, SessionRooms rooms, String member) {
        this.sessions = sessions;
        this.users = users;
        this.rooms = rooms;
        eventLoops =
                new MultiThreadIoEventLoopGroup(
                        THREADS,
                        new DeepThreads(member + ".gridscript.local"),
                        LocalIoHandler.newFactory());
        server =
                new ServerBootstrap()
                        .group(eventLoops)
                        .channel(LocalServerChannel.class)
                        .childHandler(new Accept())
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
    }

    /**
     * Sends a request.
     *
     * @param words the command's name and arguments, not to be changed afterwards
     * @param taker takes the reply, on a thread that must not be held up
     */
    public void call(byte[][] words, ReplyTaker taker) {
        LocalConnection connection = idle.poll();
        LocalConnection used = connection == null ? connect() : connection;
        used.send(words, new Returning(taker, used), () -> call(words, taker));
    }

    private LocalConnection connect() {
        LocalConnection connection = new LocalConnection();
        new Bootstrap()
                .group(eventLoops)
                .channel(LocalChannel.class)
                .handler(connection)
                .connect(address)
                .syncUninterruptibly();
        return connection;
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        eventLoops.shutdownGracefully(0, QUIET_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Makes a connection idle again once its reply has come. */
    private final class Returning implements ReplyTaker {

        private final ReplyTaker taker;
        private final LocalConnection connection;

        Returning(ReplyTaker taker, LocalConnection connection) {
            this.taker = taker;
            this.connection = connection;
        }

        @Override
        public ReplyWriter writer() {
            return taker.writer();
        }

        @Override
        public boolean isComplete() {
            return taker.isComplete();
        }

        @Override
        public void complete() {
            idle.add(connection);
            taker.complete();
        }

        @Override
        public void lost() {
            taker.lost();
        }
    }

    private final class Accept extends ChannelInitializer<LocalChannel> {

        @Override
        protected void initChannel(LocalChannel channel) {
            ClientConnection client =
                    new ClientConnection(
                            sessions.nextId(),
                            Connection.OF_THIS_JVM,
                            Connection.OF_THIS_JVM,
                            users,
                            sessions.securityLog());
            Session session = new Session(sessions, client, rooms);
            client.protocol(3);
            client.authenticated(true);
            if (sessions.add(session)) {
                channel.pipeline().addLast(session);
            } else {
                channel.close();
            }
        }
    }
}
