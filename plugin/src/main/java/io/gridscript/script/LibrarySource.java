package io.gridscript.script;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.List;

/**
 * The text of a library and its first line, {@code #!lua name=mylib}, as FUNCTION LOAD reads it.
 *
 * @param code the whole text, not to be changed
 * @param name of the library
 * @param firstLine the bytes before its line feed, which stays so that line numbers are right
 */
record LibrarySource(byte[] code, String name, int firstLine) {

    /** Redis names the text of every library so in error positions. */
    private static final String CHUNK_NAME = "@user_function";

    private static final String MARK = "#!";
    private static final String ENGINE = "lua";
    private static final String NAME = "name=";

    static final ErrorReply WRONG_NAME =
            ErrorReply.err(
                    "Library names can only contain letters, numbers, or underscores(_) and must be"
                            + " at least one character long");
    private static final ErrorReply NO_FIRST_LINE = ErrorReply.err("Missing library metadata");
    private static final ErrorReply WRONG_FIRST_LINE = ErrorReply.err("Invalid library metadata");
    private static final ErrorReply NAMED_TWICE =
            ErrorReply.err("Invalid metadata value, name argument was given multiple times");
    private static final ErrorReply NOT_NAMED = ErrorReply.err("Library name was not given");

    /**
     * Reads the first line.
     *
     * @throws ErrorReply when it is not as it should be
     */
    static LibrarySource of(byte[] code) {
        if (code.length < MARK.length() || code[0] != '#' || code[1] != '!') {
            throw NO_FIRST_LINE;
        }
        int length = Shebang.lineLength(code);
        List<String> words =
                length < 0 ? null : Shebang.words(Ascii.string(code).substring(0, length));
        if (words == null) {
            throw WRONG_FIRST_LINE;
        }
        String name = name(words.subList(1, words.size()));
        if (!isName(name)) {
            throw WRONG_NAME;
        }
        String engine = words.get(0).substring(MARK.length());
        if (!Ascii.is(Ascii.bytes(engine), ENGINE)) {
            throw ErrorReply.err("Engine '" + engine + "' not found");
        }
        return new LibrarySource(code, name, length);
    }

    private static String name(List<String> options) {
        String name = null;
        for (String option : options) {
            if (!option.regionMatches(true, 0, NAME, 0, NAME.length())) {
                throw ErrorReply.err("Invalid metadata value given: " + option);
            }
            if (name != null) {
                throw NAMED_TWICE;
            }
            name = option.substring(NAME.length());
        }
        if (name == null) {
            throw NOT_NAMED;
        }
        return name;
    }

    /** Whether a library or function may be called so. */
    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /**
     * Compiles the text.
     *
     * @throws ErrorReply when it is no Lua
     */
    LuaProgram compile() {
        try {
            return LuaProgram.compile(code, firstLine, CHUNK_NAME);
        } catch (LuaSyntaxException e) {
            throw ErrorReply.err("Error compiling function: " + e.getMessage());
        }
    }
}
