package io.gridscript.lua.compiler;

import io.gridscript.lua.vm.ChunkName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the messages of LuaJ's front end into Lua 5.1's. Only those of limits are left to it: texts
 * that break the grammar never get there.
 */
final class SyntaxErrorText {

    static final String TOO_MANY_CONSTANTS = "constant table overflow";

    private static final Pattern PLACE = Pattern.compile("(?s).*:(\\d+): (.*)");
    private static final String ASSERTION = "compiler assert failed";

    private SyntaxErrorText() {}

    /** Whether LuaJ says by this that a function has too many constants. */
    static boolean isAssertion(Exception error) {
        return ASSERTION.equals(error.getMessage());
    }

    /**
     * The text of an error.
     *
     * @param message that the front end gave when it read tokens on lines of their own
     */
    static String of(String message, byte[] source, SourceLines lines, String chunkName) {
        Matcher place = PLACE.matcher(String.valueOf(message));
        if (!place.matches()) {
            return malformed(chunkName);
        }
        int line = Integer.parseInt(place.group(1));
        return ChunkName.shownInSyntaxErrors(chunkName)
                + ":"
                + lines.original(line)
                + ": "
                + place.group(2)
                + lines.near(line, source);
    }

    /** The text where the front end doesn't say what it can't read. */
    static String malformed(String chunkName) {
        return ChunkName.shown(chunkName) + ": malformed source";
    }
}
