package io.gridscript.script;

import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Random inputs of the libraries that Redis adds to Lua's: texts of one character for each byte.
 */
final class LibraryInputs {

    private static final String[] JSON_NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "12.5",
        "1e5",
        "1E+5",
        "-1.5e-3",
        "1e400",
        "-1e400",
        "1e-400",
        "01",
        "0x10",
        "0x1p4",
        "0X.8",
        "0x",
        "0x1p",
        "+1",
        "+",
        "-",
        ".5",
        "-.5",
        "1.",
        "1.e3",
        "1e",
        "1e+",
        "9007199254740993",
        "123456789012345678901234567890",
        "inf",
        "-inf",
        "Infinity",
        "infinit",
        "INF",
        "nan",
        "NaN",
        "-nan",
        "nan(12_ab)",
        "nan(",
        "nan(-)",
        "2.2250738585072012e-308",
        "4.9e-324",
        "0.1",
        "1e22",
        "1e-7"
    };
    private static final String[] JSON_ESCAPES = {
        "\\n",
        "\\t",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\r",
        "\\x",
        "\\0",
        "\\u0041",
        "\\u00e9",
        "\\u20AC",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\ud83d\\u0041",
        "\\ud83d\\n",
        "\\u0000",
        "\\u12",
        "\\u12g4",
        "\\uD800\\uDFFF",
        "\\udbff\\udfff",
        "\\u07ff",
        "\\u0800",
        "\\uffff"
    };
    private static final String[] SPACES = {"", "", "", "", " ", "\t", "\n", "\r", "  ", "\f"};
    private static final String INTERESTING =
            "{}[]:,\"\\/ \t\n\0\u00ff\u0080+-.0123456789eEuxtfnaNiI'";

    private final Random random;

    LibraryInputs(Random random) {
        this.random = random;
    }

    <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** JSON, and now and then nearly so. */
    String json() {
        return json(0);
    }

    private String json(int depth) {
        int kind = random.nextInt(depth > 4 ? 7 : 11);
        String value =
                switch (kind) {
                    case 0 -> "true";
                    case 1 -> "false";
                    case 2 -> "null";
                    case 3, 4 -> number();
                    case 5, 6 -> jsonString();
                    case 7, 8 -> "[" + elements(depth, false) + "]";
                    default -> "{" + elements(depth, true) + "}";
                };
        return oneOf(SPACES) + value + oneOf(SPACES);
    }

    private String number() {
        return random.nextBoolean()
                ? oneOf(JSON_NUMBERS)
                : String.valueOf(
                        (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20));
    }

    private String jsonString() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(6); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                text.append(oneOf(JSON_ESCAPES));
            } else {
                text.append((char) (random.nextInt(8) == 0 ? random.nextInt(256) : 'a' + i));
            }
        }
        return text.append('"').toString();
    }

    private String elements(int depth, boolean named) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            if (named) {
                text.append(oneOf(SPACES)).append(jsonString()).append(oneOf(SPACES)).append(':');
            }
            text.append(json(depth + 1)).append(i > 1 ? "," : "");
        }
        return text.toString();
    }

    /** A text with a few bytes put in, taken out or changed. */
    String mutated(String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            char c =
                    random.nextInt(3) == 0
                            ? (char) random.nextInt(256)
                            : INTERESTING.charAt(random.nextInt(INTERESTING.length()));
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, c);
                case 1 -> mutated.setLength(at);
                default -> {
                    if (at < mutated.length()) {
                        mutated.setCharAt(at, c);
                    }
                }
            }
        }
        return mutated.toString();
    }

    /** MessagePack of one value or some. */
    String messagePack() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            messagePack(out, 0);
        }
        return Ascii.string(out.toByteArray());
    }

    private void messagePack(ByteArrayOutputStream out, int depth) {
        switch (random.nextInt(depth > 4 ? 7 : 10)) {
            case 0 -> out.write(random.nextInt(0x80));
            case 1 -> out.write(0xe0 + random.nextInt(0x20));
            case 2 -> out.write(0xc0 + random.nextInt(4));
            case 3 -> {
                int width = random.nextInt(4);
                out.write((random.nextBoolean() ? 0xcc : 0xd0) + width);
                bytes(out, 1 << width);
            }
            case 4 -> {
                boolean wide = random.nextBoolean();
                out.write(wide ? 0xcb : 0xca);
                bytes(out, wide ? 8 : 4);
            }
            case 5 -> {
                int length = random.nextInt(32);
                out.write(0xa0 | length);
                bytes(out, length);
            }
            case 6 -> {
                int length = random.nextInt(40);
                int width = random.nextInt(3);
                length(out, 0xd9 + width, length, 1 << width);
                bytes(out, length);
            }
            case 7 -> elements(out, depth, 0x90, 0xdc, 1);
            default -> elements(out, depth, 0x80, 0xde, 2);
        }
    }

    private void elements(ByteArrayOutputStream out, int depth, int few, int type, int of) {
        int count = random.nextInt(4);
        switch (random.nextInt(4)) {
            case 0 -> length(out, type, count, 2);
            case 1 -> length(out, type + 1, count, 4);
            default -> out.write(few | count);
        }
        for (int i = 0; i < count * of; i++) {
            messagePack(out, depth + 1);
        }
    }

    private static void length(ByteArrayOutputStream out, int type, int length, int bytes) {
        out.write(type);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write(length >> shift);
        }
    }

    private void bytes(ByteArrayOutputStream out, int count) {
        for (int i = 0; i < count; i++) {
            out.write(random.nextInt(4) == 0 ? 0xff * random.nextInt(2) : random.nextInt(256));
        }
    }

    /** A format of struct, and now and then nearly so. */
    String structFormat() {
        StringBuilder format = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            char option = "><! bBhHlLTiIcxsfdiIcs!".charAt(random.nextInt(23));
            format.append(random.nextInt(60) == 0 ? (char) random.nextInt(256) : option);
            if (random.nextInt(3) == 0) {
                int[] sizes = {0, 1, 2, 3, 4, 8, 9, 16, 32, 33, 64, Integer.MAX_VALUE};
                format.append(
                        random.nextInt(4) > 0 ? random.nextInt(9) : sizes[random.nextInt(12)]);
            }
            if (random.nextInt(400) == 0) {
                format.append("99999999999");
            }
        }
        return format.toString();
    }

    String anyBytes(int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes(out, random.nextInt(most + 1));
        return Ascii.string(out.toByteArray());
    }

    /** A number as Lua reads it. */
    String luaNumber() {
        String[] numbers = {
            "0",
            "1",
            "-1",
            "127",
            "128",
            "255",
            "256",
            "-32",
            "-33",
            "-128",
            "-129",
            "32767",
            "32768",
            "65535",
            "65536",
            "-32768",
            "-32769",
            "2147483647",
            "2147483648",
            "4294967295",
            "4294967296",
            "-2147483648",
            "-2147483649",
            "9007199254740993",
            "2^53",
            "2^62",
            "2^63",
            "-2^63",
            "2^64",
            "2^64 - 2^11",
            "1e15",
            "1e100",
            "-1e100",
            "0.1",
            "0.5",
            "1.5",
            "2.5",
            "-0.5",
            "-1.5",
            "1/3",
            "1e-7",
            "3.25",
            "1/0",
            "-1/0",
            "0/0",
            "1e14",
            "123456789012345",
            "99999999999999.5",
            "16777217",
            "1e-310"
        };
        return random.nextInt(3) > 0
                ? oneOf(numbers)
                : String.valueOf(
                        (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(30) - 8));
    }

    /** A string as Lua reads it. */
    String luaString() {
        StringBuilder text = new StringBuilder("'");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    random.nextInt(3) == 0
                            ? String.format("\\%03d", random.nextInt(256))
                            : String.valueOf((char) ('a' + i)));
        }
        return text.append('\'').toString();
    }

    /** An expression of Lua; a table has one key besides a list, as the order of keys differs. */
    String luaValue() {
        return luaValue(0);
    }

    private String luaValue(int depth) {
        return switch (random.nextInt(depth > 4 ? 7 : 13)) {
            case 0 -> oneOf(new String[] {"true", "false", "nil", "cjson.null"});
            case 1, 2, 3 -> luaNumber();
            case 4, 5 -> luaString();
            case 6 -> oneOf(new String[] {"(('x'):rep(33))", "(('x'):rep(300))", "{}", "tostring"});
            case 7, 8, 9 -> luaList(depth);
            case 10 -> "{[" + random.nextInt(30) + "]=" + luaValue(depth + 1) + "}";
            case 11 -> "{[" + luaKey() + "]=" + luaValue(depth + 1) + "}";
            default -> "{[" + luaString() + "]=" + luaValue(depth + 1) + "}";
        };
    }

    private String luaList(int depth) {
        StringBuilder list = new StringBuilder("{");
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 20 : 5); i > 0; i--) {
            list.append(luaValue(depth + 1)).append(',');
        }
        return list.append('}').toString();
    }

    private String luaKey() {
        String number = luaNumber();
        return number.equals("0/0") ? "true" : number;
    }
}
