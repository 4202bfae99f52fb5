package io.gridscript.member;

import io.gridscript.acl.Users;
import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.MemberScripts;
import io.gridscript.jcache.PendingReply;
import io.gridscript.resp.ConnectionLimits;
import io.gridscript.resp.Listener;
import io.gridscript.resp.LocalPort;
import io.gridscript.resp.SessionRooms;
import io.gridscript.resp.Sessions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The ways by which commands come to this member: the Redis port, and one for code of this JVM. */
final class ClientPorts implements AutoCloseable {

    private final MemberDirectives directives;
    private final String member;
    private final Sessions sessions;
    private final ConnectionLimits limits;
    private final Users users;
    private final SessionRooms rooms;
    private volatile Listener listener;
    private LocalPort localPort;

    ClientPorts(
            MemberDirectives directives,
            String member,
            Sessions sessions,
            ConnectionLimits limits,
            Users users,
            SessionRooms rooms) {
        this.directives = directives;
        this.member = member;
        this.sessions = sessions;
        this.limits = limits;
        this.users = users;
        this.rooms = rooms;
    }

    /**
     * Opens the Redis port.
     *
     * @throws InvalidSetting when that isn't possible
     */
    void open() {
        int ioThreads = directives.get(DirectiveTable.IO_THREADS).intValue();
        Listener opening = new Listener(sessions, limits, users, rooms, ioThreads, member);
        listener = opening;
        int port = directives.get(DirectiveTable.PORT).intValue();
        int backlog = directives.get(DirectiveTable.TCP_BACKLOG).intValue();
        for (String bind : directives.get(DirectiveTable.BIND)) {
            BindAddress.of(bind).open(opening, port, backlog);
        }
    }

    /** Addresses on which the Redis port is open, in the order of the directive bind. */
    List<InetSocketAddress> addresses() {
        Listener present = listener;
        return present == null ? List.of() : present.addresses();
    }

    /** Runs a command for code of this JVM, as {@link MemberScripts#call} says. */
    CompletableFuture<Void> call(byte[][] words, JavaReply reply) {
        PendingReply pending = new PendingReply(reply);
        local().call(words, pending);
        return pending.arrival();
    }

    /** Where code of this JVM sends commands; made when it is first asked for. */
    synchronized LocalPort local() {
        if (localPort == null) {
            localPort = new LocalPort(sessions, users, rooms, member);
        }
        return localPort;
    }

    /** Closes the Redis port. */
    void closeToClients() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    @Override
    public synchronized void close() {
        closeToClients();
        if (localPort != null) {
            localPort.close();
        }
    }
}
