package io.gridscript.resp;

import io.gridscript.acl.Account;
import io.gridscript.acl.Denial;
import io.gridscript.acl.SecurityLog;
import io.gridscript.acl.User;
import io.gridscript.acl.Users;
import io.gridscript.command.Command;
import io.gridscript.command.Connection;
import io.gridscript.command.Traffic;
import io.gridscript.command.connection.ClientLibrary;
import io.gridscript.command.connection.ClientLine;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.command.replication.Replica;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.reply.Reply;
import io.gridscript.reply.RespWriter;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What a session knows of its client. Changed by whoever runs the client's commands, one at a time;
 * read askew by CLIENT LIST of others.
 */
final class ClientConnection implements Connection {

    private static final byte[] NOTHING = {};

    private final long id;
    private final String address;
    private final String localAddress;
    private final Users users;
    private final SecurityLog securityLog;
    private final Traffic traffic = new Traffic();
    private final Transaction transaction = new Transaction();

    private volatile Account account;
    private volatile byte[] name = NOTHING;
    private volatile ClientLibrary library = ClientLibrary.UNKNOWN;
    private volatile Subscriptions subscriptions = Subscriptions.NONE;
    private int protocol = 2;
    private int database;
    private boolean authenticated;
    private boolean noEvict;
    private boolean noTouch;
    private boolean monitor;
    private volatile Replica replica;
    private volatile boolean postponed;
    private boolean closing;
    private ReplyMode replyMode = ReplyMode.ON;
    private Command lastCommand;
    private RespWriter writer;

    /** Takes the replies of the batch that is on its way, null without one. */
    private RespWriter batchWriter;

    private Session session;

    ClientConnection(
            long id, String address, String localAddress, Users users, SecurityLog securityLog) {
        this.id = id;
        this.address = address;
        this.localAddress = localAddress;
        this.users = users;
        this.securityLog = securityLog;
        becomeDefaultUser();
    }

    void attach(Session ownSession, RespWriter ownWriter) {
        session = ownSession;
        writer = ownWriter;
    }

    /** Says where the replies of the batch on its way go, or null that it is over. */
    void batchWriter(RespWriter ofTheBatch) {
        batchWriter = ofTheBatch;
    }

    private void becomeDefaultUser() {
        account = users.defaultAccount();
        authenticated = !users.isAuthenticationRequired();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public void protocol(int version) {
        protocol = version;
        writer.protocol(version);
        if (batchWriter != null) {
            batchWriter.protocol(version);
        }
    }

    @Override
    public int database() {
        return database;
    }

    @Override
    public void select(int newDatabase) {
        database = newDatabase;
    }

    /** Changed rights hold at once: the account knows who stands behind it now. */
    @Override
    public User user() {
        return account.user();
    }

    @Override
    public void user(Account newAccount) {
        account = newAccount;
    }

    boolean has(Account that) {
        return account == that;
    }

    @Override
    public void denied(Denial denial) {
        denied(denial, lastCommand());
    }

    /** Takes note that a command was refused, which hence isn't the last one run. */
    void denied(Denial denial, String command) {
        long now = System.currentTimeMillis();
        securityLog.add(denial, ClientLine.of(this, command, now), now);
    }

    @Override
    public boolean isAuthenticated() {
        return authenticated;
    }

    @Override
    public void authenticated(boolean nowAuthenticated) {
        authenticated = nowAuthenticated;
    }

    /** Whether a command must be refused until AUTH. */
    boolean mustAuthenticate() {
        return !authenticated && users.isAuthenticationRequired();
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

    /** After a command: CLIENT REPLY SKIP counts for the next one only. */
    void advanceReplyMode() {
        if (replyMode == ReplyMode.SKIP_NEXT) {
            replyMode = ReplyMode.SKIP;
        } else if (replyMode == ReplyMode.SKIP) {
            replyMode = ReplyMode.ON;
        }
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
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public boolean isMonitor() {
        return monitor;
    }

    @Override
    public void monitor(boolean on) {
        monitor = on;
    }

    @Override
    public Replica replica() {
        return replica;
    }

    @Override
    public void replica(Replica said) {
        replica = said;
    }

    @Override
    public boolean isPostponed() {
        return postponed;
    }

    void postponed(boolean byPause) {
        postponed = byPause;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public String localAddress() {
        return localAddress;
    }

    @Override
    public String lastCommand() {
        Command last = lastCommand;
        return last == null ? "NULL" : last.spec().fullName();
    }

    @Override
    public long queryBufferBytes() {
        return session.queryBufferBytes();
    }

    @Override
    public long outputBufferBytes() {
        return session.outputBufferBytes();
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    /** Whether the last command reaches others, and its own reply comes after what they hear. */
    boolean reachesOthers() {
        Command last = lastCommand;
        return last != null
                && (last.place() == Command.Place.GRID || last.spec().name().equals("exec"));
    }

    void ran(Command command) {
        lastCommand = command;
        traffic.ran();
    }

    @Override
    public void closeAfterReply() {
        closing = true;
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
    public void push(Reply message) {
        session.push(message, false);
    }

    @Override
    public void pushOwn(Reply message) {
        session.push(message, true);
    }

    @Override
    public void kill() {
        session.close();
    }

    @Override
    public boolean isBlocked() {
        return session.isBlocked();
    }

    @Override
    public CompletionStage<Boolean> unblock(boolean withError) {
        return session.unblock(withError);
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void reset() {
        session.unsubscribe();
        transaction.clear();
        database = 0;
        name = NOTHING;
        noEvict = false;
        noTouch = false;
        monitor = false;
        replyMode = ReplyMode.ON;
        becomeDefaultUser();
        protocol(2);
    }
}
