package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.library.BaseLibrary;
import io.gridscript.lua.library.BitLibrary;
import io.gridscript.lua.library.CollectorSettings;
import io.gridscript.lua.library.CoroutineLibrary;
import io.gridscript.lua.library.JsonLibrary;
import io.gridscript.lua.library.JsonSettings;
import io.gridscript.lua.library.MathLibrary;
import io.gridscript.lua.library.MessagePackLibrary;
import io.gridscript.lua.library.ProtectedCalls;
import io.gridscript.lua.library.RandomNumbers;
import io.gridscript.lua.library.StringLibrary;
import io.gridscript.lua.library.StructLibrary;
import io.gridscript.lua.library.TableLibrary;
import io.gridscript.lua.vm.CText;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.InterpretedFunction;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import io.gridscript.lua.vm.Table;
import io.gridscript.lua.vm.Upvalue;
import io.gridscript.reply.Ascii;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNil;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/**
 * Where programs run: the globals and libraries that Redis leaves to scripts, all read-only, so
 * that nothing of a program stays for the next one. For one thread at a time; making one takes some
 * ten microseconds, so threads keep theirs.
 */
public final class LuaSandbox {

    private static final LuaTable STRINGS = sharedStrings();

    private final LuaState state = new LuaState();
    private final RandomNumbers random = new RandomNumbers();
    private final JsonSettings json = new JsonSettings();
    private final CollectorSettings collector = new CollectorSettings();
    private final ReadOnlyTable globals = new ReadOnlyTable();

    /**
     * A sandbox with the libraries of Lua, those that Redis adds, and some of the host.
     *
     * @param hostLibraries tables by global name; scripts see read-only copies
     */
    public LuaSandbox(Map<String, LuaTable> hostLibraries) {
        BaseLibrary.install(
                state, globals, collector, (name, value) -> globals.define(valueOf(name), value));
        define(valueOf("_G"), globals);
        define(valueOf("string"), STRINGS);
        define(valueOf("table"), TableLibrary.table(state));
        define(valueOf("math"), MathLibrary.table(random));
        define(valueOf("coroutine"), CoroutineLibrary.table(state));
        define(valueOf("os"), operatingSystem());
        define(valueOf("bit"), BitLibrary.table());
        define(valueOf("cjson"), JsonLibrary.table(state, json));
        define(valueOf("cmsgpack"), MessagePackLibrary.table(state));
        define(valueOf("struct"), StructLibrary.table(state));
        hostLibraries.forEach((name, table) -> define(valueOf(name), ReadOnlyTable.copyOf(table)));
        globals.setmetatable(errorOnMissing());
        globals.freeze();
    }

    /** Sets a global variable for the programs to come; scripts can read and not assign it. */
    public void define(LuaString name, LuaValue value) {
        globals.define(name, value);
    }

    /**
     * Runs a program to its end.
     *
     * @param poll asked now and then whether to go on
     * @param seed where math.random starts
     * @return the first value that the program returns, or nil
     * @throws RaisedError for an error that the program didn't catch
     * @throws LuaStop what the poll threw
     */
    public LuaValue run(LuaProgram program, LuaPoll poll, long seed) {
        return run(program, poll, seed, globals);
    }

    /** As {@link #run(LuaProgram, LuaPoll, long)}, with other globals. */
    LuaValue run(LuaProgram program, LuaPoll poll, long seed, LuaTable environment) {
        return call(function(program, environment), null, null, poll, seed);
    }

    /**
     * Runs the top level of a program that leaves functions to be called later: it sees nothing but
     * some tables of the host, its functions then what every program sees. They must be called
     * here.
     *
     * @param globalsThen from {@link #only}
     * @throws RaisedError for an error that the program didn't catch
     * @throws LuaStop what the poll threw
     */
    public void load(LuaProgram program, LuaTable globalsThen, LuaPoll poll) {
        InterpretedFunction chunk =
                InterpretedFunction.chunk(state, program.prototype(), globalsThen);
        call(chunk, null, null, poll, 0, false);
        for (Upvalue environment : chunk.upvalues) {
            environment.set(globals);
        }
    }

    /** Globals that are these tables of the host and nothing else. */
    public static LuaTable only(Map<String, LuaTable> hostLibraries) {
        LuaTable whatIsMissing = errorOnMissing();
        ReadOnlyTable all = new ReadOnlyTable();
        hostLibraries.forEach(
                (name, table) -> {
                    ReadOnlyTable copy = new ReadOnlyTable();
                    for (LuaValue key : table.keys()) {
                        copy.define(key, table.rawget(key));
                    }
                    copy.setmetatable(whatIsMissing);
                    all.define(valueOf(name), copy.freeze());
                });
        all.setmetatable(whatIsMissing);
        return all.freeze();
    }

    /** A table of the host that scripts can read and not change. */
    public static LuaTable readOnly(Map<String, LuaValue> entries) {
        ReadOnlyTable table = new ReadOnlyTable();
        entries.forEach((name, value) -> table.define(valueOf(name), value));
        return table.freeze();
    }

    /** The functions of the libraries here, which remember nothing between calls. */
    Set<LuaValue> libraryFunctions() {
        Set<LuaValue> functions = Collections.newSetFromMap(new IdentityHashMap<>());
        addFunctions(globals, functions);
        return functions;
    }

    void addFunctions(LuaTable table, Set<LuaValue> functions) {
        for (LuaValue key : table.keys()) {
            LuaValue value = table.rawget(key);
            if (value instanceof LuaFunction) {
                functions.add(value);
            } else if (value instanceof LuaTable inner && inner != globals) {
                addFunctions(inner, functions);
            }
        }
    }

    /**
     * Calls a function to its end.
     *
     * @param function that a program left here, see {@link #load}
     * @param first its first argument; null if it gets none
     * @param second its second argument
     * @param poll asked now and then whether to go on
     * @param seed where math.random starts
     * @return the first value that it returns, or nil
     * @throws RaisedError for an error that the function didn't catch
     * @throws LuaStop what the poll threw
     */
    public LuaValue call(
            LuaValue function, LuaValue first, LuaValue second, LuaPoll poll, long seed) {
        return call(function, first, second, poll, seed, true);
    }

    private LuaValue call(
            LuaValue function,
            LuaValue first,
            LuaValue second,
            LuaPoll poll,
            long seed,
            boolean handles) {
        random.start(seed);
        json.reset();
        collector.reset();
        state.start(poll);
        state.hostsHandler = handles ? ErrorHandler::told : RaisedError::value;
        try {
            return first == null ? function.call() : function.call(first, second);
        } catch (RaisedError e) {
            throw handles ? ErrorHandler.handled(e) : e;
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            state.caught(e);
            throw RaisedError.of(ProtectedCalls.caught(e));
        } finally {
            state.end();
        }
    }

    /**
     * Counts what the host is about to make for the run.
     *
     * @throws LuaStop when it would be too large, or the run may not go on
     */
    public void allocates(long bytes) {
        state.allocates(bytes);
    }

    /** Where math.random, had it no seed, would go on after the present or last run. */
    public long randomReached() {
        return random.reached();
    }

    /** How many loops and calls, and what is as much as those, the present run has counted. */
    public long steps() {
        return state.steps();
    }

    /**
     * Makes sure that what the host is about to do for the run won't use up the thread's stack.
     *
     * @throws StackOverflowError where it could
     */
    public void reserveStack() {
        state.reserveStack();
    }

    /** The function of a program with some globals, for a run of this sandbox. */
    LuaValue function(LuaProgram program, LuaTable environment) {
        return InterpretedFunction.chunk(state, program.prototype(), environment);
    }

    /** The globals, in a table that can be changed. */
    LuaTable copyOfGlobals() {
        LuaTable copy = new Table();
        for (LuaValue name : globals.keys()) {
            copy.rawset(name, globals.rawget(name));
        }
        copy.rawset(valueOf("_G"), copy);
        return copy;
    }

    /** A value as Lua's tostring shows it, without metamethods. */
    public static LuaString text(LuaValue value) {
        return BaseLibrary.plainText(value);
    }

    private static LuaTable errorOnMissing() {
        ReadOnlyTable metatable = new ReadOnlyTable();
        metatable.define(
                LuaValue.INDEX,
                new HostFunction(
                        "__index",
                        args -> {
                            throw RaisedError.text(whyMissing(args));
                        }));
        return metatable.freeze();
    }

    private static String whyMissing(Varargs args) {
        if (args.narg() != 2) {
            return "Wrong number of arguments to luaProtectedTableError";
        }
        LuaValue name = args.arg(2);
        if (!(name instanceof LuaString) && !(name instanceof LuaNumber)) {
            return "Second argument to luaProtectedTableError must be a string or number";
        }
        LuaString text = text(name);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        return "Script attempted to access nonexistent global variable '"
                + CText.of(Ascii.string(bytes))
                + "'";
    }

    private static LuaTable operatingSystem() {
        long start = System.nanoTime();
        ReadOnlyTable os = new ReadOnlyTable();
        os.define(
                valueOf("clock"),
                new HostFunction("clock", args -> valueOf((System.nanoTime() - start) / 1e9)));
        return os.freeze();
    }

    /**
     * LuaJ keeps one metatable for all strings of the JVM, and one for each other basic type. They
     * are set here, once and for all: a script can reach them, and not change them.
     */
    private static LuaTable sharedStrings() {
        Globals scratch = new Globals();
        scratch.load(new PackageLib());
        // LuaJ's operator ^ goes through the library made last.
        scratch.load(new JseMathLib());
        LuaTable strings = StringLibrary.table();
        ReadOnlyTable metatable = new ReadOnlyTable();
        metatable.define(LuaValue.INDEX, strings);
        LuaString.s_metatable = metatable.freeze();
        LuaNil.s_metatable = null;
        LuaBoolean.s_metatable = null;
        LuaNumber.s_metatable = null;
        LuaFunction.s_metatable = null;
        return strings;
    }
}
