package io.gridscript.command;

import io.gridscript.acl.Account;
import io.gridscript.acl.Denial;
import io.gridscript.command.connection.ClientLibrary;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.command.replication.Replica;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.reply.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection as the commands about connections see it. Implemented by the sessions of resp. */
public interface Connection extends Client {

    /** Address of connections within a member's JVM. */
    String OF_THIS_JVM = "java:0";

    /** What of its replies a connection wants, as CLIENT REPLY sets it. */
    enum ReplyMode {
        ON,
        OFF,
        /** Not the next command's. */
        SKIP_NEXT,
        /** Not the one of the command in progress. */
        SKIP
    }

    /** Its own transaction: MULTI, queued commands, watched keys. */
    Transaction transaction();

    /** The RESP version from the reply of the command in progress on. */
    void protocol(int version);

    /** Becomes whoever has that account. */
    void user(Account account);

    /** Takes note in the log of its own member that it was refused something. */
    void denied(Denial denial);

    /** Whether it may run commands that ask for authentication. */
    boolean isAuthenticated();

    void authenticated(boolean authenticated);

    /** The name set by CLIENT SETNAME, empty when none. */
    byte[] name();

    void name(byte[] name);

    /** The library by which the client connects. */
    ClientLibrary library();

    void library(ClientLibrary library);

    ReplyMode replyMode();

    void replyMode(ReplyMode mode);

    boolean isNoEvict();

    void noEvict(boolean on);

    boolean isNoTouch();

    void noTouch(boolean on);

    /** Whether it still takes replies, as far as this member knows. */
    default boolean isOpen() {
        return true;
    }

    /** Whether it watches commands; only a connection of this member can. */
    default boolean isMonitor() {
        return false;
    }

    /** Lets it count as one that watches commands, or not. */
    default void monitor(boolean on) {
        throw new IllegalStateException("a connection of another member");
    }

    /** What it said of itself as a replica; null when it said nothing, or is another member's. */
    default Replica replica() {
        return null;
    }

    default void replica(Replica said) {
        throw new IllegalStateException("a connection of another member");
    }

    /** Whether it is a replica and follows the keyspace. */
    default boolean isReplica() {
        Replica said = replica();
        return said != null && said.follows();
    }

    /** Whether its next request waits for the end of a CLIENT PAUSE. */
    default boolean isPostponed() {
        return false;
    }

    /** Address and port of the peer, {@code 127.0.0.1:50123}. */
    String address();

    /** Address and port of this side. */
    String localAddress();

    /** Full name of its last command, or NULL as CLIENT LIST prints it. */
    String lastCommand();

    /** Bytes of requests that came and were not yet run. */
    long queryBufferBytes();

    /** Bytes of replies not yet sent. */
    long outputBufferBytes();

    /** What has come and gone over it. */
    Traffic traffic();

    /** How much it listens to; see {@link io.gridscript.command.pubsub.Channels}. */
    Subscriptions subscriptions();

    /** Tells it how much it listens to now, from any thread. */
    void subscriptions(Subscriptions counts);

    /** Whether it ends: it is not to begin to listen to anything. */
    boolean isClosing();

    /**
     * Writes something that is no reply, from any thread: after the reply in progress if the
     * connection's own command calls, never within a reply. Nothing happens once it is closed.
     */
    void push(Reply message);

    /**
     * As {@link #push}, what a command of the connection itself has caused: after the reply of that
     * command, though it runs elsewhere and its reply is on its way.
     */
    void pushOwn(Reply message);

    /** Ends the connection once what it was answered is sent. */
    void closeAfterReply();

    /** Ends the connection at once, from any thread. */
    void kill();

    /** Back to how it was when accepted, as RESET says. */
    void reset();

    /** Whether it waits for keys; read askew by other threads. */
    default boolean isBlocked() {
        return false;
    }

    /**
     * Lets it wait for keys no longer, from any thread.
     *
     * @param withError whether it gets an error, otherwise it is as if time were up
     * @return whether it waited
     */
    default CompletionStage<Boolean> unblock(boolean withError) {
        return CompletableFuture.completedFuture(false);
    }
}
