package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Source text is taken or refused as by a real redis-server, in the same words. Numbers of cases
 * and the seed are set with {@code -Dtest.cases} and {@code -Dtest.seed}.
 */
class SyntaxOracleTest {

    private static final int CASES = Integer.getInteger("test.cases", 4000);
    private static final int MOST_SHOWN = 20;

    private static final String LOAD =
            "local f, e = loadstring(ARGV[1], ARGV[2]) return f and 'taken' or e";

    private static final String[] PIECES = {
        " ",
        "\n",
        "\r\n",
        ";",
        ",",
        ".",
        "..",
        "...",
        ":",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "[[",
        "]]",
        "[=[",
        "]=]",
        "--",
        "--[[",
        "=",
        "==",
        "~=",
        "~",
        "<=",
        ">",
        "+",
        "-",
        "*",
        "/",
        "^",
        "%",
        "#",
        "and",
        "or",
        "not",
        "nil",
        "true",
        "false",
        "function",
        "end",
        "return",
        "break",
        "local",
        "if",
        "then",
        "else",
        "elseif",
        "while",
        "do",
        "for",
        "in",
        "repeat",
        "until",
        "x",
        "y.z",
        "f()",
        "a:b()",
        "\"s\"",
        "'t'",
        "'\\n'",
        "'\\065'",
        "'\\300'",
        "'\\x'",
        "'\\z'",
        "'",
        "\"",
        "\\",
        "1",
        "0x1F",
        "0xg",
        "0x",
        "1e5",
        "1e",
        "3x",
        "1..2",
        ".5",
        "5.",
        "08",
        "1e+",
        "@",
        "$",
        "!",
        "&",
        "|",
        "(\0",
        "1\0",
        "2e\0",
        ".\0",
        "\0",
        "\u001b",
        "\u00e9",
        "`",
        "?",
        "_",
        "::",
        "//",
        "local function f(",
    };

    private static final String[] NAMES = {
        "@user_script",
        "=name",
        "some text",
        "two\nlines",
        "",
        "@/a/file/whose/name/is/so/long/that/only/its/end/is/shown/in/errors/of/the/front/end/x.lua",
        "=a name that is so long that only its beginning is shown in errors of the front end of Lua",
        "a text that is so long that only its beginning is shown in errors of the front end of Lua"
    };

    private final long seed = Seed.get();
    private final Random random = new Random(seed);

    @Test
    void mutatedScriptsAreRefusedInTheSameWords() throws IOException {
        List<String> sources = scripts();
        List<String> differences = new ArrayList<>();
        ScriptBench bench = new ScriptBench(2);
        try (RedisOracle oracle = RedisOracle.start();
                RedisOracle.Connection connection = oracle.connect()) {
            for (int i = 0; i < CASES; i++) {
                String source = mutated(sources.get(random.nextInt(sources.size())));
                String name = i % 2 == 0 ? NAMES[0] : NAMES[random.nextInt(NAMES.length)];
                String theirs = connection.call("EVAL", LOAD, "0", source, name).toString();
                String ours =
                        bench.eval(LOAD, new String[0], new String[] {source, name}).toString();
                if (!ours.equals(theirs)) {
                    differences.add(source + "\n  redis " + theirs + "\n  here  " + ours);
                }
            }
        }
        assertEquals(
                "",
                String.join("\n", differences.subList(0, Math.min(MOST_SHOWN, differences.size()))),
                differences.size() + " differences with seed " + seed);
    }

    private String mutated(String source) {
        StringBuilder mutated = new StringBuilder(source);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> mutated.delete(at, Math.min(mutated.length(), at + random.nextInt(6)));
                case 1 -> mutated.insert(at, ' ' + piece() + ' ');
                default -> mutated.insert(at, piece());
            }
        }
        return mutated.toString();
    }

    private String piece() {
        return PIECES[random.nextInt(PIECES.length)];
    }

    private static List<String> scripts() throws IOException {
        try (InputStream in = SyntaxOracleTest.class.getResourceAsStream("oracle-scripts.txt")) {
            return Ascii.string(in.readAllBytes())
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    // To LuaJ's front end this is a word, and can't be a name.
                    .filter(line -> !line.contains("goto"))
                    .map(line -> line.replace("\\n", "\n"))
                    .toList();
        }
    }
}
