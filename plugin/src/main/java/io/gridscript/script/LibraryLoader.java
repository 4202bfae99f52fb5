package io.gridscript.script;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.ErrorReply;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads, compiles and runs the text of a library to see what it registers. That is done once, on
 * the member asked: the others are told.
 */
public final class LibraryLoader {

    /** As long as Redis lets it take (LOAD_TIMEOUT_MS). */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final ErrorReply NO_FUNCTIONS = ErrorReply.err("No functions registered");

    private static final class Timeout extends LuaStop {
        Timeout() {
            super("FUNCTION LOAD timeout");
        }
    }

    private LibraryLoader() {}

    /**
     * The library of a text, which is no part of the grid yet. Takes half a second at most.
     *
     * @param present refuse a name that is taken before anything is compiled, as Redis does
     * @param replaces whether it may be taken
     * @throws ErrorReply when it can't be loaded
     */
    public static Library load(byte[] code, Libraries present, boolean replaces) {
        LibrarySource source = LibrarySource.of(code);
        if (!replaces) {
            present.checkIsNew(source.name());
        }
        LuaProgram program = source.compile();
        Map<String, Registration.Registered> functions = run(program);
        if (functions.isEmpty()) {
            throw NO_FUNCTIONS;
        }
        return new Library(
                source,
                present.change(),
                functions.values().stream().map(Registration.Registered::declaration).toList(),
                program);
    }

    private static Map<String, Registration.Registered> run(LuaProgram program) {
        try {
            return new LibraryEnvironment(true).load(program, untilTimeout());
        } catch (RaisedError e) {
            throw failed(ScriptErrors.text(e.value()));
        } catch (Timeout e) {
            throw failed("ERR " + e.getMessage());
        }
    }

    private static ErrorReply failed(String reason) {
        return ErrorReply.err("Error registering functions: " + reason);
    }

    private static LuaPoll untilTimeout() {
        long start = System.nanoTime();
        return () -> {
            if (System.nanoTime() - start > LONGEST_NANOS) {
                throw new Timeout();
            }
        };
    }
}
