package io.gridscript.lua.compiler;

import io.gridscript.lua.vm.ChunkName;
import io.gridscript.lua.vm.LuaClasses;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.TieredPrototype;
import io.gridscript.lua.vm.Tiering;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.DumpState;
import org.luaj.vm2.compiler.LuaC;

/**
 * A compiled chunk. Immutable, and shared by all threads: whatever a run changes lives in its own
 * {@code LuaSandbox}.
 */
public final class LuaProgram {

    /** How a program is run at first, see {@link #tier()}. */
    public static final String INTERPRETED = "interpreted";

    static {
        LuaClasses.initialize();
    }

    private final TieredPrototype prototype;

    private LuaProgram(Prototype prototype) {
        this.prototype = TieredPrototype.of(prototype, Tiering.ofNewPrograms());
    }

    /**
     * Compiles source text; a binary chunk is a syntax error like any other text.
     *
     * @param source the text, read from {@code offset} to its end
     * @param chunkName names the text in error positions, {@code @name} for a plain name
     * @throws LuaSyntaxException with the position and reason, as the client gets to see it
     */
    public static LuaProgram compile(byte[] source, int offset, String chunkName)
            throws LuaSyntaxException {
        try {
            return compile(source, offset, chunkName, 0, new CompileTime());
        } catch (CompileTime.Exceeded e) {
            throw new LuaSyntaxException(
                    ChunkName.shown(chunkName) + ": takes too long to be compiled");
        }
    }

    /**
     * Compiles source text for a script that runs.
     *
     * @param cCalls calls of C code under way, which in Lua share a limit with the levels of syntax
     * @param step is called again and again meanwhile, and may throw a {@link LuaStop}
     */
    public static LuaProgram compile(
            byte[] source, int offset, String chunkName, int cCalls, Runnable step)
            throws LuaSyntaxException {
        SourceEdits edits = SyntaxCheck.check(source, offset, chunkName, cCalls, step);
        try {
            return compiled(source, chunkName, edits, step);
        } catch (LuaError | IOException e) {
            if (SyntaxErrorText.isAssertion(e)) {
                throw new LuaSyntaxException(SyntaxErrorText.TOO_MANY_CONSTANTS);
            }
            throw new LuaSyntaxException(overLimit(source, offset, chunkName, cCalls, step));
        } catch (StackOverflowError e) {
            throw new LuaSyntaxException(
                    ChunkName.shown(chunkName) + ": chunk has too many syntax levels");
        } catch (RuntimeException e) {
            // The front end trips over some malformed numbers and escapes instead of naming them.
            throw new LuaSyntaxException(SyntaxErrorText.malformed(chunkName));
        }
    }

    /**
     * Reads source text in pieces as Lua does, which asks for no more once it has found an error.
     *
     * @param pieces an empty one ends the text, unless it is the first
     * @param cCalls as for {@link #compile(byte[], int, String, int, Runnable)}
     * @return the whole text, to be compiled
     */
    public static byte[] read(Supplier<byte[]> pieces, String chunkName, int cCalls, Runnable step)
            throws LuaSyntaxException {
        return SyntaxCheck.read(pieces, chunkName, cCalls, step);
    }

    private static LuaProgram compiled(
            byte[] source, String chunkName, SourceEdits edits, Runnable step) throws IOException {
        SteppingInput edited = new SteppingInput(edits.applied(source), step);
        Prototype prototype = LuaC.instance.compile(edited, chunkName);
        edits.putRight(prototype);
        return new LuaProgram(prototype);
    }

    /** The error of a source that is over a limit of the front end, which tells it by the token. */
    private static String overLimit(
            byte[] source, int offset, String chunkName, int cCalls, Runnable step)
            throws LuaSyntaxException {
        SourceEdits edits = SyntaxCheck.check(source, offset, chunkName, cCalls, step);
        edits.lines().separate();
        try {
            compiled(source, chunkName, edits, step);
            return SyntaxErrorText.malformed(chunkName);
        } catch (LuaError | IOException e) {
            return SyntaxErrorText.of(e.getMessage(), source, edits.lines(), chunkName);
        }
    }

    /** The stored form: bytecode, to be trusted only when it comes from {@link #dump}. */
    public byte[] dump() {
        return dump(prototype);
    }

    /** The bytecode of a function. */
    public static byte[] dump(Prototype prototype) {
        try {
            ByteArrayOutputStream dumped = new ByteArrayOutputStream(512);
            DumpState.dump(prototype, dumped, false);
            return dumped.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The program of a stored form.
     *
     * @param dumped from {@link #dump}, never from a client: bytecode isn't verified
     * @throws IllegalArgumentException when this is no stored form
     */
    public static LuaProgram undump(byte[] dumped) {
        try {
            Prototype prototype =
                    LoadState.instance.undump(new ByteArrayInputStream(dumped), "stored");
            if (prototype == null) {
                throw new IllegalArgumentException("not a compiled script");
            }
            return new LuaProgram(prototype);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not a compiled script", e);
        }
    }

    /** How it is run: {@code interpreted}, or {@code compiled} once any of its functions is. */
    public String tier() {
        return compiledFunctions() == 0 ? INTERPRETED : "compiled";
    }

    /** About how many bytes of heap this program takes. */
    public long estimatedBytes() {
        return estimatedBytes(prototype);
    }

    private static long estimatedBytes(Prototype p) {
        long bytes =
                160
                        + 4L * p.code.length
                        + 4L * (p.lineinfo == null ? 0 : p.lineinfo.length)
                        + 48L * p.k.length
                        + 24L * (p.upvalues == null ? 0 : p.upvalues.length)
                        + 32L * (p.locvars == null ? 0 : p.locvars.length);
        for (Prototype inner : p.p) {
            bytes += estimatedBytes(inner);
        }
        return bytes;
    }

    /** How many functions there are in it, itself one of them. */
    public int functions() {
        return prototype.functions();
    }

    /** How many of its functions have been compiled to the JVM's bytecode by now. */
    public int compiledFunctions() {
        return prototype.compiledFunctions();
    }

    public TieredPrototype prototype() {
        return prototype;
    }
}
