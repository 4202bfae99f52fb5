package io.gridscript.lua;

import java.util.Set;

/**
 * Takes one token of Lua 5.1 after the other out of source text, or raises its errors. Marks what
 * LuaJ's front end, made for Lua 5.2, would read in another way.
 */
final class SyntaxScanner {

    static final String NAME = "<name>";
    static final String NUMBER = "<number>";
    static final String STRING = "<string>";
    static final String END_OF_TEXT = "<eof>";

    private static final Set<String> WORDS =
            Set.of(
                    "and",
                    "break",
                    "do",
                    "else",
                    "elseif",
                    "end",
                    "false",
                    "for",
                    "function",
                    "if",
                    "in",
                    "local",
                    "nil",
                    "not",
                    "or",
                    "repeat",
                    "return",
                    "then",
                    "true",
                    "until",
                    "while");

    private static final String ZERO = "char(0)";
    private static final int END = -1;

    private final byte[] source;
    private final SourceEdits edits;
    private final String chunkName;
    private int at;

    private String token;
    private String text;
    private int line = 1;
    private int lineBefore = 1;

    private String tokenAhead;
    private String textAhead;

    /** What the token being read has of characters, escapes resolved: what errors show. */
    private final StringBuilder buffer = new StringBuilder();

    /**
     * @param offset where the text begins
     * @param edits takes what LuaJ is to see otherwise
     */
    SyntaxScanner(byte[] source, int offset, String chunkName, SourceEdits edits) {
        this.source = source;
        this.at = offset;
        this.chunkName = chunkName;
        this.edits = edits;
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
        return line;
    }

    /** The line on which the token before ended. */
    int lineBefore() {
        return lineBefore;
    }

    void next() throws LuaSyntaxException {
        lineBefore = line;
        if (tokenAhead == null) {
            token = read();
            text = buffer.toString();
        } else {
            token = tokenAhead;
            text = textAhead;
            tokenAhead = null;
        }
    }

    /** The token after this one. */
    String ahead() throws LuaSyntaxException {
        if (tokenAhead == null) {
            tokenAhead = read();
            textAhead = buffer.toString();
        }
        return tokenAhead;
    }

    /** An error at the token. */
    LuaSyntaxException error(String message) {
        return errorNear(message, token, text);
    }

    /** An error about more than a token. */
    LuaSyntaxException plainError(String message) {
        return new LuaSyntaxException(
                ChunkName.shownInSyntaxErrors(chunkName) + ":" + line + ": " + message);
    }

    private LuaSyntaxException errorNear(String message, String kind, String characters) {
        if (kind.equals(ZERO)) {
            // In C that is no token.
            return plainError(message);
        }
        boolean varies = kind.equals(NAME) || kind.equals(NUMBER) || kind.equals(STRING);
        return plainError(message + " near '" + (varies ? upToNul(characters) : kind) + "'");
    }

    private static String upToNul(String characters) {
        int nul = characters.indexOf('\0');
        return nul < 0 ? characters : characters.substring(0, nul);
    }

    private String read() throws LuaSyntaxException {
        buffer.setLength(0);
        while (true) {
            int c = peek();
            switch (c) {
                case '\n', '\r' -> newLine();
                case ' ', '\t', 0x0b, '\f' -> at++;
                case END -> {
                    return END_OF_TEXT;
                }
                case '-' -> {
                    if (peek(1) != '-') {
                        return symbol("-");
                    }
                    comment();
                }
                default -> {
                    return token(c);
                }
            }
        }
    }

    private String token(int c) throws LuaSyntaxException {
        if (c == '[' && (peek(1) == '[' || peek(1) == '=')) {
            return bracketedString();
        }
        if (c == '"' || c == '\'') {
            return quotedString(c);
        }
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            return number();
        }
        if (isNameStart(c)) {
            return name();
        }
        return switch (c) {
            case '=', '<', '>' ->
                    symbol(peek(1) == '=' ? (char) c + "=" : String.valueOf((char) c));
            case '~' -> symbol(peek(1) == '=' ? "~=" : "~");
            case '.' -> symbol(peek(1) != '.' ? "." : peek(2) == '.' ? "..." : "..");
            default -> other(c);
        };
    }

    private String symbol(String symbol) {
        at += symbol.length();
        return symbol;
    }

    private String other(int c) {
        at++;
        return c < ' ' || c == 0x7f ? "char(" + c + ")" : String.valueOf((char) c);
    }

    private String name() {
        while (isNameStart(peek()) || isDigit(peek())) {
            save();
        }
        String name = buffer.toString();
        return WORDS.contains(name) ? name : NAME;
    }

    private String number() throws LuaSyntaxException {
        int from = at;
        while (isDigit(peek()) || peek() == '.') {
            save();
        }
        if (peek() == 'e' || peek() == 'E') {
            save();
            if (peek() == '+' || peek() == '-') {
                save();
            }
        }
        while (isNameStart(peek()) || isDigit(peek())) {
            save();
        }
        NumberPrefix number = NumberPrefix.of(source, from, at);
        if (number == null || number.length() != at - from) {
            throw errorNear("malformed number", NUMBER, buffer.toString());
        }
        edits.number(from, at, number.value(), buffer);
        return NUMBER;
    }

    private String quotedString(int quote) throws LuaSyntaxException {
        save();
        while (peek() != quote) {
            switch (peek()) {
                case END -> throw errorNear("unfinished string", END_OF_TEXT, "");
                case '\n', '\r' -> throw errorNear("unfinished string", STRING, buffer.toString());
                case '\\' -> escape();
                default -> save();
            }
        }
        save();
        return STRING;
    }

    private void escape() throws LuaSyntaxException {
        at++;
        int c = peek();
        int control = "abfnrtv".indexOf(c);
        if (c == '\n' || c == '\r') {
            buffer.append('\n');
            newLine();
        } else if (isDigit(c)) {
            decimalEscape();
        } else if (control >= 0) {
            buffer.append("\007\b\f\n\r\t\013".charAt(control));
            at++;
        } else if (c != END) {
            edits.plainEscape(at - 1, c);
            save();
        }
    }

    private void decimalEscape() throws LuaSyntaxException {
        int character = 0;
        for (int i = 0; i < 3 && isDigit(peek()); i++) {
            character = 10 * character + peek() - '0';
            at++;
        }
        if (character > 0xff) {
            throw errorNear("escape sequence too large", STRING, buffer.toString());
        }
        buffer.append((char) character);
    }

    private String bracketedString() throws LuaSyntaxException {
        int level = bracket('[');
        if (level < 0) {
            throw errorNear("invalid long string delimiter", STRING, buffer.toString());
        }
        bracketed(level, "unfinished long string");
        return STRING;
    }

    private void comment() throws LuaSyntaxException {
        at += 2;
        if (peek() == '[') {
            int level = bracket('[');
            buffer.setLength(0);
            if (level >= 0) {
                bracketed(level, "unfinished long comment");
                buffer.setLength(0);
                return;
            }
        }
        while (peek() != '\n' && peek() != '\r' && peek() != END) {
            at++;
        }
    }

    /**
     * Takes a bracket and what equals signs follow, and leaves the second bracket. Returns how many
     * signs, or -1 if there is no second bracket.
     */
    private int bracket(int bracket) {
        save();
        int level = 0;
        while (peek() == '=') {
            save();
            level++;
        }
        return peek() == bracket ? level : -1;
    }

    private void bracketed(int level, String unfinished) throws LuaSyntaxException {
        save();
        while (true) {
            switch (peek()) {
                case END -> throw errorNear(unfinished, END_OF_TEXT, "");
                case '\n', '\r' -> {
                    buffer.append('\n');
                    newLine();
                }
                case ']' -> {
                    if (bracket(']') == level) {
                        save();
                        return;
                    }
                }
                default -> save();
            }
        }
    }

    private void newLine() {
        int first = peek();
        at++;
        if ((peek() == '\n' || peek() == '\r') && peek() != first) {
            at++;
        }
        line++;
    }

    private void save() {
        buffer.append((char) peek());
        at++;
    }

    private int peek() {
        return peek(0);
    }

    private int peek(int ahead) {
        return at + ahead < source.length ? source[at + ahead] & 0xff : END;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
