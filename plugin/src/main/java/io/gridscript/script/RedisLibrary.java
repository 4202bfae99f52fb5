package io.gridscript.script;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.HostFunction;
import io.gridscript.lua.LuaSandbox;
import io.gridscript.lua.RaisedError;
import io.gridscript.lua.Table;
import io.gridscript.reply.ErrorReply;
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
        LuaTable table = tableForFunctions();
        define(table, "replicate_commands", args -> TRUE);
        define(table, "breakpoint", args -> FALSE);
        define(table, "debug", args -> NONE);
        return table;
    }

    /** What functions of libraries see. */
    LuaTable tableForFunctions() {
        LuaTable table = new Table();
        table.set("call", new CommandFunction("call", this, arguments, true));
        table.set("pcall", new CommandFunction("pcall", this, arguments, false));
        define(table, "error_reply", RedisLibrary::errorReply);
        define(table, "status_reply", RedisLibrary::statusReply);
        define(table, "sha1hex", RedisLibrary::sha1hex);
        define(table, "log", args -> log(args, true));
        define(table, "setresp", this::setResp);
        define(table, "set_repl", this::setReplication);
        define(table, "acl_check_cmd", this::aclCheck);
        table.set("REPL_SLAVE", Replication.REPLICA.bits());
        for (Replication choice : Replication.values()) {
            table.set("REPL_" + choice.name(), choice.bits());
        }
        defineCommon(table);
        return table;
    }

    /**
     * What libraries see while they are loaded.
     *
     * @param logs whether they may write into the log
     */
    LuaTable tableForLoading(HostFunction.Body registration, boolean logs) {
        LuaTable table = new Table();
        define(table, "register_function", registration);
        define(table, "log", args -> log(args, logs));
        defineCommon(table);
        return table;
    }

    private static void defineCommon(LuaTable table) {
        for (ScriptLog level : ScriptLog.values()) {
            table.set("LOG_" + level.name(), level.ordinal());
        }
        table.set("REDIS_VERSION", VERSION);
        table.set("REDIS_VERSION_NUM", VERSION_NUMBER);
    }

    private static void define(LuaTable table, String name, HostFunction.Body body) {
        table.set(name, new HostFunction(name, body));
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
        String text = LuaText.latin1(args.arg1());
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
        byte[] bytes = isText ? CommandArguments.text(value) : new byte[0];
        return LuaString.valueUsing(Sha1.hex(bytes));
    }

    private Varargs log(Varargs args, boolean logs) {
        if (args.narg() < 2) {
            throw error("redis.log() requires two arguments or more.");
        }
        if (args.arg1().tonumber().isnil()) {
            throw error("First argument must be a number (log level).");
        }
        ScriptLog level = ScriptLog.of((int) args.arg1().todouble());
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
        int version = (int) args.arg1().todouble();
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
        int bits = (int) args.arg1().todouble();
        if ((bits & ~REPLICATION_BITS) != 0) {
            throw error(
                    "Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or"
                            + " REPL_NONE.");
        }
        service.run.replication(Replication.of(bits));
        return NONE;
    }

    private static RaisedError error(String sentence) {
        return RaisedError.of(ScriptErrors.table("ERR " + sentence));
    }
}
