package io.gridscript.script;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.LuaSandbox;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.Table;
import io.gridscript.reply.ErrorReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table {@code redis}: a script's way to commands and to what Redis offers scripts. */
final class RedisLibrary {

    private static final String VERSION = "8.0.0";
    private static final int VERSION_NUMBER = 0x080000;

    private static final LuaString OK = valueOf("ok");
    private static final int REPLICATION_BITS = 3;

    /** Up to here nothing is made of it. */
    private static final int SMALL = 4096;

    /**
     * What serves one run. New for each, because a collector takes note of changes to old objects.
     */
    private record Service(ScriptRun run, RedisCalls calls, LuaReplyWriter replies) {}

    private final CommandArguments arguments = new CommandArguments();
    private LongSupplier steps;
    private LuaSandbox sandbox;

    /** Null between runs. */
    private Service service;

    /** Says where the runs are that it serves. */
    void serves(LuaSandbox served) {
        sandbox = served;
        steps = served::steps;
        arguments.countIn(served::allocates);
    }

    /** Makes this the library of one run. */
    void begin(ScriptRun nextRun, RedisCalls nextCalls) {
        service = new Service(nextRun, nextCalls, new LuaReplyWriter(nextRun.memoryLimit()));
        nextRun.countsSteps(steps);
    }

    void end() {
        service = null;
    }

    /** What scripts see. */
    LuaTable table() {
        Map<String, LuaValue> entries = entriesForFunctions();
        define(entries, "breakpoint", args -> FALSE);
        define(entries, "debug", args -> NONE);
        define(entries, "replicate_commands", args -> TRUE);
        return LuaSandbox.readOnly(entries);
    }

    /** What functions of libraries see. */
    LuaTable tableForFunctions() {
        return LuaSandbox.readOnly(entriesForFunctions());
    }

    /** In the order in which Redis makes its table, as pairs shows it. */
    private Map<String, LuaValue> entriesForFunctions() {
        Map<String, LuaValue> entries = new LinkedHashMap<>();
        entries.put("call", new CommandFunction("call", this, arguments, true));
        entries.put("pcall", new CommandFunction("pcall", this, arguments, false));
        defineCommon(entries, true);
        define(entries, "setresp", this::setResp);
        define(entries, "sha1hex", RedisLibrary::sha1hex);
        define(entries, "error_reply", RedisLibrary::errorReply);
        define(entries, "status_reply", RedisLibrary::statusReply);
        define(entries, "set_repl", this::setReplication);
        entries.put("REPL_NONE", valueOf(Replication.NONE.bits()));
        entries.put("REPL_AOF", valueOf(Replication.AOF.bits()));
        entries.put("REPL_SLAVE", valueOf(Replication.REPLICA.bits()));
        entries.put("REPL_REPLICA", valueOf(Replication.REPLICA.bits()));
        entries.put("REPL_ALL", valueOf(Replication.ALL.bits()));
        define(entries, "acl_check_cmd", this::aclCheck);
        return entries;
    }

    /**
     * What libraries see while they are loaded.
     *
     * @param logs whether they may write into the log
     */
    LuaTable tableForLoading(HostFunction.Body registration, boolean logs) {
        Map<String, LuaValue> entries = new LinkedHashMap<>();
        define(entries, "register_function", registration);
        defineCommon(entries, logs);
        return LuaSandbox.readOnly(entries);
    }

    private void defineCommon(Map<String, LuaValue> entries, boolean logs) {
        define(entries, "log", args -> log(args, logs));
        for (ScriptLog level : ScriptLog.values()) {
            entries.put("LOG_" + level.name(), valueOf(level.ordinal()));
        }
        entries.put("REDIS_VERSION_NUM", valueOf(VERSION_NUMBER));
        entries.put("REDIS_VERSION", valueOf(VERSION));
    }

    private static void define(Map<String, LuaValue> entries, String name, HostFunction.Body body) {
        entries.put(name, new HostFunction(name, body));
    }

    /**
     * Runs a command.
     *
     * @param raises whether to raise its error instead of returning it
     */
    LuaValue call(byte[][] argv, boolean raises) {
        LuaReplyWriter replies = service.replies;
        LuaValue result = reply(argv, service.run, replies);
        if (raises && replies.isError()) {
            throw RaisedError.of(result);
        }
        return result;
    }

    private LuaValue reply(byte[][] argv, ScriptRun run, LuaReplyWriter replies) {
        replies.begin(run.protocol());
        sandbox.reserveStack();
        try {
            service.calls.call(argv, run, replies);
        } catch (ErrorReply e) {
            replies.begin(run.protocol());
            replies.error(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new CommandFault(e);
        }
        if (replies.taken() > SMALL) {
            sandbox.allocates(replies.taken());
        }
        return replies.value();
    }

    private Varargs aclCheck(Varargs args) {
        byte[][] argv = arguments.of(args);
        if (argv == null) {
            throw RaisedError.of(CommandArguments.error(args.narg()));
        }
        try {
            return valueOf(service.calls.aclCheck(argv, service.run));
        } catch (ErrorReply e) {
            throw RaisedError.of(ScriptErrors.table(e.text()));
        } catch (RuntimeException e) {
            throw new CommandFault(e);
        }
    }

    private static Varargs errorReply(Varargs args) {
        if (args.narg() != 1 || !(args.arg1() instanceof LuaString)) {
            return ScriptErrors.table("ERR wrong number or type of arguments");
        }
        String text = LuaText.forC(args.arg1());
        return ScriptErrors.table(ScriptErrors.withCode(text.startsWith("-") ? text : "-" + text));
    }

    private static Varargs statusReply(Varargs args) {
        if (args.narg() != 1 || !(args.arg1() instanceof LuaString)) {
            return ScriptErrors.table("ERR wrong number or type of arguments");
        }
        LuaTable table = new Table(0, 1);
        table.rawset(OK, args.arg1());
        return table;
    }

    private static Varargs sha1hex(Varargs args) {
        if (args.narg() != 1) {
            throw error("wrong number of arguments");
        }
        LuaValue value = args.arg1();
        boolean isText = value instanceof LuaString || value instanceof LuaNumber;
        byte[] bytes = isText ? LuaText.copy(LuaSandbox.text(value)) : new byte[0];
        return LuaString.valueUsing(Sha1.hex(bytes));
    }

    private Varargs log(Varargs args, boolean logs) {
        if (args.narg() < 2) {
            throw error("redis.log() requires two arguments or more.");
        }
        if (args.arg1().tonumber().isnil()) {
            throw error("First argument must be a number (log level).");
        }
        ScriptLog level = ScriptLog.of(integer(args.arg1()));
        if (level == null) {
            throw error("Invalid log level.");
        }
        Varargs values = args.subargs(2);
        if (level.isLogged() && logs) {
            String line = ScriptLog.line(values);
            if (service == null) {
                level.log(line);
            } else {
                service.run.whenSettled(() -> level.log(line));
            }
        }
        return NONE;
    }

    private Varargs setResp(Varargs args) {
        if (args.narg() != 1) {
            throw error("redis.setresp() requires one argument.");
        }
        int version = integer(args.arg1());
        if (version != 2 && version != 3) {
            throw error("RESP version must be 2 or 3.");
        }
        service.run.protocol(version);
        return NONE;
    }

    private Varargs setReplication(Varargs args) {
        if (args.narg() != 1) {
            throw error("redis.set_repl() requires one argument.");
        }
        int bits = integer(args.arg1());
        if ((bits & ~REPLICATION_BITS) != 0) {
            throw error(
                    "Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or"
                            + " REPL_NONE.");
        }
        service.run.replication(Replication.of(bits));
        return NONE;
    }

    /** A number as C casts it to an int: one that doesn't fit is the smallest. */
    private static int integer(LuaValue value) {
        long number = (long) value.todouble();
        boolean fits = number == (int) number && !Double.isNaN(value.todouble());
        return fits ? (int) number : Integer.MIN_VALUE;
    }

    private static RaisedError error(String sentence) {
        return RaisedError.of(ScriptErrors.table("ERR " + sentence));
    }
}
