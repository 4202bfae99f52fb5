package io.gridscript.script;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scripts and functions without a seed get the numbers that they get from a Redis that has just
 * been started, one after the other. A seed is, other than there, no matter of the next script.
 */
@Timeout(120)
class ScriptRandomOracleTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();
    @RegisterExtension static final RedisOracle ORACLE = new RedisOracle();

    private static final String RANDOM = "return tostring(math.random())";
    private static final String LIBRARY =
            "#!lua name=l\nredis.register_function('f', function() " + RANDOM + " end)";

    @Test
    void runsGoOnWhereTheOneBeforeEndedUnlessTheyGiveASeed() throws IOException {
        try (RespClient client = MEMBER.connect();
                BesideRedis both = BesideRedis.of(ORACLE, client)) {
            both.compare("FUNCTION", "LOAD", LIBRARY);
            for (int round = 0; round < 5; round++) {
                both.compare("EVAL", RANDOM, "0");
                both.compare("EVAL", "return {math.random(1000), math.random(-5, 1e6)}", "0");
                both.compare("FCALL", "f", "0");
                both.compare("EVAL", "math.random() return redis.call('nosuch')", "0");
                both.compare("EVAL", "for i = 1, 1e5 do math.random() end " + RANDOM, "0");
                both.compare("EVAL", "return 1", "0");
                both.compare("MULTI");
                both.compare("EVAL", RANDOM, "0");
                both.compare("FCALL", "f", "0");
                both.compare("EXEC");
                // Not there: its next script would go on from this seed.
                client.call("EVAL", "math.random() math.randomseed(7) " + RANDOM, "0");
                both.theirs().call("EVAL", RANDOM, "0");
            }
            for (String seed : new String[] {"0", "7", "-1", "2147483647"}) {
                both.compare("EVAL", "math.randomseed(" + seed + ") " + RANDOM, "0");
            }
        }
    }
}
