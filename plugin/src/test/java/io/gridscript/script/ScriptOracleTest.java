package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts answer as on a real redis-server, byte for byte, in both RESP versions. */
public class ScriptOracleTest {

    private static final String[] KEYS = {"k1", "k2"};
    private static final String[] ARGUMENTS = {"a1", "2"};

    @Test
    void scriptsAnswerAsOnRedisInResp2() throws IOException {
        compare(2);
    }

    @Test
    void scriptsAnswerAsOnRedisInResp3() throws IOException {
        compare(3);
    }

    private static void compare(int protocol) throws IOException {
        List<String> differences = new ArrayList<>();
        try (RedisOracle oracle = RedisOracle.start();
                RedisOracle.Connection connection = oracle.connect()) {
            connection.call("HELLO", String.valueOf(protocol));
            connection.call("DEBUG", "SET-DISABLE-DENY-SCRIPTS", "1");
            ScriptBench bench = new ScriptBench(protocol);
            for (String source : scripts()) {
                String theirs =
                        connection.call("EVAL", source, "2", "k1", "k2", "a1", "2").toString();
                String ours = bench.eval(source, KEYS, ARGUMENTS).toString();
                if (!ours.equals(theirs)) {
                    differences.add(source + "\n  redis " + theirs + "\n  here  " + ours);
                }
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    /** One script for each line; {@code \n} stands for a line feed. */
    public static List<String> scripts() throws IOException {
        try (InputStream in = ScriptOracleTest.class.getResourceAsStream("oracle-scripts.txt")) {
            return Ascii.string(in.readAllBytes())
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .map(line -> line.replace("\\n", "\n"))
                    .toList();
        }
    }
}
