package io.gridscript.lua.library;

import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberPrefix;
import io.gridscript.reply.Ascii;
import org.luaj.vm2.LuaString;

/** Takes one token of JSON after the other. A byte 0 ends the text, as it does in C. */
final class JsonScanner {

    private static final byte[] TRUE = Ascii.bytes("true");
    private static final byte[] FALSE = Ascii.bytes("false");
    private static final byte[] NULL = Ascii.bytes("null");

    private static final int HEX_DIGITS = 4;
    private static final int ESCAPE_LENGTH = 6;
    private static final int BYTES_OF_A_STEP = 64;

    private final LuaState state;
    private final boolean invalidNumbers;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final StringBuilding text;
    private int at;

    private int index;
    private String problem;
    private LuaString string;
    private double number;
    private boolean truth;

    JsonScanner(LuaState state, boolean invalidNumbers, LuaString json) {
        this.state = state;
        this.invalidNumbers = invalidNumbers;
        this.bytes = json.m_bytes;
        this.start = json.m_offset;
        this.end = start + json.m_length;
        this.text = new StringBuilding(state);
        this.at = start;
    }

    /** Goes on to the next token; stays where it is at an error and at the end. */
    JsonToken next() {
        state.step();
        skipSpace();
        index = at - start;
        return switch (peek()) {
            case 0 -> JsonToken.END;
            case '{' -> single(JsonToken.OBJ_BEGIN);
            case '}' -> single(JsonToken.OBJ_END);
            case '[' -> single(JsonToken.ARR_BEGIN);
            case ']' -> single(JsonToken.ARR_END);
            case ',' -> single(JsonToken.COMMA);
            case ':' -> single(JsonToken.COLON);
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> word();
        };
    }

    /** Where the token begins or its error is, starting at 0. */
    int index() {
        return index;
    }

    /** Bytes taken so far. */
    int taken() {
        return at - start;
    }

    /** What is wrong with a token that is an error. */
    String problem() {
        return problem;
    }

    LuaString text() {
        return string;
    }

    double numberValue() {
        return number;
    }

    boolean truth() {
        return truth;
    }

    private JsonToken single(JsonToken token) {
        at++;
        return token;
    }

    private JsonToken error(String what) {
        index = at - start;
        problem = what;
        return JsonToken.ERROR;
    }

    private JsonToken string() {
        at++;
        text.clear();
        while (peek() != '"') {
            if (peek() == 0) {
                return error("unexpected end of string");
            }
            if (peek() != '\\') {
                plainPiece();
            } else if (peek(1) == 'u') {
                if (!unicodeEscape()) {
                    return error("invalid unicode escape code");
                }
            } else {
                int escaped = escaped(peek(1));
                if (escaped == 0) {
                    return error("invalid escape code");
                }
                text.add(escaped);
                at += 2;
            }
        }
        at++;
        string = text.string();
        return JsonToken.STRING;
    }

    /** Takes what stands for itself. */
    private void plainPiece() {
        int from = at;
        while (peek() != '"' && peek() != '\\' && peek() != 0) {
            advance();
        }
        text.add(bytes, from, at - from);
    }

    private static int escaped(int c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> 0;
        };
    }

    /** Takes a code unit, or the two of a pair. Returns whether they make a character. */
    private boolean unicodeEscape() {
        int unit = codeUnit(0);
        if (unit < 0 || isLowSurrogate(unit)) {
            return false;
        }
        if (!isHighSurrogate(unit)) {
            addUtf8(unit);
            at += ESCAPE_LENGTH;
            return true;
        }
        boolean escapeFollows = peek(ESCAPE_LENGTH) == '\\' && peek(ESCAPE_LENGTH + 1) == 'u';
        int low = escapeFollows ? codeUnit(ESCAPE_LENGTH) : -1;
        if (!isLowSurrogate(low)) {
            return false;
        }
        addUtf8(((unit & 0x3ff) << 10 | low & 0x3ff) + 0x10000);
        at += 2 * ESCAPE_LENGTH;
        return true;
    }

    private static boolean isHighSurrogate(int unit) {
        return (unit & ~0x3ff) == 0xd800;
    }

    private static boolean isLowSurrogate(int unit) {
        return (unit & ~0x3ff) == 0xdc00;
    }

    /** The four digits of an escape so many bytes ahead, or -1. */
    private int codeUnit(int ahead) {
        int unit = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int c = peek(ahead + 2 + i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private void addUtf8(int character) {
        if (character < 0x80) {
            text.add(character);
            return;
        }
        int following = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
        int lengthMark = 0xff00 >> following + 1 & 0xff;
        text.add(lengthMark | character >> 6 * following);
        for (int i = following - 1; i >= 0; i--) {
            text.add(0x80 | character >> 6 * i & 0x3f);
        }
    }

    private JsonToken word() {
        if (takes(TRUE) || takes(FALSE)) {
            truth = bytes[at - 2] == 'u';
            return JsonToken.BOOLEAN;
        }
        if (takes(NULL)) {
            return JsonToken.NULL;
        }
        // What JSON itself allows begins otherwise.
        boolean number = invalidNumbers && (peek() == '+' || isInfinityOrNan(0));
        return number ? number() : error("invalid token");
    }

    private boolean takes(byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (peek(i) != word[i]) {
                return false;
            }
        }
        at += word.length;
        return true;
    }

    private JsonToken number() {
        if (!invalidNumbers && isInvalidNumber()) {
            return error("invalid number");
        }
        NumberPrefix prefix = NumberPrefix.of(bytes, at, end);
        if (prefix == null) {
            return error("invalid number");
        }
        number = prefix.value();
        at += prefix.length();
        return JsonToken.NUMBER;
    }

    /** Whether C's strtod might read what JSON doesn't allow. */
    private boolean isInvalidNumber() {
        int ahead = peek() == '-' ? 1 : 0;
        if (peek(ahead) == '0') {
            int second = peek(ahead + 1);
            return second == 'x' || second == 'X' || (second >= '0' && second <= '9');
        }
        return isInfinityOrNan(ahead);
    }

    private boolean isInfinityOrNan(int ahead) {
        String word = "" + lower(ahead) + lower(ahead + 1) + lower(ahead + 2);
        return word.equals("inf") || word.equals("nan");
    }

    private char lower(int ahead) {
        return Character.toLowerCase((char) peek(ahead));
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            advance();
        }
    }

    private void advance() {
        if (++at % BYTES_OF_A_STEP == 0) {
            state.step();
        }
    }

    private int peek() {
        return peek(0);
    }

    private int peek(int ahead) {
        return at + ahead < end ? bytes[at + ahead] & 0xff : 0;
    }
}
