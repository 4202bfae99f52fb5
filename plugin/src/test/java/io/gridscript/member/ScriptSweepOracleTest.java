package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Thousands of scripts answer as on a real redis-server, byte for byte, in both RESP versions. The
 * first redis-server of the search path is asked, 7.0 or later. Where versions differ, ours follows
 * 8.0; what differs by intent is told by {@link #isWanted}.
 *
 * <p>Left out is what ends a real server or breaks its protocol: error tables without a text, and
 * line breaks in errors.
 */
class ScriptSweepOracleTest {

    @RegisterExtension
    static final RunningMember MEMBER = new RunningMember().with("enable-debug-command", "yes");

    @RegisterExtension static final RedisOracle ORACLE = new RedisOracle();

    private static final int MOST_SHOWN = 20;
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{6,}");
    private static final Pattern GLOBAL_OS = Pattern.compile("\\bos\\b");

    private RedisOracle.Connection redis;
    private RespClient ours;
    private int majorVersion;

    @BeforeEach
    void connect() throws IOException {
        redis = ORACLE.connect();
        ours = MEMBER.connect();
        both("FLUSHALL");
        both("DEBUG", "SET-DISABLE-DENY-SCRIPTS", "1");
        String version =
                redis.call("EVAL", "return redis.REDIS_VERSION_NUM / 65536", "0").toString();
        majorVersion = Integer.parseInt(version.replaceAll("\\D", ""));
    }

    @AfterEach
    void disconnect() throws IOException {
        redis.close();
        ours.close();
    }

    private void both(String... words) throws IOException {
        redis.call(words);
        ours.call(words);
    }

    @Test
    void functionsOfTheTableRedisTakeAndRefuseTheSame() throws IOException {
        compare(ScriptSnippets.calls(), 800);
    }

    @Test
    void errorsReachTheClientInTheSameWords() throws IOException {
        compare(ScriptSnippets.errorsAndReplies(), 800);
    }

    @Test
    void numbersHaveTheSameTexts() throws IOException {
        // 7.0 writes 17 digits where 8.0 writes as few as tell the number.
        compare(majorVersion >= 8 ? ScriptSnippets.numbers() : ScriptSnippets.numbersInLua(), 300);
    }

    @Test
    void integersReachCommandsAndComeBackWithoutLoss() throws IOException {
        compare(ScriptSnippets.integers(), 100);
    }

    @Test
    void globalsAndLibrariesAreProtectedInTheSameWords() throws IOException {
        compare(ScriptSnippets.tables(), 400);
    }

    @Test
    void librariesHaveTheSameEntriesInTheSameOrder() throws IOException {
        // The Lua that 7.0 may be linked with has another order.
        compare(ScriptSnippets.listings(majorVersion >= 8), 10);
    }

    @Test
    void repliesOfCommandsBecomeTheSameValues() throws IOException {
        compare(ScriptSnippets.conversions(), 200);
    }

    @Test
    void tablesOfTheHostGrowAsLuasOwn() throws IOException {
        compare(ScriptSnippets.lengths(), 200);
    }

    private void compare(List<String> scripts, int atLeast) throws IOException {
        assertTrue(scripts.size() >= atLeast, () -> "only " + scripts.size() + " scripts");
        List<String> differences = new ArrayList<>();
        for (String protocol : List.of("2", "3")) {
            both("HELLO", protocol);
            for (String script : scripts) {
                String[] request = {"EVAL", script, "2", "k1", "k2", "a1", "2"};
                String theirs = text(redis.call(request));
                String here = text(ours.call(request));
                if (!theirs.equals(here) && !isWanted(script, theirs)) {
                    differences.add(script + "\n  redis " + theirs + "\n  here  " + here);
                }
            }
        }
        int shown = Math.min(MOST_SHOWN, differences.size());
        assertEquals(
                "",
                String.join("\n", differences.subList(0, shown)),
                differences.size() + " differences");
    }

    /** Whether a difference is by intent. */
    private boolean isWanted(String script, String theirs) {
        if (majorVersion >= 8) {
            return false;
        }
        // Scripts have the table os since 8.0.
        return (GLOBAL_OS.matcher(script).find() && theirs.contains("'os'"))
                // These were worded otherwise until 8.0.
                || theirs.contains("ERR Invalid debug level.")
                || theirs.contains("ERR redis.set_repl() requires two arguments.")
                // 0/0 as a double lost its sign with 8.0.
                || theirs.contains("-nan");
    }

    private static String text(Value reply) {
        return ADDRESS.matcher(reply.toString()).replaceAll("0x");
    }
}
