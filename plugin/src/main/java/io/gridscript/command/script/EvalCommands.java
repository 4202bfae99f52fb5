package io.gridscript.command.script;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.Attempt;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.Executable;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptFlag;
import io.gridscript.script.ScriptInterpreter;
import io.gridscript.script.ScriptRun;
import io.gridscript.script.Sha1;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * EVAL, EVALSHA and their read-only kin, and EVALNAME and EVALNAME_RO, which Redis doesn't have.
 */
public final class EvalCommands {

    private static final String UNKNOWN_USE = "What the script does with its keys is not known";

    private static final int NUMBER_OF_KEYS = 2;

    /** Longer sources are hashed and compiled where nobody else waits. */
    private static final int QUICKLY_COMPILED_BYTES = 16 << 10;

    private final CommandTable table;
    private final CommandRunner runner;
    private final Runs runs;
    private final ScriptCache cache;
    private final ThreadLocal<ScriptInterpreter> interpreters =
            ThreadLocal.withInitial(ScriptInterpreter::new);

    public EvalCommands(
            CommandTable table,
            CommandRunner runner,
            DebugSwitches switches,
            DataLimits limits,
            ScriptCache cache,
            RunningScripts running) {
        this.table = table;
        this.runner = runner;
        this.cache = cache;
        runs = new Runs(table, runner, switches, limits, running);
    }

    /** Registers the commands in the table that their scripts call commands from. */
    public void register() {
        table.onScript(
                writing("eval", UNKNOWN_USE)
                        .since("2.6.0")
                        .summary("Runs a Lua script.")
                        .arguments(arguments("script")),
                (call, reply) -> eval(call, reply, false),
                request -> Script.declared(request[1]));
        table.onScript(
                writing("evalsha", null)
                        .since("2.6.0")
                        .summary("Runs a Lua script of the script cache by its SHA1 digest.")
                        .arguments(arguments("sha1")),
                (call, reply) -> evalSha(call, reply, false),
                this::lease,
                this::declaredBySha);
        table.onScript(
                writing("evalname", null)
                        .since("8.0.0")
                        .summary("Runs the Lua script that was last loaded with a name.")
                        .arguments(arguments("name")),
                (call, reply) -> evalName(call, reply, false),
                this::lease,
                this::declaredByNamed);
        table.onScript(
                reading("eval_ro", UNKNOWN_USE)
                        .since("7.0.0")
                        .summary("Runs a Lua script that only reads.")
                        .arguments(arguments("script")),
                (call, reply) -> eval(call, reply, true),
                request -> Script.declared(request[1]));
        table.onScript(
                reading("evalsha_ro", null)
                        .since("7.0.0")
                        .summary("Runs a Lua script of the script cache that only reads.")
                        .arguments(arguments("sha1")),
                (call, reply) -> evalSha(call, reply, true),
                this::lease,
                this::declaredBySha);
        table.onScript(
                reading("evalname_ro", null)
                        .since("8.0.0")
                        .summary("Runs a script that was loaded with a name and only reads.")
                        .arguments(arguments("name")),
                (call, reply) -> evalName(call, reply, true),
                this::lease,
                this::declaredByNamed);
    }

    private Set<ScriptFlag> declaredBySha(byte[][] request) {
        boolean isSha = request[1].length == Sha1.HEX_LENGTH;
        return Executable.declaredBy(isSha ? cache.find(request[1]) : null);
    }

    private Set<ScriptFlag> declaredByNamed(byte[][] request) {
        return Executable.declaredBy(cache.findNamed(Ascii.string(request[1])));
    }

    private CompletionStage<?> lease() {
        return cache.lease().isValid() ? null : cache.lease().renew();
    }

    private static CommandSpec.Builder writing(String name, String notes) {
        return eval(name)
                .flags(CommandFlag.MAY_REPLICATE)
                .keys(
                        KeySpec.counted(NUMBER_OF_KEYS, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                                .withNotes(notes));
    }

    private static CommandSpec.Builder reading(String name, String notes) {
        return eval(name)
                .flags(CommandFlag.READONLY)
                .keys(KeySpec.counted(NUMBER_OF_KEYS, KeyFlag.RO, KeyFlag.ACCESS).withNotes(notes));
    }

    private static CommandSpec.Builder eval(String name) {
        return command(name, -3)
                .group(CommandGroup.SCRIPTING)
                .complexity("Depends on the script that is executed.")
                .flags(
                        CommandFlag.NOSCRIPT,
                        CommandFlag.SKIP_MONITOR,
                        CommandFlag.NO_MANDATORY_KEYS,
                        CommandFlag.STALE)
                .categories(AclCategory.SCRIPTING);
    }

    private static Argument[] arguments(String first) {
        return new Argument[] {
            Argument.string(first),
            Argument.integer("numkeys"),
            Argument.key("key").asOptional().repeated(),
            Argument.string("arg").asOptional().repeated()
        };
    }

    private void eval(CommandCall call, ReplyWriter reply, boolean readOnly) {
        ScriptRun begun = Runs.begun(call);
        if (begun != null) {
            run(begun, call, reply);
            return;
        }
        if (call.argument(1).length > QUICKLY_COMPILED_BYTES && Runs.attempt(call) != null) {
            throw Attempt.beforeStart();
        }
        run(begin(call, readOnly, () -> obtain(call)), call, reply);
    }

    private Script obtain(CommandCall call) {
        return cache.obtain(
                call.argument(1),
                () -> Loading.by(call.connection(), LoadedBy.How.EVAL, cache.authority()));
    }

    private void evalSha(CommandCall call, ReplyWriter reply, boolean readOnly) {
        ScriptRun begun = Runs.begun(call);
        if (begun != null) {
            run(begun, call, reply);
            return;
        }
        if (call.argument(1).length != Sha1.HEX_LENGTH) {
            throw ScriptCommands.NO_SCRIPT;
        }
        run(begin(call, readOnly, () -> find(call)), call, reply);
    }

    /** An attempt has just looked at the lease, see {@link #lease()}. */
    private Script find(CommandCall call) {
        if (Runs.attempt(call) == null && !cache.lease().isValid()) {
            throw ScriptCommands.NO_LEASE;
        }
        Script script = cache.find(call.argument(1));
        if (script == null) {
            throw ScriptCommands.NO_SCRIPT;
        }
        return script;
    }

    private void evalName(CommandCall call, ReplyWriter reply, boolean readOnly) {
        ScriptRun begun = Runs.begun(call);
        if (begun == null) {
            begun = begin(call, readOnly, () -> findNamed(call.argument(1)));
        }
        run(begun, call, reply);
    }

    private Script findNamed(byte[] name) {
        if (!cache.lease().isValid()) {
            throw ScriptCommands.NO_LEASE;
        }
        Script script = cache.findNamed(Ascii.string(name));
        if (script == null) {
            throw ScriptCommands.NO_NAMED_SCRIPT;
        }
        return script;
    }

    /** MONITOR shows an EVAL also if it doesn't come to run. */
    private ScriptRun begin(CommandCall call, boolean readOnly, Supplier<Script> script) {
        try {
            int keys = runs.numberOfKeys(call, ErrorReply.NOT_AN_INTEGER);
            Script found = script.get();
            runs.admit(found, call);
            return runs.begin(found, keys, call, readOnly);
        } catch (ErrorReply refused) {
            runner.show(call);
            throw refused;
        }
    }

    private void run(ScriptRun run, CommandCall call, ReplyWriter reply) {
        runs.run(run, call, interpreters.get(), reply);
    }
}
