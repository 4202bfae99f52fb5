package io.gridscript.command.script;

import io.gridscript.acl.Users;
import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.FakeConnection;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.MemoryLimit;
import io.gridscript.command.Quorum;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.ScriptUnit;
import io.gridscript.command.connection.AuthenticationCommands;
import io.gridscript.command.connection.ConnectionCommands;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.command.server.DatabaseCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.HashField;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.keyspace.StringValue;
import io.gridscript.keyspace.Value;
import io.gridscript.observe.CommandStatistics;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespWriter;
import io.gridscript.script.CachedScript;
import io.gridscript.script.FlushMode;
import io.gridscript.script.FunctionLibraries;
import io.gridscript.script.Libraries;
import io.gridscript.script.LibraryLoader;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptAuthority;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.SharedLibraries;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A keyspace with commands and scripts, and everything that tells what was done to it. */
final class ScriptWorld {

    static final int DATABASES = 3;

    final EncodingLimits limits = new EncodingLimits();
    final Keyspace keyspace = new Keyspace(DATABASES, limits);
    final CommandTable table = new CommandTable();
    final RunningScripts running = new RunningScripts();
    final ScriptIndex index = new ScriptIndex();
    final SharedLibraries libraries = new SharedLibraries();
    final FakeLease lease = new FakeLease();
    final DebugSwitches switches = new DebugSwitches();
    private final ErrorStatistics errors = new ErrorStatistics();
    private final CommandRunner runner = new CommandRunner(errors);
    private final ByteBuf buffer = Unpooled.buffer();
    private final RespWriter writer = new RespWriter(2, buffer);
    private final FakeConnection connection = new FakeConnection(1, writer);
    private final CommandCall call = new CommandCall();

    ScriptWorld() {
        new ConnectionCommands(DATABASES).register(table);
        new AuthenticationCommands(new Users()).register(table);
        new GenericCommands(false).register(table);
        new DatabaseCommands().register(table);
        StringCommands.register(table, () -> 512L << 20);
        HashCommands.register(table);
        SortedSetCommands.register(table);
        new EvalCommands(
                        table,
                        runner,
                        switches,
                        new DataLimits(
                                new MemoryLimit(() -> 0), new ReplicaLimit(), Quorum.NOT_ASKED_FOR),
                        new ScriptCache(index, new LoneAuthority(), lease),
                        running)
                .register();
        new FcallCommands(
                        table,
                        runner,
                        switches,
                        new DataLimits(
                                new MemoryLimit(() -> 0), new ReplicaLimit(), Quorum.NOT_ASKED_FOR),
                        new FunctionLibraries(libraries, null, lease),
                        running)
                .register();
        keyspace.now(1_700_000_000_000L);
    }

    /** Loads a library in place of what has its name. */
    void load(String code) {
        Libraries before = libraries.present();
        Libraries after = before.with(LibraryLoader.load(Ascii.bytes(code), before, true), true);
        change(after);
    }

    /** Lets a change of the libraries hold. */
    void change(Libraries after) {
        libraries.take(SharedLibraries.change(after));
    }

    /** An EVAL or its kin as a unit. */
    ScriptUnit unit(InlineBudget budget, String... words) {
        byte[][] request = Arrays.stream(words).map(Ascii::bytes).toArray(byte[][]::new);
        return new ScriptUnit(runner, budget, table.find(request[0]), request);
    }

    /** Tries a unit as an event loop does; null when it must run elsewhere. */
    String tryRun(ScriptUnit unit) {
        if (!unit.tryRun(call.of(connection, keyspace, false), writer)) {
            if (buffer.isReadable()) {
                throw new AssertionError("a reply of a run that was taken back");
            }
            return null;
        }
        return reply();
    }

    /** Lets a unit say what it waits for. */
    CompletionStage<?> begin(ScriptUnit unit) {
        return unit.run(call.of(connection, keyspace, false), writer);
    }

    /** Runs a unit as a thread does that may take long. */
    String run(ScriptUnit unit) {
        unit.run(call.of(connection, keyspace, false), writer);
        return reply();
    }

    private String reply() {
        String reply = RespReader.only(ByteBufUtil.getBytes(buffer)).toString();
        buffer.clear();
        return reply;
    }

    /** As {@link #lasting}, and what a try leaves: accesses, the compiled script, the run. */
    String trace() {
        StringBuilder trace = new StringBuilder(lasting());
        for (int i = 0; i < DATABASES; i++) {
            trace.append(contents(keyspace.database(i), entry -> "" + entry.accessed()));
        }
        trace.append(" running ").append(running.all().size());
        return trace.append(" scripts ").append(index.size()).toString();
    }

    /** Data with versions and deadlines, and all statistics. */
    String lasting() {
        StringBuilder trace = new StringBuilder();
        trace.append("sequence ").append(keyspace.effects().sequence());
        trace.append(" kept ").append(keyspace.effects().kept().size());
        trace.append(' ').append(keyspace.effects().keeping());
        trace.append(" hits ").append(keyspace.statistics().hits());
        trace.append(" misses ").append(keyspace.statistics().misses());
        trace.append(" expired ").append(keyspace.statistics().expiredKeys()).append('\n');
        for (int i = 0; i < DATABASES; i++) {
            trace.append(i)
                    .append(": ")
                    .append(contents(keyspace.database(i), ScriptWorld::text))
                    .append('\n');
        }
        forEachCommand(
                command -> {
                    CommandStatistics counted = command.statistics();
                    if (counted.calls() + counted.rejectedCalls() + counted.failedCalls() > 0) {
                        trace.append(command).append(' ').append(counted.calls());
                        trace.append(' ').append(counted.rejectedCalls());
                        trace.append(' ').append(counted.failedCalls()).append('\n');
                    }
                });
        trace.append("errors ").append(errors.total()).append(' ').append(errors.byCode());
        return trace.toString();
    }

    private void forEachCommand(Consumer<Command> visitor) {
        for (Command command : table.all()) {
            visitor.accept(command);
            command.subcommands().values().forEach(visitor);
        }
    }

    /** Keys that have expired unnoticed are told, too. */
    private static String contents(Database database, Function<Entry, String> text) {
        TreeMap<String, String> entries = new TreeMap<>();
        long cursor = 0;
        do {
            cursor =
                    database.scan(
                            cursor,
                            entry -> entries.put(Ascii.string(entry.key()), text.apply(entry)));
        } while (cursor != 0);
        return database.size() + " " + database.sizeInBytes() + " " + entries;
    }

    private static String text(Entry entry) {
        return entry.version()
                + " "
                + entry.deadline()
                + " "
                + entry.value().encoding()
                + " "
                + text(entry.value());
    }

    private static String text(Value value) {
        StringBuilder text = new StringBuilder();
        if (value instanceof StringValue string) {
            return Ascii.string(string.copy().bytes());
        }
        if (value instanceof SortedSetValue set) {
            set.forEach(
                    member ->
                            text.append(Ascii.string(member.name()))
                                    .append('=')
                                    .append(member.score())
                                    .append(' '));
            return text.toString();
        }
        for (HashField field : (HashValue) value) {
            text.append(Ascii.string(field.name())).append('=');
            text.append(Ascii.string(field.value())).append(' ');
        }
        return text.toString();
    }

    /** Nobody else is to hear of scripts. */
    private static final class LoneAuthority implements ScriptAuthority {
        @Override
        public CompletionStage<Script> load(byte[] source, LoadedBy loadedBy) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> flush(FlushMode mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void publish(CachedScript script, long epoch) {}

        @Override
        public void evicted(Script script, long epoch) {}

        @Override
        public String address(UUID member) {
            return "[127.0.0.1]:5701";
        }
    }
}
