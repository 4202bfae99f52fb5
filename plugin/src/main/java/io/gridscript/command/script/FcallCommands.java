package io.gridscript.command.script;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.Attempt;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.Executable;
import io.gridscript.script.FunctionEngine;
import io.gridscript.script.FunctionLibraries;
import io.gridscript.script.LibraryFunction;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.ScriptFlag;
import io.gridscript.script.ScriptRun;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** FCALL and FCALL_RO. */
public final class FcallCommands {

    private static final ErrorReply NO_FUNCTION = ErrorReply.err("Function not found");
    private static final ErrorReply WRONG_NUMBER = ErrorReply.err("Bad number of keys provided");
    private static final String UNKNOWN_USE = "What the function does with its keys is not known";
    private static final int NUMBER_OF_KEYS = 2;

    private final CommandTable table;
    private final CommandRunner runner;
    private final Runs runs;
    private final FunctionLibraries libraries;

    /** Whoever holds the keyspace uses it. */
    private final FunctionEngine engine = new FunctionEngine();

    public FcallCommands(
            CommandTable table,
            CommandRunner runner,
            DebugSwitches switches,
            DataLimits limits,
            FunctionLibraries libraries,
            RunningScripts running) {
        this.table = table;
        this.runner = runner;
        this.libraries = libraries;
        runs = new Runs(table, runner, switches, limits, running);
    }

    /** Registers the commands in the table that functions call commands from. */
    public void register() {
        table.onScript(
                fcall("fcall")
                        .summary("Calls a function.")
                        .flags(CommandFlag.MAY_REPLICATE)
                        .keys(
                                KeySpec.counted(
                                                NUMBER_OF_KEYS,
                                                KeyFlag.RW,
                                                KeyFlag.ACCESS,
                                                KeyFlag.UPDATE)
                                        .withNotes(UNKNOWN_USE)),
                (call, reply) -> fcall(call, reply, false),
                this::lease,
                this::declared);
        table.onScript(
                fcall("fcall_ro")
                        .summary("Calls a function that only reads.")
                        .flags(CommandFlag.READONLY)
                        .keys(
                                KeySpec.counted(NUMBER_OF_KEYS, KeyFlag.RO, KeyFlag.ACCESS)
                                        .withNotes(UNKNOWN_USE)),
                (call, reply) -> fcall(call, reply, true),
                this::lease,
                this::declared);
    }

    private CompletionStage<?> lease() {
        return libraries.lease().isValid() ? null : libraries.lease().renew();
    }

    private Set<ScriptFlag> declared(byte[][] request) {
        return Executable.declaredBy(libraries.present().function(request[1]));
    }

    private static CommandSpec.Builder fcall(String name) {
        return command(name, -3)
                .group(CommandGroup.SCRIPTING)
                .since("7.0.0")
                .complexity("Depends on the function that is executed.")
                .flags(
                        CommandFlag.NOSCRIPT,
                        CommandFlag.SKIP_MONITOR,
                        CommandFlag.NO_MANDATORY_KEYS,
                        CommandFlag.STALE)
                .categories(AclCategory.SCRIPTING)
                .arguments(
                        Argument.string("function"),
                        Argument.integer("numkeys"),
                        Argument.key("key").asOptional().repeated(),
                        Argument.string("arg").asOptional().repeated());
    }

    private void fcall(CommandCall call, ReplyWriter reply, boolean readOnly) {
        ScriptRun begun = Runs.begun(call);
        if (begun == null) {
            begun = begin(call, readOnly);
        }
        if (Runs.attempt(call) != null && !engine.canTakeBack(begun)) {
            // To look what it remembers costs something: as after a slow run, not soon again.
            begun.executable().ran(false);
            throw Attempt.beforeStart();
        }
        runs.run(begun, call, engine, reply);
    }

    /** MONITOR shows an FCALL also if it doesn't come to run. */
    private ScriptRun begin(CommandCall call, boolean readOnly) {
        try {
            LibraryFunction function = find(call.argument(1));
            runs.admit(function, call);
            int keys = runs.numberOfKeys(call, WRONG_NUMBER);
            return runs.begin(function, keys, call, readOnly);
        } catch (ErrorReply refused) {
            runner.show(call);
            throw refused;
        }
    }

    private LibraryFunction find(byte[] name) {
        if (!libraries.lease().isValid()) {
            throw ScriptCommands.NO_LEASE;
        }
        LibraryFunction function = libraries.present().function(name);
        if (function == null) {
            throw NO_FUNCTION;
        }
        return function;
    }
}
