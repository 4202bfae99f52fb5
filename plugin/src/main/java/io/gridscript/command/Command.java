package io.gridscript.command;

import io.gridscript.observe.CommandStatistics;
import io.gridscript.reply.Ascii;
import io.gridscript.script.ScriptFlag;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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
    private final BlockingBody blockingBody;
    private final GridBody gridBody;
    private final Readiness readiness;
    private final DeclaredFlags declared;
    private final CommandStatistics statistics;
    private final Map<String, Command> variants = new LinkedHashMap<>();
    private final Map<String, Command> subcommands = new LinkedHashMap<>();
    private final Map<String, Command> subcommandsView = Collections.unmodifiableMap(subcommands);
    private final boolean write;

    private Command(
            CommandSpec spec,
            Place place,
            CommandBody body,
            BlockingBody blockingBody,
            GridBody gridBody,
            Readiness readiness,
            DeclaredFlags declared,
            CommandStatistics statistics) {
        this.spec = spec;
        this.place = place;
        this.body = body;
        this.blockingBody = blockingBody;
        this.gridBody = gridBody;
        this.readiness = readiness;
        this.declared = declared;
        this.statistics = statistics;
        this.write = spec.is(CommandFlag.WRITE);
    }

    static Command of(CommandSpec spec, Place place, CommandBody body) {
        return new Command(
                spec,
                place,
                body,
                null,
                null,
                Readiness.ALWAYS,
                DeclaredFlags.NONE,
                new CommandStatistics());
    }

    static Command onScript(
            CommandSpec spec, CommandBody body, Readiness readiness, DeclaredFlags declared) {
        return new Command(
                spec, Place.SCRIPT, body, null, null, readiness, declared, new CommandStatistics());
    }

    static Command blocking(CommandSpec spec, BlockingBody body) {
        return new Command(
                spec,
                Place.KEYSPACE,
                body.withoutWaiting(),
                body,
                null,
                Readiness.ALWAYS,
                DeclaredFlags.NONE,
                new CommandStatistics());
    }

    static Command onGrid(CommandSpec spec, GridBody body) {
        return onGrid(spec, body, null, new CommandStatistics());
    }

    static Command onGrid(CommandSpec spec, GridBody body, CommandBody inScripts) {
        return onGrid(spec, body, inScripts, new CommandStatistics());
    }

    private static Command onGrid(
            CommandSpec spec, GridBody body, CommandBody inScripts, CommandStatistics statistics) {
        return new Command(
                spec,
                Place.GRID,
                inScripts,
                null,
                body,
                Readiness.ALWAYS,
                DeclaredFlags.NONE,
                statistics);
    }

    static Command container(CommandSpec spec) {
        return of(spec, Place.CONTAINER, null);
    }

    /** Lets this command run elsewhere when its second word is that one, in lower case. */
    void addOnGrid(String word, GridBody variant) {
        variants.put(word, onGrid(spec, variant, null, statistics));
    }

    /** Whether the first word of a request tells all. */
    public boolean isNamedByOneWord() {
        return !hasSubcommands() && variants.isEmpty();
    }

    /** The same command with that second word, if that makes it run elsewhere. */
    Command variant(byte[][] request) {
        if (variants.isEmpty() || request.length == 1) {
            return this;
        }
        return variants.getOrDefault(Ascii.lowerCase(request[1]), this);
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

    /**
     * The code of a command that answers at once; null for the place CONTAINER, and for GRID unless
     * scripts may call it.
     */
    public CommandBody body() {
        return body;
    }

    /** The code of a command that may have to wait for keys, otherwise null. */
    public BlockingBody blockingBody() {
        return blockingBody;
    }

    /** The code of a command of the place GRID, otherwise null. */
    GridBody gridBody() {
        return gridBody;
    }

    /** What it needs before its code can run. */
    public Readiness readiness() {
        return readiness;
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

    /** Whether a request may change data, as its script says if that says anything. */
    public boolean writes(byte[][] request) {
        if (place != Place.SCRIPT) {
            return write;
        }
        Set<ScriptFlag> flags = declared.of(request);
        return flags != null && !flags.contains(ScriptFlag.NO_WRITES);
    }

    /** As {@link #writes}, or reach other servers; where nobody says, its command tells. */
    boolean mayReplicate(byte[][] request) {
        Set<ScriptFlag> flags = declared.of(request);
        return flags == null
                ? write || spec.is(CommandFlag.MAY_REPLICATE)
                : !flags.contains(ScriptFlag.NO_WRITES);
    }

    /** Whether a request may need memory, as its script says if that says anything. */
    public boolean takesMemory(byte[][] request) {
        if (place != Place.SCRIPT) {
            return spec.is(CommandFlag.DENYOOM);
        }
        Set<ScriptFlag> flags = declared.of(request);
        return flags != null
                && !flags.contains(ScriptFlag.NO_WRITES)
                && !flags.contains(ScriptFlag.ALLOW_OOM);
    }

    /** Whether it is EXEC, which is what it queued. */
    public boolean isExec() {
        return spec.name().equals("exec") && !spec.isSubcommand();
    }

    @Override
    public String toString() {
        return spec.fullName();
    }
}
