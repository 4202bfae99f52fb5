package io.gridscript.script;

import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.MemoryExceeded;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.Table;
import io.gridscript.reply.ErrorReply;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Errors on their way between commands, scripts and clients. */
final class ScriptErrors {

    static final LuaString ERR = LuaValue.valueOf("err");
    private static final LuaString IGNORE_STATISTICS =
            LuaValue.valueOf("ignore_error_stats_update");

    /** How much of an error's text a client gets at most. */
    private static final int LONGEST = 1 << 20;

    private ScriptErrors() {}

    /** An error table from a text with a code. */
    static LuaTable table(String text) {
        LuaTable table = new Table(0, 2);
        table.rawset(ERR, LuaText.of(text));
        return table;
    }

    /** An error table for what a command refused; Redis counted that error already. */
    static LuaTable table(ErrorReply error) {
        LuaTable table = table(withCode("-" + error.text()));
        table.rawset(IGNORE_STATISTICS, LuaValue.TRUE);
        return table;
    }

    /**
     * A text with its code: {@code -CODE text} brings one, any other text and a single word get
     * ERR. As in Redis, an end of line at either end goes.
     */
    static String withCode(String text) {
        if (!text.startsWith("-")) {
            return "ERR " + trimmed(text);
        }
        int space = text.indexOf(' ');
        return space < 0
                ? "ERR " + trimmed(text.substring(1))
                : text.substring(1, space) + " " + trimmed(text.substring(space + 1));
    }

    /** Whether a value is an error table whose error was counted when its command failed. */
    private static boolean isCounted(LuaValue value) {
        return value instanceof LuaTable table && table.rawget(IGNORE_STATISTICS).toboolean();
    }

    /** The error that a script returned as its result, or null. */
    static ErrorReply returned(LuaValue result) {
        return result instanceof LuaTable table && table.rawget(ERR) instanceof LuaString text
                ? reply(LuaText.forC(shortened(text)), isCounted(result))
                : null;
    }

    private static ErrorReply reply(String text, boolean counted) {
        return counted ? ErrorReply.repeated(text) : ErrorReply.of(text);
    }

    /** What a client gets for an error that a script didn't catch. */
    static ErrorReply reply(RaisedError error, Executable executable) {
        return reply(
                text(error.value()) + position(executable, error.source(), error.line()),
                isCounted(error.value()));
    }

    /** What a client gets for a script that was killed or has reached a limit; null for others. */
    static ErrorReply reply(LuaStop stop, Executable executable) {
        String reason;
        if (stop instanceof ScriptKilled || stop instanceof TimeExceeded) {
            reason = stop.getMessage();
        } else if (stop instanceof MemoryExceeded exceeded) {
            reason =
                    "Script ended: it holds more memory than script-memory-limit allows ("
                            + exceeded.limit()
                            + " bytes)";
        } else {
            return null;
        }
        return ErrorReply.of("ERR " + reason + position(executable, stop.source(), stop.line()));
    }

    /** The sentence of an error value, with its code. */
    static String text(LuaValue value) {
        if (value instanceof LuaTable table) {
            LuaValue err = table.rawget(ERR);
            boolean isText = err instanceof LuaString || err instanceof LuaNumber;
            return isText ? LuaText.forC(shortened(err)) : "ERR unknown error";
        }
        return "ERR " + LuaText.forC(shortened(value));
    }

    /** Nobody reads so much, and it would be copied a few times on its way. */
    private static LuaValue shortened(LuaValue value) {
        return value instanceof LuaString text && text.m_length > LONGEST
                ? text.substring(0, LONGEST)
                : value;
    }

    private static String position(Executable executable, String source, int line) {
        return source == null
                ? ""
                : " script: " + executable.title() + ", on " + source + ":" + line + ".";
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isLineEnd(text.charAt(from))) {
            from++;
        }
        while (to > from && isLineEnd(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }
}
