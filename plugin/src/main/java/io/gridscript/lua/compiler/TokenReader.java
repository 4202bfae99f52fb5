package io.gridscript.lua.compiler;

import io.gridscript.lua.vm.ChunkName;
import io.gridscript.lua.vm.NumberPrefix;
import java.util.Set;

/**
 * Reads tokens of Lua 5.1 out of source text, or raises its errors. Marks what LuaJ's front end,
 * made for Lua 5.2, would read in another way.
 */
final class TokenReader {

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
    private static final int END = SourceText.END;

    private final SourceText source;
    private final SourceEdits edits;
    private final String chunkName;
    private int tokenStart;

    /**
     * @param offset where the text begins
     * @param edits takes what LuaJ is to see otherwise
     */
    TokenReader(byte[] source, int offset, String chunkName, SourceEdits edits) {
        this(new SourceText(source, offset), chunkName, edits);
    }

    TokenReader(SourceText source, String chunkName, SourceEdits edits) {
        this.source = source;
        this.chunkName = chunkName;
        this.edits = edits;
    }

    /** The line that has been read to, starting at 1. */
    int line() {
        return source.line();
    }

    /** Where the token read last begins. */
    int tokenStart() {
        return tokenStart;
    }

    /** Where the token read last ends. */
    int tokenEnd() {
        return source.at();
    }

    SourceEdits edits() {
        return edits;
    }

    /** The characters of the token read last, escapes resolved. */
    String text() {
        return source.saved();
    }

    /** The next token: a word or symbol is itself, of others it is the kind. */
    String read() throws LuaSyntaxException {
        String token = readToken();
        edits.lines().token(tokenStart, source.line());
        return token;
    }

    private String readToken() throws LuaSyntaxException {
        source.forget();
        while (true) {
            int c = source.peek();
            tokenStart = source.at();
            switch (c) {
                case '\n', '\r' -> source.newLine();
                case ' ', '\t', 0x0b, '\f' -> source.skip(1);
                case END -> {
                    return SyntaxScanner.END_OF_TEXT;
                }
                case '-' -> {
                    if (source.peek(1) != '-') {
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
        if (c == '[' && (source.peek(1) == '[' || source.peek(1) == '=')) {
            return bracketedString();
        }
        if (c == '"' || c == '\'') {
            return quotedString(c);
        }
        if (isDigit(c) || (c == '.' && isDigit(source.peek(1)))) {
            return number();
        }
        if (isNameStart(c)) {
            return name();
        }
        return switch (c) {
            case '=', '<', '>' ->
                    symbol(source.peek(1) == '=' ? (char) c + "=" : String.valueOf((char) c));
            case '~' -> symbol(source.peek(1) == '=' ? "~=" : "~");
            case '.' -> dots();
            default -> other(c);
        };
    }

    private String symbol(String symbol) {
        source.skip(symbol.length());
        return symbol;
    }

    /** Lua looks for more dots with strchr, which finds a zero byte, too. */
    private String dots() {
        boolean two = isOneOf(".", source.peek(1));
        boolean three = two && isOneOf(".", source.peek(2));
        String dots = three ? "..." : two ? ".." : ".";
        source.skip(dots.length());
        edits.dots(tokenStart, dots);
        return dots;
    }

    private String other(int c) {
        source.skip(1);
        return c < ' ' || c == 0x7f ? "char(" + c + ")" : String.valueOf((char) c);
    }

    private String name() {
        while (isNameStart(source.peek()) || isDigit(source.peek())) {
            source.save();
        }
        String name = source.saved();
        edits.name(tokenStart, source.at(), name);
        return WORDS.contains(name) ? name : SyntaxScanner.NAME;
    }

    private String number() throws LuaSyntaxException {
        int from = source.at();
        while (isDigit(source.peek()) || source.peek() == '.') {
            source.save();
        }
        if (isOneOf("Ee", source.peek())) {
            source.save();
            if (isOneOf("+-", source.peek())) {
                source.save();
            }
        }
        while (isNameStart(source.peek()) || isDigit(source.peek())) {
            source.save();
        }
        String numeral = upToNul(source.saved());
        NumberPrefix number = source.number(from);
        if (number == null || number.length() != numeral.length()) {
            throw errorNear("malformed number", SyntaxScanner.NUMBER, numeral);
        }
        edits.number(from, source.at(), number.value(), numeral);
        return SyntaxScanner.NUMBER;
    }

    private String quotedString(int quote) throws LuaSyntaxException {
        source.save();
        while (source.peek() != quote) {
            switch (source.peek()) {
                case END -> throw errorNear("unfinished string", SyntaxScanner.END_OF_TEXT, "");
                case '\n', '\r' ->
                        throw errorNear("unfinished string", SyntaxScanner.STRING, source.saved());
                case '\\' -> escape();
                default -> source.save();
            }
        }
        source.save();
        return SyntaxScanner.STRING;
    }

    private void escape() throws LuaSyntaxException {
        source.skip(1);
        int c = source.peek();
        int control = "abfnrtv".indexOf(c);
        if (c == '\n' || c == '\r') {
            source.save('\n');
            source.newLine();
        } else if (isDigit(c)) {
            decimalEscape();
        } else if (control >= 0) {
            source.save("\007\b\f\n\r\t\013".charAt(control));
            source.skip(1);
        } else if (c != END) {
            edits.plainEscape(source.at() - 1, c);
            source.save();
        }
    }

    private void decimalEscape() throws LuaSyntaxException {
        int character = 0;
        for (int i = 0; i < 3 && isDigit(source.peek()); i++) {
            character = 10 * character + source.peek() - '0';
            source.skip(1);
        }
        if (character > 0xff) {
            throw errorNear("escape sequence too large", SyntaxScanner.STRING, source.saved());
        }
        source.save((char) character);
    }

    private String bracketedString() throws LuaSyntaxException {
        int level = bracket('[');
        if (level < 0) {
            throw errorNear("invalid long string delimiter", SyntaxScanner.STRING, source.saved());
        }
        bracketed(level, "unfinished long string");
        return SyntaxScanner.STRING;
    }

    private void comment() throws LuaSyntaxException {
        source.skip(2);
        if (source.peek() == '[') {
            int level = bracket('[');
            source.forget();
            if (level >= 0) {
                bracketed(level, "unfinished long comment");
                source.forget();
                return;
            }
        }
        while (source.peek() != '\n' && source.peek() != '\r' && source.peek() != END) {
            source.skip(1);
        }
    }

    /**
     * Takes a bracket and what equals signs follow, and leaves the second bracket. Returns how many
     * signs, or -1 if there is no second bracket.
     */
    private int bracket(int bracket) {
        source.save();
        int level = 0;
        while (source.peek() == '=') {
            source.save();
            level++;
        }
        return source.peek() == bracket ? level : -1;
    }

    private void bracketed(int level, String unfinished) throws LuaSyntaxException {
        int opening = source.at() - level - 1;
        source.save();
        while (true) {
            switch (source.peek()) {
                case END -> throw errorNear(unfinished, SyntaxScanner.END_OF_TEXT, "");
                case '\n', '\r' -> {
                    source.save('\n');
                    source.newLine();
                }
                case ']' -> {
                    if (bracket(']') == level) {
                        source.save();
                        if (level == 0) {
                            edits.bracketed(opening, source.at());
                        }
                        return;
                    }
                }
                default -> source.save();
            }
        }
    }

    /** An error about more than a token. */
    LuaSyntaxException plainError(String message) {
        return new LuaSyntaxException(
                ChunkName.shownInSyntaxErrors(chunkName) + ":" + source.line() + ": " + message);
    }

    /** An error at a token of a kind and, if it varies, with characters. */
    LuaSyntaxException errorNear(String message, String kind, String characters) {
        if (kind.equals(ZERO)) {
            // In C that is no token.
            return plainError(message);
        }
        boolean varies =
                kind.equals(SyntaxScanner.NAME)
                        || kind.equals(SyntaxScanner.NUMBER)
                        || kind.equals(SyntaxScanner.STRING);
        return plainError(message + " near '" + (varies ? upToNul(characters) : kind) + "'");
    }

    private static String upToNul(String characters) {
        int nul = characters.indexOf('\0');
        return nul < 0 ? characters : characters.substring(0, nul);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** As C's strchr tells it: a zero byte is in each set, as its end. */
    private static boolean isOneOf(String set, int c) {
        return c == 0 || set.indexOf(c) >= 0;
    }

    private static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
