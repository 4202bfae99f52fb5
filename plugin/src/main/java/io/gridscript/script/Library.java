package io.gridscript.script;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.reply.ErrorReply;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A library: its text and the functions that it registers. Loaded anew it is another one, though it
 * be the same text. For all threads.
 */
public final class Library {

    /** Objects and headers around text and name, here and in the state that members share. */
    private static final long FIXED_BYTES = 430;

    /** A function that is registered, which Redis keeps in its VM. */
    private static final long FUNCTION_BYTES = 180;

    /** Here and in the state. */
    private static final long BYTES_FOR_EACH_OF_TEXT = 2;

    private final LibrarySource source;
    private final long load;
    private final List<LibraryFunction> functions;
    private volatile LuaProgram program;

    /**
     * About how many bytes of heap its functions take and what is kept for calls. Guarded by this.
     */
    private long bytesOfUse;

    /** Takes those bytes; null for nobody. Guarded by this. */
    private LongAdder useBytes;

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
        bytesOfUse = this.functions.size() * FUNCTION_BYTES;
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
            synchronized (this) {
                compiled = program;
                if (compiled == null) {
                    compiled = source.compile();
                    program = compiled;
                    takesForUse(compiled.estimatedBytes());
                }
            }
        }
        return compiled;
    }

    /** So many bytes of heap more are kept for its calls from now on. */
    synchronized void takesForUse(long bytes) {
        bytesOfUse += bytes;
        if (useBytes != null) {
            useBytes.add(bytes);
        }
    }

    /**
     * Counts its functions and what is kept for calls into there, now and later; null for nowhere
     * any more.
     */
    synchronized void countUseIn(LongAdder bytes) {
        if (useBytes != null) {
            useBytes.add(-bytesOfUse);
        }
        useBytes = bytes;
        if (bytes != null) {
            bytes.add(bytesOfUse);
        }
    }

    /** About how many bytes of heap its text takes and what is known of it. */
    long estimatedBytes() {
        return FIXED_BYTES + BYTES_FOR_EACH_OF_TEXT * code().length;
    }
}
