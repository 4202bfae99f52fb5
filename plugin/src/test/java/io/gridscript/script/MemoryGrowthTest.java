package io.gridscript.script;

import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts that grow by small values, on a member with a heap of 512 MB of which they may hold 51:
 * each is stopped for that, whatever the values are and whatever catches its errors, and not much
 * later than README says.
 */
@Timeout(300)
class MemoryGrowthTest {

    /** Half of the heap that was free when they began. */
    private static final int MOST_MEGABYTES = 256;

    /** What the young generation may take beside it, and the member itself. */
    private static final int BESIDE = 100;

    private static final Pattern COLLECTED = Pattern.compile("Pause .*->(\\d+)M\\(");

    @TempDir static Path folder;

    private static SmallMember member;

    @BeforeAll
    static void start() throws IOException {
        member =
                SmallMember.start(
                        "512m",
                        List.of("-XX:+UseG1GC", "-Xlog:gc:file=" + folder.resolve("gc")),
                        "busy-reply-threshold",
                        "120000",
                        "script-time-limit",
                        "100000");
    }

    @AfterAll
    static void stop() {
        if (member != null) {
            member.close();
        }
    }

    /** The most that any collection left so far, live or not. */
    private static int mostLeft() throws IOException {
        int most = 0;
        Matcher left = COLLECTED.matcher(Files.readString(folder.resolve("gc")));
        while (left.find()) {
            most = Math.max(most, Integer.parseInt(left.group(1)));
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t[i] = 'text number ' .. i",
                "t[i] = {i, [i .. ''] = i}",
                "table.insert(t, {})",
                "t = {t}",
                "t[i] = function() i = i + 1 return t end",
                "local a, b, f = {}, {}, t t = function() return a, b, f end",
                "t[i] = coroutine.wrap(function(a) coroutine.yield(a) end) t[i](i)",
                "t[i] = cjson.decode('{\"a\":[1,2,3],\"b\":{\"c\":\"text\"}}')",
                "t[i] = cmsgpack.unpack(packed)",
                "t[i] = ('abc'):gsub('b', i)",
                "t[i] = loadstring('local a = ... return function() return a + ' .. i .. ' end')(i)",
                "t[i] = {struct.unpack('>I4I4s', struct.pack('>I4I4s', i, i, 'text' .. i))}",
            })
    void isStopped(String growing) throws IOException {
        String source =
                "local t, n, packed = {}, 0, cmsgpack.pack({1, 'two', {three = 3}})"
                        + " while true do pcall(function() while true do n = n + 1 local i = n "
                        + growing
                        + " end end) end";
        try (RespClient client = member.connect()) {
            client.send("EVAL", source, "0");
            while (client.isSilentFor(1000)) {
                assertTrue(member.isAlive(), "it survives");
            }
            String reply = client.read().toString();
            assertTrue(reply.startsWith("-ERR Script ended: it holds more memory"), reply);
            assertEquals(status("PONG"), client.call("PING"));
        }
        int most = mostLeft();
        assertTrue(most > 0 && most < MOST_MEGABYTES + BESIDE, "a collection left " + most + " MB");
    }
}
