package io.gridscript.resp;

import io.gridscript.acl.Users;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespWriter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The port: accepts connections and gives each a session. */
public final class Listener implements AutoCloseable {

    private static final int IDLE_CHECK_SECONDS = 1;
    private static final long DRAIN_SECONDS = 5;

    private static final ErrorReply TOO_MANY = ErrorReply.err("max number of clients reached");
    private static final ErrorReply PROTECTED =
            ErrorReply.of(
                    "DENIED Redis is running in protected mode because protected mode is enabled"
                            + " and no password is set for the default user. In this mode"
                            + " connections are only accepted from the loopback interface. To"
                            + " connect from other computers, set a password with requirepass,"
                            + " or disable protected mode with CONFIG SET protected-mode no from"
                            + " the member's own machine.");

    private final Sessions sessions;
    private final ConnectionLimits limits;
    private final Users users;
    private final SessionRooms rooms;
    private final EventLoopGroup eventLoops;
    private final List<Channel> channels = new ArrayList<>();

    /**
     * @param ioThreads event loops
     * @param member name of the member, for the threads' names
     */
    public Listener(
            Sessions sessions,
            ConnectionLimits limits,
            Users users,
            SessionRooms rooms,
            int ioThreads,
            String member) {
        this.sessions = sessions;
        this.limits = limits;
        this.users = users;
        this.rooms = rooms;
        IoHandlerFactory handlers =
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        eventLoops =
                new MultiThreadIoEventLoopGroup(
                        ioThreads, new DeepThreads(member + ".gridscript.resp"), handlers);
    }

    /**
     * Opens the port on an address.
     *
     * @throws IOException when that isn't possible
     */
    public void open(InetSocketAddress address, int backlog) throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(eventLoops)
                        .channel(channelClass())
                        .option(ChannelOption.SO_BACKLOG, backlog)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childHandler(new Accept());
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        if (channels.isEmpty()) {
            eventLoops.scheduleWithFixedDelay(
                    sessions::closeIdle, IDLE_CHECK_SECONDS, IDLE_CHECK_SECONDS, TimeUnit.SECONDS);
            eventLoops.scheduleWithFixedDelay(
                    sessions::closeSlow, IDLE_CHECK_SECONDS, IDLE_CHECK_SECONDS, TimeUnit.SECONDS);
        }
        channels.add(bound.channel());
    }

    private static Class<? extends ServerSocketChannel> channelClass() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Where the port is open. */
    public List<InetSocketAddress> addresses() {
        return channels.stream().map(each -> (InetSocketAddress) each.localAddress()).toList();
    }

    /** Accepts no more, lets what runs be answered for some seconds, and closes all sessions. */
    @Override
    public void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        sessions.finish(deadline);
        eventLoops.shutdownGracefully(0, DRAIN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Gives an accepted connection its session, or refuses it. */
    private final class Accept extends ChannelInitializer<SocketChannel> {

        @Override
        protected void initChannel(SocketChannel channel) {
            if (limits.protectedMode()
                    && users.defaultUser().nopass()
                    && !channel.remoteAddress().getAddress().isLoopbackAddress()) {
                refuse(channel, PROTECTED);
                return;
            }
            ClientConnection client =
                    new ClientConnection(
                            sessions.nextId(),
                            text(channel.remoteAddress()),
                            text(channel.localAddress()),
                            users,
                            sessions.securityLog());
            Session session = new Session(sessions, client, rooms);
            if (!sessions.add(session)) {
                refuse(channel, TOO_MANY);
                return;
            }
            keepAlive(channel);
            channel.pipeline().addLast(session);
        }

        private void keepAlive(SocketChannel channel) {
            int seconds = limits.tcpKeepAliveSeconds();
            if (seconds > 0) {
                channel.config().setKeepAlive(true);
                channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, seconds);
                channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, seconds / 3 + 1);
            }
        }

        private static void refuse(SocketChannel channel, ErrorReply error) {
            ByteBuf bytes = channel.alloc().buffer();
            new RespWriter(2, bytes).error(error);
            channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
        }

        private static String text(SocketAddress address) {
            if (!(address instanceof InetSocketAddress inet)) {
                return "?:0";
            }
            String host = inet.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
    }
}
