package io.gridscript.command.script;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.Attempt;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
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
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** EVAL, EVALSHA and their read-only kin. */
public final class EvalCommands {

    private static final ErrorReply NEGATIVE_KEYS =
            ErrorReply.err("Number of keys can't be negative");
    private static final ErrorReply TOO_MANY_KEYS =
            ErrorReply.err("Number of keys can't be greater than number of args");
    private static final ErrorReply WRITING_SCRIPT =
            ErrorReply.err("Can not execute a script with write flag using *_ro command.");

    private static final ErrorReply NOT_ALLOWED_OOM =
            ErrorReply.of(
                    "OOM allow-oom flag is not set on the script, can not run it when used memory"
                            + " > 'maxmemory'");

    private static final String UNKNOWN_USE = "What the script does with its keys is not known";

    private static final int NUMBER_OF_KEYS = 2;
    private static final int FIRST_KEY = 3;

    /** Longer sources are hashed and compiled where nobody else waits. */
    private static final int QUICKLY_COMPILED_BYTES = 16 << 10;

    private final CommandTable table;
    private final CommandRunner runner;
    private final DebugSwitches switches;
    private final DataLimits limits;
    private final ScriptCache cache;
    private final RunningScripts running;
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
        this.switches = switches;
        this.limits = limits;
        this.cache = cache;
        this.running = running;
    }

    /** Registers the commands in the table that their scripts call commands from. */
    public void register() {
        table.onScript(
                writing("eval", UNKNOWN_USE)
                        .since("2.6.0")
                        .summary("Runs a Lua script.")
                        .arguments(arguments("script")),
                (call, reply) -> eval(call, reply, false));
        table.onScript(
                writing("evalsha", null)
                        .since("2.6.0")
                        .summary("Runs a Lua script of the script cache by its SHA1 digest.")
                        .arguments(arguments("sha1")),
                (call, reply) -> evalSha(call, reply, false),
                this::lease);
        table.onScript(
                reading("eval_ro", UNKNOWN_USE)
                        .since("7.0.0")
                        .summary("Runs a Lua script that only reads.")
                        .arguments(arguments("script")),
                (call, reply) -> eval(call, reply, true));
        table.onScript(
                reading("evalsha_ro", null)
                        .since("7.0.0")
                        .summary("Runs a Lua script of the script cache that only reads.")
                        .arguments(arguments("sha1")),
                (call, reply) -> evalSha(call, reply, true),
                this::lease);
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
        ScriptRun begun = begun(call);
        if (begun != null) {
            run(begun, call, reply);
            return;
        }
        if (call.argument(1).length > QUICKLY_COMPILED_BYTES && isAttempt(call)) {
            throw Attempt.beforeStart();
        }
        run(begin(call, readOnly, () -> cache.obtain(call.argument(1))), call, reply);
    }

    private void evalSha(CommandCall call, ReplyWriter reply, boolean readOnly) {
        ScriptRun begun = begun(call);
        if (begun != null) {
            run(begun, call, reply);
            return;
        }
        if (call.argument(1).length != Sha1.HEX_LENGTH) {
            throw ScriptCommands.NO_SCRIPT;
        }
        run(begin(call, readOnly, () -> find(call.argument(1))), call, reply);
    }

    private Script find(byte[] sha) {
        if (!cache.lease().isValid()) {
            throw ScriptCommands.NO_LEASE;
        }
        Script script = cache.find(sha);
        if (script == null) {
            throw ScriptCommands.NO_SCRIPT;
        }
        return script;
    }

    private static boolean isAttempt(CommandCall call) {
        return call.unit() != null && call.unit().attempt() != null;
    }

    /** A run that outgrew its first thread goes on even if its script was flushed since. */
    private static ScriptRun begun(CommandCall call) {
        return call.unit() == null ? null : call.unit().begun();
    }

    private static int numberOfKeys(CommandCall call) {
        long keys = RedisNumbers.parseLong(call.argument(NUMBER_OF_KEYS));
        if (keys > call.count() - FIRST_KEY) {
            throw TOO_MANY_KEYS;
        }
        if (keys < 0) {
            throw NEGATIVE_KEYS;
        }
        return (int) keys;
    }

    /** A script with flags says whether it can do without; one without is found out as it goes. */
    private static boolean needsMemory(Script script) {
        return !script.isCompatible()
                && !script.has(ScriptFlag.ALLOW_OOM)
                && !script.has(ScriptFlag.NO_WRITES);
    }

    /** MONITOR shows an EVAL also if it doesn't come to run. */
    private ScriptRun begin(CommandCall call, boolean readOnly, Supplier<Script> script) {
        try {
            int keys = numberOfKeys(call);
            return newRun(script.get(), keys, call, readOnly);
        } catch (ErrorReply refused) {
            runner.show(call);
            throw refused;
        }
    }

    private ScriptRun newRun(Script script, int keys, CommandCall call, boolean readOnly) {
        if (readOnly && !script.isCompatible() && !script.has(ScriptFlag.NO_WRITES)) {
            throw WRITING_SCRIPT;
        }
        boolean mayWrite = !script.isCompatible() && !script.has(ScriptFlag.NO_WRITES);
        ErrorReply refusal = mayWrite ? limits.refusalToWrite() : null;
        if (refusal != null) {
            throw refusal;
        }
        if (needsMemory(script) && limits.memory().isExceeded(call.keyspace())) {
            throw NOT_ALLOWED_OOM;
        }
        byte[][] words = call.arguments();
        int firstArgument = FIRST_KEY + keys;
        ScriptRun run =
                new ScriptRun(
                        script,
                        Arrays.copyOfRange(words, FIRST_KEY, firstArgument),
                        Arrays.copyOfRange(words, firstArgument, words.length),
                        readOnly);
        if (call.unit() != null) {
            call.unit().begins(run);
        }
        return run;
    }

    private void run(ScriptRun run, CommandCall call, ReplyWriter reply) {
        boolean refusesMemory = !run.allowsOom() && limits.memory().isExceeded(call.keyspace());
        ScriptCalls calls =
                new ScriptCalls(table, runner, switches, limits, refusesMemory, call, run);
        boolean startsAgain = false;
        boolean failed = true;
        run.storesIn(call.keyspace()::sizeInBytes);
        running.start(run);
        runner.showScript(call, run);
        try {
            interpreters.get().run(run, calls, reply);
            failed = false;
        } catch (Attempt.Outgrown outgrown) {
            startsAgain = true;
            throw outgrown;
        } finally {
            if (startsAgain) {
                running.pause(run);
            } else {
                running.end(run);
                run.ended(failed);
            }
        }
    }
}
