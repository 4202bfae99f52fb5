package io.gridscript.lua.vm;

import io.gridscript.reply.Ascii;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * An error inside Lua, as {@code error} raises it: any value. Carries no stack trace, because
 * scripts raise errors as a matter of course.
 *
 * <p>Positions are filled in on the way out, by the Lua frames the error passes: the first of them
 * is where it happened, and the one at the wanted level prefixes the message. So a call costs
 * nothing for errors that never occur.
 */
public final class RaisedError extends LuaError {

    /** What Lua calls the source of library functions, which have no lines. */
    private static final String LIBRARY = "=[C]";

    private static final int NO_LINE = -1;

    private LuaValue value;
    private int framesToPosition;
    private String source;
    private int line;

    private RaisedError(LuaValue value, int level) {
        super((String) null);
        this.value = value;
        this.framesToPosition = level;
    }

    /** Raises a value as it is. */
    public static RaisedError of(LuaValue value) {
        return new RaisedError(value, 0);
    }

    /**
     * Raises a text that the Lua frame at a level, starting at 1 for the innermost, prefixes with
     * its position; level 0 adds none.
     */
    public static RaisedError at(int level, LuaString text) {
        return new RaisedError(text, level);
    }

    /** Raises a text with the position of the innermost Lua frame, as luaL_error does. */
    public static RaisedError text(String latin1) {
        return new RaisedError(LuaString.valueUsing(Ascii.bytes(latin1)), 1);
    }

    /** The error value. */
    public LuaValue value() {
        return value;
    }

    /**
     * The chunk in which the error was raised, as {@code @name}; {@code =[C]} in a function that a
     * library function called; null outside Lua code.
     */
    public String source() {
        return source;
    }

    /** The line in which the error was raised, starting at 1; -1 in a library function. */
    public int line() {
        return line;
    }

    public void passes(String chunkName, int currentLine) {
        if (source == null) {
            source = chunkName;
            line = currentLine;
        }
        if (framesToPosition > 0 && --framesToPosition == 0) {
            byte[] prefix = Ascii.bytes(ChunkName.shown(chunkName) + ":" + currentLine + ": ");
            LuaString text = (LuaString) value;
            LuaState.charge(text.m_length);
            byte[] whole = new byte[prefix.length + text.m_length];
            System.arraycopy(prefix, 0, whole, 0, prefix.length);
            text.copyInto(0, whole, prefix.length, text.m_length);
            value = LuaString.valueUsing(whole);
        }
    }

    /** Passes levels that have no position: library functions, and what tail calls replaced. */
    void skips(int levels) {
        framesToPosition = Math.max(0, framesToPosition - levels);
    }

    /**
     * Passes a library function that called: a level without a position, and maybe where it was.
     */
    public void passesLibrary() {
        if (source == null) {
            source = LIBRARY;
            line = NO_LINE;
        }
        skips(1);
    }

    /**
     * At a protected call no frame further out may add its position any more, except for the one
     * that called.
     *
     * @param caller the Lua code that called; null if something else did
     */
    public LuaValue caught(CatchingFunction.Caller caller) {
        if (framesToPosition == 1 && caller != null) {
            passes(caller.source(), caller.line());
        }
        return caught();
    }

    /** Where the calls of Lua begin no frame may add its position any more. */
    public LuaValue caught() {
        framesToPosition = 0;
        return value;
    }

    @Override
    public LuaValue getMessageObject() {
        return value;
    }

    @Override
    public String getMessage() {
        return value.isstring() ? Ascii.string(bytes(value.strvalue())) : value.typename();
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    private static byte[] bytes(LuaString text) {
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, text.m_length);
        return bytes;
    }
}
