package io.gridscript.script;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.StringJoiner;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The levels of {@code redis.log}, in Redis's order, and where they are logged here. */
enum ScriptLog {
    DEBUG(Level.TRACE),
    VERBOSE(Level.DEBUG),
    NOTICE(Level.INFO),
    WARNING(Level.WARNING);

    private static final Logger LOGGER = System.getLogger("io.gridscript.script");

    /** Redis's lines have 1024 bytes, the zero at their end among them. */
    private static final int LONGEST = 1023;

    private final Level level;

    ScriptLog(Level level) {
        this.level = level;
    }

    /** The level of a number, or null. */
    static ScriptLog of(int number) {
        return number >= 0 && number < values().length ? values()[number] : null;
    }

    boolean isLogged() {
        return LOGGER.isLoggable(level);
    }

    void log(String line) {
        LOGGER.log(level, "script: {0}", line);
    }

    /** The strings and numbers among some values, on one line. */
    static String line(Varargs values) {
        StringJoiner line = new StringJoiner(" ");
        for (int i = 1; i <= values.narg() && line.length() < LONGEST; i++) {
            LuaValue value = values.arg(i);
            if (value instanceof LuaString text && text.m_length > LONGEST) {
                value = text.substring(0, LONGEST);
            }
            if (value instanceof LuaString || value instanceof LuaNumber) {
                line.add(LuaText.latin1(value).replaceAll("\\p{Cntrl}", " "));
            }
        }
        return line.length() < LONGEST ? line.toString() : line.toString().substring(0, LONGEST);
    }
}
