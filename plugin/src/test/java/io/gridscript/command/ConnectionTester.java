package io.gridscript.command;

import io.gridscript.acl.SecurityLog;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.observe.Observations;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs commands for a {@link FakeConnection}, those of every place, and counts as the real thing
 * does. It is also the {@link Connections} of a member with that connection and others.
 */
public final class ConnectionTester implements Connections {

    private final ByteBuf buffer = Unpooled.buffer();
    private final RespWriter writer = new RespWriter(2, buffer);
    private final CommandTable table = new CommandTable();
    private final Observations observations = new Observations(new ErrorStatistics());
    private final CommandRunner runner = new CommandRunner(observations);
    private final Keyspace keyspace = new Keyspace(16, new EncodingLimits());
    private final FakeConnection connection = new FakeConnection(7, writer);
    private final List<Connection> all = new ArrayList<>(List.of(connection));
    private final SecurityLog securityLog = new SecurityLog();
    private boolean statisticsReset;
    private boolean inTransaction;

    /** The reply of a command; fails when there is none. */
    public RespReader.Value run(String... words) {
        return RespReader.only(bytes(words));
    }

    /** Text of the reply in {@link RespReader}'s readable form. */
    public String text(String... words) {
        return run(words).toString();
    }

    /** What a command writes, maybe nothing. */
    public byte[] bytes(String... words) {
        byte[][] request = Arrays.stream(words).map(Ascii::bytes).toArray(byte[][]::new);
        Command command = table.resolve(request);
        buffer.clear();
        if (command == null) {
            runner.refuse(null, table.unknown(request), writer);
        } else if (!command.spec().accepts(request.length)) {
            ErrorReply error = CommandTable.wrongNumberOfArguments(command.spec());
            runner.refuse(command, error, writer);
        } else {
            run(command, request);
        }
        return ByteBufUtil.getBytes(buffer);
    }

    private void run(Command command, byte[][] request) {
        CommandCall call =
                new CommandCall().of(connection, keyspace, inTransaction).with(command, request);
        if (command.place() == Command.Place.GRID) {
            runner.start(call).toCompletableFuture().join().writeTo(writer);
        } else {
            runner.run(call, writer);
        }
    }

    /** Registers a family. */
    public ConnectionTester with(Consumer<CommandTable> family) {
        family.accept(table);
        return this;
    }

    /** Runs commands as EXEC does from now on. */
    public void transaction(boolean inside) {
        inTransaction = inside;
    }

    /** Another connection opens. */
    public FakeConnection open(long id) {
        FakeConnection other = new FakeConnection(id, new RespWriter(2, Unpooled.buffer()));
        all.add(other);
        return other;
    }

    public FakeConnection connection() {
        return connection;
    }

    public CommandTable table() {
        return table;
    }

    public ErrorStatistics errors() {
        return observations.errors();
    }

    public Observations observations() {
        return observations;
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    public boolean isStatisticsReset() {
        return statisticsReset;
    }

    @Override
    public Collection<? extends Connection> all() {
        return all;
    }

    @Override
    public int count() {
        return all.size();
    }

    @Override
    public long accepted() {
        return 5;
    }

    @Override
    public long rejected() {
        return 2;
    }

    @Override
    public long bytesRead() {
        return 1000;
    }

    @Override
    public long bytesWritten() {
        return 2000;
    }

    @Override
    public String multiplexing() {
        return "none";
    }

    @Override
    public SecurityLog securityLog() {
        return securityLog;
    }

    @Override
    public void resetStatistics() {
        statisticsReset = true;
    }
}
