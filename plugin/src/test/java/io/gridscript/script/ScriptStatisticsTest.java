package io.gridscript.script;

import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SCRIPT STATS, and SCRIPT DEBUG without a debugger. */
@Timeout(60)
class ScriptStatisticsTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    @Test
    void countsTimesInClassesOfAnEighth() {
        ScriptStatistics statistics = new ScriptStatistics(false);
        assertEquals(0, statistics.totals("interpreted").nanosOf99Percent());
        for (int i = 1; i <= 1000; i++) {
            statistics.ended(-1, i * 1000L, i % 10 == 0);
        }
        ScriptTotals totals = statistics.totals("interpreted");
        assertEquals(1000, totals.calls());
        assertEquals(100, totals.errors());
        assertEquals(1000, totals.leastNanos());
        assertEquals(500_500, totals.meanNanos());
        assertEquals(1_000_000, totals.mostNanos());
        long p99 = totals.nanosOf99Percent();
        assertTrue(p99 >= 990_000 && p99 <= 990_000 * 9 / 8, "p99 " + p99);
        statistics.ended(-1, Long.MAX_VALUE, false);
        statistics.ended(-1, 0, false);
        assertEquals(1, statistics.totals("interpreted").leastNanos());
    }

    @Test
    void addsUpWhatMembersHaveAndReadsItAsWritten() throws Exception {
        ScriptStatistics one = new ScriptStatistics(false);
        ScriptStatistics other = new ScriptStatistics(true);
        for (int i = 1; i <= 500; i++) {
            one.ended(-1, i * 1000L, false);
            other.ended(-1, (500 + i) * 1000L, i % 5 == 0);
        }
        WireOutput out = new WireOutput();
        other.totals("compiled").writeTo(out);
        ScriptTotals read = ScriptTotals.read(new WireInput(out.toBytes()));
        ScriptTotals sum = one.totals("interpreted").plus(read);
        assertEquals(1000, sum.calls());
        assertEquals(100, sum.errors());
        assertEquals(1000, sum.leastNanos());
        assertEquals(500_500, sum.meanNanos());
        assertEquals(1_000_000, sum.mostNanos());
        assertEquals("compiled", sum.tier());
        long p99 = sum.nanosOf99Percent();
        assertTrue(p99 >= 990_000 && p99 <= 990_000 * 9 / 8, "p99 " + p99);
        ScriptTotals nothing = new ScriptStatistics(false).totals("interpreted");
        assertEquals(sum.calls(), nothing.plus(sum).calls());
        assertEquals(sum.leastNanos(), sum.plus(nothing).leastNanos());
        assertEquals(0, nothing.leastNanos());
    }

    @Test
    void tellsWhatRunsTookInBothProtocols() throws IOException {
        try (RespClient client = MEMBER.connect()) {
            client.call("SCRIPT", "FLUSH");
            String sha = ((Bulk) client.call("SCRIPT", "LOAD", "return ARGV[1] + 1")).text();
            assertEquals("[]", client.call("SCRIPT", "STATS").toString(), "none has run");
            for (int i = 0; i < 40; i++) {
                client.call("EVALSHA", sha, "0", "1");
            }
            client.call("EVALSHA", sha, "0", "x");
            client.call("MULTI");
            client.call("EVALSHA", sha, "0", "1");
            client.call("EXEC");

            Aggregate flat = (Aggregate) client.call("SCRIPT", "STATS", sha);
            assertEquals(16, flat.elements().size());
            String text = flat.toString();
            assertTrue(
                    text.matches(
                            "\\[\"calls\", :?42, \"errors\", :?1, \"usec-min\", .*\"usec-mean\", .*"
                                    + "\"usec-p99\", .*\"usec-max\", .*\"bytes-mean\", :?[1-9][0-9]*,"
                                    + " \"tier\", \"[a-z]+\"\\]"),
                    text);
            client.call("HELLO", "3");
            Aggregate map = (Aggregate) client.call("SCRIPT", "STATS", sha);
            assertEquals('%', map.type());
            Aggregate all = (Aggregate) client.call("SCRIPT", "STATS");
            assertEquals('%', all.type());
            assertEquals(sha, ((Bulk) all.elements().get(0)).text());
            client.call("HELLO", "2");
            client.call("SCRIPT", "FLUSH");
            assertEquals("[]", client.call("SCRIPT", "STATS").toString());
            assertEquals(
                    error("NOSCRIPT No matching script. Please use EVAL."),
                    client.call("SCRIPT", "STATS", sha));
            assertEquals(
                    error("ERR wrong number of arguments for 'script|stats' command"),
                    client.call("SCRIPT", "STATS", sha, sha));
        }
    }

    @Test
    void thereIsNoDebugger() throws IOException {
        try (RespClient client = MEMBER.connect()) {
            assertEquals(status("OK"), client.call("SCRIPT", "DEBUG", "no"));
            for (String mode : new String[] {"yes", "SYNC"}) {
                assertEquals(
                        error(
                                "ERR SCRIPT DEBUG is not supported by this server: it has no debugger"),
                        client.call("SCRIPT", "DEBUG", mode));
            }
            assertEquals(
                    error("ERR Use SCRIPT DEBUG YES/SYNC/NO"),
                    client.call("SCRIPT", "DEBUG", "maybe"));
        }
    }
}
