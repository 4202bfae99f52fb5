package io.gridscript.grid.routing;

import io.gridscript.acl.Account;
import io.gridscript.acl.Denial;
import io.gridscript.acl.User;
import io.gridscript.command.Connection;
import io.gridscript.command.Traffic;
import io.gridscript.command.connection.ClientLibrary;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.reply.Reply;
import io.gridscript.reply.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A connection of another member while one of its batches runs here. What commands change of it
 * goes back with the answer.
 */
final class RemoteConnection implements Connection {

    private final UUID home;
    private final ConnectionFacts facts;
    private final Transaction transaction = new Transaction();
    private ConnectionState state;
    private final List<Denial> denials = new ArrayList<>();
    private Account account;
    private RespWriter writer;
    private Subscriptions subscriptions;

    /**
     * @param home the member that it is on
     * @param facts what no command changes
     * @param state what commands may change
     * @param account as this member knows it
     */
    RemoteConnection(UUID home, ConnectionFacts facts, ConnectionState state, Account account) {
        this.home = home;
        this.facts = facts;
        this.subscriptions = facts.subscriptions();
        this.state = state;
        this.account = account;
        if (state.is(ConnectionState.IN_TRANSACTION)) {
            transaction.open();
        }
    }

    void attach(RespWriter ownWriter) {
        writer = ownWriter;
    }

    ConnectionState state() {
        return state;
    }

    /** Takes over how the connection was when its batch had come so far. */
    void resume(ConnectionState reached) {
        state = reached;
        writer.protocol(state.protocol());
    }

    @Override
    public long id() {
        return facts.id();
    }

    @Override
    public int protocol() {
        return state.protocol();
    }

    @Override
    public void protocol(int version) {
        state = state.withProtocol(version);
        writer.protocol(version);
    }

    @Override
    public int database() {
        return state.database();
    }

    @Override
    public void select(int database) {
        state = state.withDatabase(database);
    }

    @Override
    public User user() {
        return account.user();
    }

    @Override
    public void user(Account newAccount) {
        account = newAccount;
        state = state.withUser(newAccount.user().name());
    }

    /** Its own member's log gets it, with the answer. */
    @Override
    public void denied(Denial denial) {
        denials.add(denial);
    }

    List<Denial> denials() {
        return denials;
    }

    @Override
    public boolean isAuthenticated() {
        return state.is(ConnectionState.AUTHENTICATED);
    }

    @Override
    public void authenticated(boolean authenticated) {
        state = state.with(ConnectionState.AUTHENTICATED, authenticated);
    }

    @Override
    public Transaction transaction() {
        return transaction;
    }

    @Override
    public byte[] name() {
        return state.name();
    }

    @Override
    public void name(byte[] name) {
        state = state.withName(name);
    }

    @Override
    public ClientLibrary library() {
        return state.library();
    }

    @Override
    public void library(ClientLibrary library) {
        state = state.withLibrary(library);
    }

    @Override
    public ReplyMode replyMode() {
        return state.replyMode();
    }

    @Override
    public void replyMode(ReplyMode mode) {
        state = state.withReplyMode(mode);
    }

    @Override
    public boolean isNoEvict() {
        return state.is(ConnectionState.NO_EVICT);
    }

    @Override
    public void noEvict(boolean on) {
        state = state.with(ConnectionState.NO_EVICT, on);
    }

    @Override
    public boolean isNoTouch() {
        return state.is(ConnectionState.NO_TOUCH);
    }

    @Override
    public void noTouch(boolean on) {
        state = state.with(ConnectionState.NO_TOUCH, on);
    }

    @Override
    public String address() {
        return facts.address();
    }

    @Override
    public String localAddress() {
        return facts.localAddress();
    }

    @Override
    public String lastCommand() {
        return facts.lastCommand();
    }

    /** Its buffers are on its own member. */
    @Override
    public long queryBufferBytes() {
        return 0;
    }

    @Override
    public long outputBufferBytes() {
        return 0;
    }

    @Override
    public Traffic traffic() {
        return facts.traffic();
    }

    @Override
    public UUID home() {
        return home;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public void subscriptions(Subscriptions counts) {
        subscriptions = counts;
    }

    @Override
    public boolean isClosing() {
        return state.is(ConnectionState.CLOSING);
    }

    /** Only the connection's own member has anything to push. */
    @Override
    public void push(Reply message) {
        throw new IllegalStateException("a connection of another member");
    }

    @Override
    public void pushOwn(Reply message) {
        push(message);
    }

    @Override
    public void kill() {
        closeAfterReply();
    }

    @Override
    public void closeAfterReply() {
        state = state.with(ConnectionState.CLOSING, true);
    }

    /** Refused inside transactions, where alone it could come here. */
    @Override
    public void reset() {
        throw new IllegalStateException("RESET is never queued");
    }
}
