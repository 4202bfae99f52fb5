package io.gridscript.lua.compiler;

/**
 * The tokens of a text, one after the other, as a parser wants them: looked at, taken where they
 * are expected, or named in an error.
 */
final class SyntaxScanner {

    static final String NAME = "<name>";
    static final String NUMBER = "<number>";
    static final String STRING = "<string>";
    static final String END_OF_TEXT = "<eof>";

    private final TokenReader reader;
    private final Runnable step;
    private String token;
    private String text;
    private int lineBefore = 1;
    private int endBefore;

    private String tokenAhead;
    private String textAhead;

    /**
     * @param step is called for each token
     */
    SyntaxScanner(TokenReader reader, Runnable step) {
        this.reader = reader;
        this.step = step;
    }

    /** The token: a word or symbol is itself, of others it is the kind. */
    String token() {
        return token;
    }

    boolean is(String wanted) {
        return token.equals(wanted);
    }

    /** The characters of a name, number or string. */
    String text() {
        return text;
    }

    /** The line that has been read to, starting at 1. */
    int line() {
        return reader.line();
    }

    /** The line on which the token before ended. */
    int lineBefore() {
        return lineBefore;
    }

    /** Where the token before ended. */
    int endBefore() {
        return endBefore;
    }

    SourceEdits edits() {
        return reader.edits();
    }

    SourceLines lines() {
        return reader.edits().lines();
    }

    /** Takes note of a number that is zero, behind a minus sign; nothing is to bind it tighter. */
    void minusZero() throws LuaSyntaxException {
        int from = reader.tokenStart();
        int to = reader.tokenEnd();
        switch (ahead()) {
            case "^", "*", "/", "%" -> {}
            default -> edits().minusZero(from, to);
        }
    }

    void next() throws LuaSyntaxException {
        step.run();
        lineBefore = reader.line();
        endBefore = reader.tokenEnd();
        if (tokenAhead == null) {
            token = reader.read();
            text = reader.text();
        } else {
            token = tokenAhead;
            text = textAhead;
            tokenAhead = null;
        }
    }

    /** The token after this one. */
    String ahead() throws LuaSyntaxException {
        if (tokenAhead == null) {
            tokenAhead = reader.read();
            textAhead = reader.text();
        }
        return tokenAhead;
    }

    /** Takes a name. */
    String name() throws LuaSyntaxException {
        if (!is(NAME)) {
            throw expected(NAME);
        }
        String name = text;
        next();
        return name;
    }

    /** Takes a token if it is here. */
    boolean takes(String token) throws LuaSyntaxException {
        if (!is(token)) {
            return false;
        }
        next();
        return true;
    }

    /** Takes a token that must be here. */
    void take(String token) throws LuaSyntaxException {
        if (!takes(token)) {
            throw expected(token);
        }
    }

    /** Takes what closes something that was opened on a line. */
    void takeClosing(String token, String opening, int line) throws LuaSyntaxException {
        if (takes(token)) {
            return;
        }
        if (line == line()) {
            throw expected(token);
        }
        throw error("'" + token + "' expected (to close '" + opening + "' at line " + line + ")");
    }

    LuaSyntaxException expected(String token) {
        return error("'" + token + "' expected");
    }

    /** An error about more than a token. */
    LuaSyntaxException plainError(String message) {
        return reader.plainError(message);
    }

    /** An error at the token. */
    LuaSyntaxException error(String message) {
        return reader.errorNear(message, token, text);
    }
}
