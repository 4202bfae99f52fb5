package io.gridscript.command;

import io.gridscript.acl.Account;
import io.gridscript.acl.Denial;
import io.gridscript.acl.User;
import io.gridscript.command.connection.ClientLibrary;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.reply.Reply;
import io.gridscript.reply.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A connection without a socket: keeps what commands set. */
public final class FakeConnection implements Connection {

    private static final byte[] NOTHING = {};

    private final long id;
    private final RespWriter writer;
    private final Transaction transaction = new Transaction();
    private int protocol = 2;
    private int database;
    private Account account = new Account(User.DEFAULT);
    private final List<Denial> denials = new ArrayList<>();
    private boolean authenticated = true;
    private byte[] name = NOTHING;
    private ClientLibrary library = ClientLibrary.UNKNOWN;
    private ReplyMode replyMode = ReplyMode.ON;
    private boolean noEvict;
    private boolean noTouch;
    private String address = "127.0.0.1:50123";
    private boolean closing;
    private Subscriptions subscriptions = Subscriptions.NONE;
    private boolean reset;

    /**
     * @param writer told when the protocol changes
     */
    public FakeConnection(long id, RespWriter writer) {
        this.id = id;
        this.writer = writer;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public UUID home() {
        return null;
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
    public void pushOwn(Reply message) {
        push(message);
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public void protocol(int version) {
        protocol = version;
        writer.protocol(version);
    }

    @Override
    public int database() {
        return database;
    }

    @Override
    public void select(int number) {
        database = number;
    }

    @Override
    public User user() {
        return account.user();
    }

    @Override
    public void user(Account newAccount) {
        account = newAccount;
    }

    @Override
    public void denied(Denial denial) {
        denials.add(denial);
    }

    /** What it was refused. */
    public List<Denial> denials() {
        return denials;
    }

    @Override
    public boolean isAuthenticated() {
        return authenticated;
    }

    @Override
    public void authenticated(boolean nowAuthenticated) {
        authenticated = nowAuthenticated;
    }

    @Override
    public Transaction transaction() {
        return transaction;
    }

    @Override
    public byte[] name() {
        return name;
    }

    @Override
    public void name(byte[] newName) {
        name = newName;
    }

    @Override
    public ClientLibrary library() {
        return library;
    }

    @Override
    public void library(ClientLibrary newLibrary) {
        library = newLibrary;
    }

    @Override
    public ReplyMode replyMode() {
        return replyMode;
    }

    @Override
    public void replyMode(ReplyMode mode) {
        replyMode = mode;
    }

    @Override
    public boolean isNoEvict() {
        return noEvict;
    }

    @Override
    public void noEvict(boolean on) {
        noEvict = on;
    }

    @Override
    public boolean isNoTouch() {
        return noTouch;
    }

    @Override
    public void noTouch(boolean on) {
        noTouch = on;
    }

    @Override
    public String address() {
        return address;
    }

    /** Comes from there from now on. */
    public void address(String newAddress) {
        address = newAddress;
    }

    @Override
    public String localAddress() {
        return "127.0.0.1:6379";
    }

    @Override
    public String lastCommand() {
        return "NULL";
    }

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
        long now = System.currentTimeMillis();
        return new Traffic(now, now, 11, 22, 3);
    }

    @Override
    public void closeAfterReply() {
        closing = true;
    }

    /** Whether a command wanted it closed. */
    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void reset() {
        reset = true;
    }

    /** Whether a command wanted it reset. */
    public boolean isReset() {
        return reset;
    }

    @Override
    public void push(Reply message) {
        throw new UnsupportedOperationException("nobody pushes to it");
    }

    @Override
    public void kill() {
        closeAfterReply();
    }
}
