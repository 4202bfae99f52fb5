package io.gridscript.command;

import io.gridscript.acl.User;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.set.SetCommands;
import io.gridscript.command.sort.SortCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.command.stream.StreamCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs commands on a keyspace of its own, without a connection or a grid: admission by name and
 * arity, the command's code, its reply read back from RESP. Words and replies are text of one byte
 * in each character.
 */
public final class CommandTester {

    /** The clock begins here: Unix milliseconds. */
    public static final long START = 1_700_000_000_000L;

    private final CommandTable table = new CommandTable();
    private final EncodingLimits limits = new EncodingLimits();
    private final Keyspace keyspace = new Keyspace(16, limits);
    private final Caller caller = new Caller();
    private final CommandCall call = new CommandCall().of(null, caller, keyspace);

    /** A tester that knows the commands on all types but HyperLogLogs and places. */
    public static CommandTester ofAllTypes() {
        return new CommandTester(
                SortCommands::register,
                table -> StringCommands.register(table, () -> 512L << 20),
                HashCommands::register,
                ListCommands::register,
                SetCommands::register,
                SortedSetCommands::register,
                StreamCommands::register,
                new GenericCommands(false)::register);
    }

    /** A tester that knows the commands which these families register. */
    @SafeVarargs
    public CommandTester(Consumer<CommandTable>... families) {
        for (Consumer<CommandTable> family : families) {
            family.accept(table);
        }
        keyspace.now(START);
    }

    /** Runs one command; an error is a reply, too. */
    public RespReader.Value run(String... words) {
        return run(Arrays.stream(words).map(Ascii::bytes).toArray(byte[][]::new));
    }

    public RespReader.Value run(byte[]... request) {
        ByteBuf buffer = Unpooled.buffer();
        RespWriter writer = new RespWriter(caller.protocol, buffer);
        try {
            Command command = admitted(request);
            command.body().run(call.with(command, request), writer);
        } catch (ErrorReply error) {
            if (buffer.isReadable()) {
                throw new AssertionError("an error after " + buffer.readableBytes() + " bytes");
            }
            writer.error(error);
        }
        return RespReader.only(ByteBufUtil.getBytes(buffer));
    }

    /** As {@link #run}, after a first run that was taken back by its effects. */
    public RespReader.Value runTwice(String... words) {
        keyspace.effects().keep();
        run(words);
        keyspace.effects().undo();
        keyspace.effects().forget();
        return run(words);
    }

    private Command admitted(byte[][] request) {
        Command command = table.resolve(request);
        if (command == null) {
            throw table.unknown(request);
        }
        if (!command.spec().accepts(request.length)) {
            throw CommandTable.wrongNumberOfArguments(command.spec());
        }
        return command;
    }

    /** Text of the reply in {@link RespReader}'s readable form. */
    public String text(String... words) {
        return run(words).toString();
    }

    /** Puts a string under a key, as SET does. */
    public CommandTester withString(String key, String value) {
        database().put(Ascii.bytes(key), StringValue.encode(Ascii.bytes(value)));
        return this;
    }

    /** Answers in that RESP version from now on. */
    public CommandTester protocol(int version) {
        caller.protocol = version;
        return this;
    }

    /** Works on that database from now on. */
    public CommandTester select(int database) {
        caller.database = database;
        return this;
    }

    /** Moves the clock. */
    public CommandTester advance(long milliseconds) {
        keyspace.now(keyspace.now() + milliseconds);
        return this;
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    public Database database() {
        return keyspace.database(caller.database);
    }

    public EncodingLimits limits() {
        return limits;
    }

    public CommandTable table() {
        return table;
    }

    /** The call that commands run with. */
    public CommandCall call() {
        return call;
    }

    private static final class Caller implements Client {

        private int protocol = 2;
        private int database;

        @Override
        public long id() {
            return 1;
        }

        @Override
        public UUID home() {
            return null;
        }

        @Override
        public int protocol() {
            return protocol;
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
            return User.DEFAULT;
        }
    }
}
