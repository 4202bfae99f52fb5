package io.gridscript.resp;

import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Random streams of requests, well-formed and broken. */
final class RequestInputs {

    private static final String[] COMMANDS = {"PING", "ECHO", "echo", "GET", "nosuch", "STRLEN"};

    /** What a mutation puts in: the bytes and forms that mean something to a decoder. */
    private static final String[] PIECES = {
        "\r\n",
        "\r",
        "\n",
        "\0",
        "$",
        "*",
        ":",
        "+",
        "-",
        "\"",
        "'",
        " ",
        "\t",
        "\\",
        "\u00e9",
        "\u00ff",
        "*0\r\n",
        "*-1\r\n",
        "*-2\r\n",
        "$-1\r\n",
        "$0\r\n\r\n",
        ":1\r\n",
        "+OK\r\n",
        "-x\r\n",
        "*1\r\n",
        "*2\r\n*1\r\n",
        "*01\r\n",
        "$01\r\na\r\n",
        "$+1\r\n",
        "*+1\r\n",
        "PING\n",
        "PING\r\n",
        "\r\n\r\n",
        "$536870913\r\n",
        "*3000000000\r\n",
        "99999999999999999999",
        "_\r\n",
        "#t\r\n",
        "%1\r\n",
        "'a'b",
        "\"\\x41\"",
        "\"a b\""
    };

    private final Random random;

    RequestInputs(Random random) {
        this.random = random;
    }

    /** A few requests as clients send them. */
    byte[] wellFormed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int requests = 1 + random.nextInt(4);
        for (int i = 0; i < requests; i++) {
            bytes.writeBytes(random.nextInt(3) == 0 ? inline() : array());
        }
        return bytes.toByteArray();
    }

    /** The same with one to three places changed, cut or doubled. */
    byte[] mutated() {
        String text = Ascii.string(wellFormed());
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            int at = place(text);
            int end = Math.min(text.length(), at + random.nextInt(4));
            String piece = PIECES[random.nextInt(PIECES.length)];
            text =
                    switch (random.nextInt(5)) {
                        case 0 -> text.substring(0, at) + text.substring(end);
                        case 1 -> text.substring(0, end) + text.substring(at);
                        case 2 -> text.substring(0, at) + piece + text.substring(end);
                        case 3 ->
                                text.substring(0, at)
                                        + (char) random.nextInt(256)
                                        + text.substring(end);
                        default -> text.substring(0, at) + piece + text.substring(at);
                    };
        }
        return Ascii.bytes(text);
    }

    /** Anywhere, or where a line begins. */
    private int place(String text) {
        int anywhere = random.nextInt(text.length() + 1);
        int lineEnd = random.nextBoolean() ? text.indexOf("\r\n", anywhere) : -1;
        return lineEnd < 0 ? anywhere : lineEnd + 2;
    }

    private byte[] array() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int arguments = random.nextInt(20) == 0 ? random.nextInt(30) : random.nextInt(3);
        bytes.writeBytes(Ascii.bytes("*" + (1 + arguments) + "\r\n"));
        bulk(bytes, Ascii.bytes(COMMANDS[random.nextInt(COMMANDS.length)]));
        for (int i = 0; i < arguments; i++) {
            byte[] argument = new byte[random.nextInt(random.nextInt(50) == 0 ? 20_000 : 12)];
            random.nextBytes(argument);
            bulk(bytes, argument);
        }
        return bytes.toByteArray();
    }

    private static void bulk(ByteArrayOutputStream bytes, byte[] argument) {
        bytes.writeBytes(Ascii.bytes("$" + argument.length + "\r\n"));
        bytes.writeBytes(argument);
        bytes.writeBytes(Ascii.bytes("\r\n"));
    }

    private byte[] inline() {
        StringBuilder line = new StringBuilder();
        line.append(" ".repeat(random.nextInt(2)));
        line.append(COMMANDS[random.nextInt(COMMANDS.length)]);
        int words = random.nextInt(3);
        for (int i = 0; i < words; i++) {
            line.append(random.nextBoolean() ? " " : "\t ");
            String word = Long.toString(random.nextLong() & 0xFFFFFF, 36);
            line.append(
                    switch (random.nextInt(5)) {
                        case 0 -> "\"" + word + " \\n\\x0d\\\"\"";
                        case 1 -> "'" + word + " \\' '";
                        default -> word;
                    });
        }
        return Ascii.bytes(line + "\r\n");
    }
}
