package io.gridscript.lua;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * What our Lua makes of snippets. They have globals of their own, which they may change, so that
 * they can be compared with a plain Lua.
 */
final class SnippetRun {

    /** What stands for a snippet that didn't come to its end. */
    static final String HANGS = "HANGS";

    private static final LuaString SNIPPET = LuaValue.valueOf("SNIPPET");

    private static final LuaProgram DRIVER =
            program(
                    Lua51Oracle.resource("show.lua")
                            + "\nreturn select(2, pcall(function() return SHOW(pcall(SNIPPET)) end))",
                    "@driver");

    /** Steps to a poll are many; a snippet that takes so many polls hangs. */
    private static final int MOST_POLLS = 1_000;

    /** Snippets of which functions ran compiled to bytecode of the JVM. */
    private static final AtomicInteger COMPILED = new AtomicInteger();

    private SnippetRun() {}

    /** How many snippets had functions that ran compiled. */
    static int compiled() {
        return COMPILED.get();
    }

    /** The results of one-line snippets, as show.lua shows them; {@code \LF} is a line's end. */
    static List<String> results(List<String> snippets) {
        List<String> results = new ArrayList<>();
        // Threads that run scripts have deep stacks.
        Thread thread =
                new Thread(
                        null, () -> snippets.forEach(s -> results.add(result(s))), "run", 64 << 20);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return results;
    }

    private static String result(String snippet) {
        LuaSandbox sandbox = new LuaSandbox(Map.of());
        try {
            byte[] source = Ascii.bytes(snippet.replace("\\LF", "\n"));
            LuaProgram program = LuaProgram.compile(source, 0, "@user_script");
            LuaTable globals = sandbox.copyOfGlobals();
            globals.rawset(SNIPPET, sandbox.function(program, globals));
            int[] polls = {0};
            LuaPoll poll =
                    () -> {
                        if (++polls[0] > MOST_POLLS) {
                            throw new Hangs();
                        }
                    };
            String result = sandbox.run(DRIVER, poll, 1, globals).tojstring();
            if (program.compiledFunctions() > 0) {
                COMPILED.incrementAndGet();
            }
            return result;
        } catch (LuaSyntaxException e) {
            return "SYNTAX " + e.getMessage();
        } catch (RaisedError e) {
            return "UNCAUGHT " + e.getMessage();
        } catch (Hangs e) {
            return HANGS;
        } catch (RuntimeException e) {
            return "THROWN " + e;
        }
    }

    private static LuaProgram program(String source, String chunkName) {
        try {
            return LuaProgram.compile(Ascii.bytes(source), 0, chunkName);
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Hangs extends LuaStop {
        private static final long serialVersionUID = 1;

        Hangs() {
            super("hangs");
        }
    }
}
