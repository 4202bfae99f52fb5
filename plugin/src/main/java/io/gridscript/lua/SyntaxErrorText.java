package io.gridscript.lua;

import java.util.regex.Pattern;

/** Turns the front end's messages, which print token numbers and 5.2's words, into Lua 5.1's. */
final class SyntaxErrorText {

    private static final Pattern TOKEN_NUMBER = Pattern.compile("(unexpected symbol) \\d+ \\(.*");
    private static final Pattern BREAK_LABEL = Pattern.compile("no visible label 'break'.*");

    private SyntaxErrorText() {}

    static String of(String message) {
        if (message == null) {
            return "syntax error";
        }
        String text = TOKEN_NUMBER.matcher(message).replaceAll("$1");
        return BREAK_LABEL.matcher(text).replaceAll("no loop to break").replace("<eos>", "<eof>");
    }
}
