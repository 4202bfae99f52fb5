package io.gridscript.command;

import io.gridscript.observe.CommandStatistics;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A command: its spec, its code, where that runs, and its statistics on this member. */
public final class Command {

    /** Where the code of a command runs. */
    public enum Place {
        /** On the connection's own thread; needs no data. */
        SESSION,
        /** On the holder of a keyspace, which may be the connection's own thread. */
        KEYSPACE,
        /**
         * On the member asked, of which it tells, with figures of the keyspace; as KEYSPACE where
         * that is here.
         */
        MEMBER,
        /** As KEYSPACE within a budget, otherwise as LONG: see {@link ScriptUnit}. */
        SCRIPT,
        /** On the holder of a keyspace, on a thread that may take long. */
        LONG,
        /** Somewhere else in the grid, the reply comes later. */
        GRID,
        /** It has subcommands and no code of its own. */
        CONTAINER
    }

    private final CommandSpec spec;
    private final Place place;
    private final CommandBody body;
    private final GridBody gridBody;
    private final CommandStatistics statistics = new CommandStatistics();
    private final Map<String, Command> subcommands = new LinkedHashMap<>();
    private final Map<String, Command> subcommandsView = Collections.unmodifiableMap(subcommands);
    private final boolean write;

    private Command(CommandSpec spec, Place place, CommandBody body, GridBody gridBody) {
        this.spec = spec;
        this.place = place;
        this.body = body;
        this.gridBody = gridBody;
        this.write = spec.is(CommandFlag.WRITE);
    }

    static Command of(CommandSpec spec, Place place, CommandBody body) {
        return new Command(spec, place, body, null);
    }

    static Command onGrid(CommandSpec spec, GridBody body) {
        return new Command(spec, Place.GRID, null, body);
    }

    static Command container(CommandSpec spec) {
        return new Command(spec, Place.CONTAINER, null, null);
    }

    void add(Command subcommand) {
        subcommands.put(subcommand.spec.name(), subcommand);
    }

    public CommandSpec spec() {
        return spec;
    }

    public Place place() {
        return place;
    }

    /** The code of a command that answers at once; null for the places GRID and CONTAINER. */
    public CommandBody body() {
        return body;
    }

    /** The code of a command of the place GRID, otherwise null. */
    public GridBody gridBody() {
        return gridBody;
    }

    public CommandStatistics statistics() {
        return statistics;
    }

    /** Its subcommands by name, in order of registration. */
    public Map<String, Command> subcommands() {
        return subcommandsView;
    }

    /** Whether the second word of a request, if there is one, is a subcommand's name. */
    public boolean hasSubcommands() {
        return !subcommands.isEmpty();
    }

    /** Whether it may change data. */
    public boolean isWrite() {
        return write;
    }

    @Override
    public String toString() {
        return spec.fullName();
    }
}
