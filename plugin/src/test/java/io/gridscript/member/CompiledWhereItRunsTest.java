package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members know all scripts and functions; only one that runs them keeps them compiled. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompiledWhereItRunsTest {

    private static RunningMember owner;
    private static RunningMember other;

    @BeforeAll
    static void start() {
        owner = new RunningMember().joinable().start();
        other = new RunningMember().joining(owner).start();
        SeveralMembersTest.awaitBackup(owner, other);
    }

    @AfterAll
    static void stop() {
        other.close();
        owner.close();
    }

    @AfterEach
    void flush() throws IOException {
        try (RespClient client = other.connect()) {
            client.call("SCRIPT", "FLUSH");
            client.call("FUNCTION", "FLUSH");
        }
        assertEquals(0, figure(owner, "used_memory_vm_total"));
        assertEquals(0, figure(other, "used_memory_vm_total"));
        assertEquals(0, figure(owner, "used_memory_scripts"));
        assertEquals(0, figure(other, "used_memory_scripts"));
    }

    private static long figure(RunningMember member, String field) throws IOException {
        try (RespClient client = member.connect()) {
            String info = ((Bulk) client.call("INFO", "memory")).text();
            Matcher line = Pattern.compile("(?m)^" + field + ":(\\d+)").matcher(info);
            assertTrue(line.find(), field);
            return Long.parseLong(line.group(1));
        }
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }

    @Test
    void aLoadedScriptWhenItRuns() throws IOException {
        String source = "return 6 * 7";
        try (RespClient client = other.connect()) {
            assertEquals(bulk(sha1(source)), client.call("SCRIPT", "LOAD", source));
            assertEquals(0, figure(owner, "used_memory_vm_eval"));
            assertEquals(0, figure(other, "used_memory_vm_eval"));
            assertEquals(integer(42), client.call("EVALSHA", sha1(source), "0"));
        }
        assertTrue(figure(owner, "used_memory_vm_eval") > 0);
        assertEquals(0, figure(other, "used_memory_vm_eval"));
        assertTrue(figure(owner, "used_memory_scripts_eval") > 0);
        assertEquals(
                figure(owner, "used_memory_scripts_eval"),
                figure(other, "used_memory_scripts_eval"));
    }

    @Test
    void aScriptOfEvalOnlyWhereItHasRun() throws IOException {
        String source = "return 'evaluated'";
        try (RespClient client = other.connect()) {
            assertEquals(bulk("evaluated"), client.call("EVAL", source, "0"));
            Awaitility.await().until(() -> other.scripts().contains(Ascii.bytes(sha1(source))));
            assertEquals(0, figure(other, "used_memory_vm_eval"));
            assertTrue(figure(owner, "used_memory_vm_eval") > 0);
            assertEquals(bulk("evaluated"), client.call("EVALSHA", sha1(source), "0"));
        }
    }

    /** To compile that would keep its keyspace. */
    @Test
    void aLongScriptFromTheStart() throws IOException {
        String source = "local t = 0\n" + "t = t + #KEYS + 2\n".repeat(3000) + "return t";
        try (RespClient client = other.connect()) {
            assertEquals(bulk(sha1(source)), client.call("SCRIPT", "LOAD", source));
            assertTrue(figure(owner, "used_memory_vm_eval") > source.length());
            assertTrue(figure(other, "used_memory_vm_eval") > source.length());
            assertEquals(integer(6000), client.call("EVALSHA", sha1(source), "0"));
        }
    }

    @Test
    void aFunctionWhereItIsCalled() throws IOException {
        try (RespClient client = other.connect()) {
            client.call(
                    "FUNCTION",
                    "LOAD",
                    "#!lua name=l\nredis.register_function('f', function() return 1 end)");
            long registered = figure(other, "used_memory_vm_functions");
            assertEquals(registered, figure(owner, "used_memory_vm_functions"));
            assertTrue(figure(other, "used_memory_functions") > 0);
            assertEquals(integer(1), client.call("FCALL", "f", "0"));
            assertTrue(figure(owner, "used_memory_vm_functions") > registered);
            assertEquals(registered, figure(other, "used_memory_vm_functions"));
        }
    }
}
