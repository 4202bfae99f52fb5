package io.gridscript.script;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.reply.ErrorReply;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A library: its text and the functions that it registers. Loaded anew it is another one, though it
 * be the same text. For all threads.
 */
public final class Library {

    /** Objects and headers around text, name and program. */
    private static final long FIXED_BYTES = 300;

    private static final long FUNCTION_BYTES = 150;

    /** One as text and the rest as code. */
    private static final long BYTES_FOR_EACH_OF_TEXT = 8;

    private final LibrarySource source;
    private final long load;
    private final List<LibraryFunction> functions;
    private volatile LuaProgram program;

    /**
     * @param load counts changes of the grid's libraries, this one being the last so far
     */
    Library(
            LibrarySource source,
            long load,
            Collection<LibraryFunction.Declaration> functions,
            LuaProgram program) {
        this.source = source;
        this.load = load;
        this.program = program;
        this.functions = functions.stream().map(each -> new LibraryFunction(this, each)).toList();
    }

    /** The same library as a change of the grid's libraries brings it. */
    Library loadedBy(long change) {
        return new Library(
                source,
                change,
                functions.stream().map(LibraryFunction::declaration).toList(),
                program);
    }

    public String name() {
        return source.name();
    }

    /** The text, its first line too; not to be changed. */
    public byte[] code() {
        return source.code();
    }

    /** Its functions, in the order in which it registers them. */
    public List<LibraryFunction> functions() {
        return functions;
    }

    long load() {
        return load;
    }

    /** Whether another one, or null, was brought by the same change and so is this one. */
    boolean isSameLoad(Library other) {
        return other != null && load == other.load && Arrays.equals(code(), other.code());
    }

    /**
     * The text compiled: once on each member that calls a function.
     *
     * @throws ErrorReply when it is no Lua, which no member has let pass
     */
    LuaProgram program() {
        LuaProgram compiled = program;
        if (compiled == null) {
            synchronized (source) {
                compiled = program;
                if (compiled == null) {
                    compiled = source.compile();
                    program = compiled;
                }
            }
        }
        return compiled;
    }

    /** About how many bytes of heap its text takes, compiled and not, and what is known of it. */
    long estimatedBytes() {
        return FIXED_BYTES
                + BYTES_FOR_EACH_OF_TEXT * code().length
                + functions.size() * FUNCTION_BYTES;
    }
}
