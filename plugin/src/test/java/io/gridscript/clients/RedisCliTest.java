package io.gridscript.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real redis-cli. Where it isn't installed the tests are skipped, and say so. */
class RedisCliTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    @TempDir Path folder;

    @BeforeAll
    static void needsRedisCli() {
        String path = System.getenv().getOrDefault("PATH", "");
        Assumptions.assumeTrue(
                Arrays.stream(path.split(":"))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "redis-cli"))),
                "SKIPPED: redis-cli isn't installed (Debian: apt-get install redis-tools)");
    }

    @Test
    void evalRunsAScriptFromAFile() throws Exception {
        Path script = Files.writeString(folder.resolve("sum.lua"), "return {KEYS[1], ARGV[2]}");
        assertEquals("key\nb\n", cli("", "--eval", script.toString(), "key", ",", "a", "b"));
    }

    @Test
    void evalShowsTheErrorOfAScript() throws Exception {
        Path script = Files.writeString(folder.resolve("bad.lua"), "\nreturn nosuch.field");
        String shown = cli("", "--eval", script.toString());
        assertTrue(shown.startsWith("ERR user_script:2: "), shown);
    }

    @Test
    void resp3ShowsMapsOfHello() throws Exception {
        String shown = cli("", "-3", "--no-raw", "HELLO");
        assertTrue(shown.contains("1# \"server\" => \"redis\""), shown);
        assertTrue(shown.contains("\"proto\" => (integer) 3"), shown);
        assertEquals(
                "1) \"a\"\n2) (integer) 1\n",
                cli("", "-3", "--no-raw", "EVAL", "return {'a', 1}", "0"));
    }

    @Test
    void scanListsEveryKeyOnce() throws Exception {
        try (RespClient client = MEMBER.connect()) {
            client.call("FLUSHALL");
            TreeSet<String> expected = new TreeSet<>();
            for (int i = 0; i < 1000; i++) {
                client.call("SET", "scan:" + i, "v");
                expected.add("scan:" + i);
            }
            List<String> listed = cli("", "--scan", "--pattern", "scan:*").lines().toList();
            assertEquals(1000, listed.size());
            assertEquals(expected, new TreeSet<>(listed));
        }
    }

    @Test
    void pipeSendsThousandsOfCommands() throws Exception {
        int commands = 5000;
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < commands; i++) {
            String key = "pipe:" + i % 100;
            String[] words =
                    switch (i % 3) {
                        case 0 -> new String[] {"INCR", key};
                        case 1 ->
                                new String[] {
                                    "EVAL", "return redis.call('INCR', KEYS[1])", "1", key
                                };
                        default -> new String[] {"HSET", "hash:" + key, "f", "v".repeat(i % 50)};
                    };
            bytes.append(new String(RedisOracle.command(words), StandardCharsets.ISO_8859_1));
        }
        String shown = cli(bytes.toString(), "--pipe");
        assertTrue(shown.contains("errors: 0, replies: " + commands), shown);
    }

    @Test
    void pipeReportsErrors() throws Exception {
        String shown = cli("SET k v\r\nNOSUCH\r\nEVAL 'return 1' 0\r\n", "--pipe");
        assertTrue(shown.contains("errors: 1, replies: 3"), shown);
    }

    /** Its help and hints come from COMMAND DOCS. */
    @Test
    void interactiveSessionReadsCommandDocsAndRunsCommands() throws Exception {
        String shown = cli("SET k interactive\nGET k\nEVAL \"return 7\" 0\nSCRIPT FLUSH\n");
        assertEquals("OK\ninteractive\n7\nOK\n", shown);
        String help = cli("help SCRIPT FLUSH\n");
        // Its own built-in table has another summary: this one comes from the member.
        String plain = help.replaceAll("\u001b\\[[0-9;]*m", "");
        assertTrue(plain.contains("SCRIPT FLUSH [ASYNC|SYNC]"), plain);
        assertTrue(plain.contains("summary: Empties the script cache."), plain);
    }

    @Test
    void selectedDatabaseIsKept() throws Exception {
        cli("", "-n", "4", "SET", "in-four", "x");
        assertEquals("x\n", cli("", "-n", "4", "GET", "in-four"));
        assertEquals("\n", cli("", "GET", "in-four"));
    }

    @Test
    void statisticsOptionsWork() throws Exception {
        try (RespClient client = MEMBER.connect()) {
            client.call("SET", "big", "x".repeat(1000));
        }
        String shown = cli("", "--bigkeys");
        assertTrue(shown.contains("Biggest string found"), shown);
        assertFalse(shown.contains("ERR"), shown);
    }

    private static String cli(String input, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1", "-p", "" + MEMBER.port()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            Thread feeder = new Thread(() -> feed(process, input));
            feeder.start();
            String shown =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            feeder.join();
            return shown;
        } finally {
            process.destroyForcibly();
        }
    }

    private static void feed(Process process, String input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException endedBefore) {
            // It doesn't read its input to the end: what it printed tells.
            process.destroy();
        }
    }
}
