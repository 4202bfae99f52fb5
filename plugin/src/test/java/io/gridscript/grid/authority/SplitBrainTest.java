package io.gridscript.grid.authority;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two clusters that become one again. */
@Timeout(120)
class SplitBrainTest {

    private static final String ONE = "return 'one'";
    private static final String OTHER = "return 'other'";

    @Test
    void theSideWithMoreFlushesWins() throws IOException {
        try (RunningMember one = new RunningMember().joinable().merging().start();
                RunningMember other = new RunningMember().joinable().merging().start()) {
            load(one, ONE);
            flush(other);
            flush(other);
            load(other, OTHER);
            merge(one, other);

            Agreement.await(List.of(one, other));
            for (RunningMember each : List.of(one, other)) {
                try (RespClient client = each.connect()) {
                    assertEquals(
                            array(integer(0), integer(1)),
                            client.call("SCRIPT", "EXISTS", sha1(ONE), sha1(OTHER)));
                    assertEquals(bulk("other"), client.call("EVALSHA", sha1(OTHER), "0"));
                }
            }
        }
    }

    @Test
    void afterAsManyFlushesAllScriptsStay() throws IOException {
        try (RunningMember one = new RunningMember().joinable().merging().start();
                RunningMember other = new RunningMember().joinable().merging().start()) {
            load(one, ONE);
            load(other, OTHER);
            merge(one, other);

            Agreement.await(List.of(one, other));
            for (RunningMember each : List.of(one, other)) {
                try (RespClient client = each.connect()) {
                    assertEquals(
                            array(integer(1), integer(1)),
                            client.call("SCRIPT", "EXISTS", sha1(ONE), sha1(OTHER)));
                }
            }
            flush(one);
            load(other, OTHER);
            Agreement.await(List.of(one, other));
        }
    }

    /** They are part of the same state: none of the side that loses stays beside the others. */
    @Test
    void librariesAreThoseOfOneSide() throws IOException {
        try (RunningMember one = new RunningMember().joinable().merging().start();
                RunningMember other = new RunningMember().joinable().merging().start()) {
            loadLibrary(one, "mine");
            loadLibrary(one, "both");
            flush(other);
            flush(other);
            loadLibrary(other, "both");
            loadLibrary(other, "theirs");
            merge(one, other);

            Agreement.await(List.of(one, other));
            for (RunningMember each : List.of(one, other)) {
                try (RespClient client = each.connect()) {
                    assertEquals(integer(1), client.call("FCALL", "both", "0"));
                    assertEquals(integer(1), client.call("FCALL", "theirs", "0"));
                    assertEquals(
                            error("ERR Function not found"), client.call("FCALL", "mine", "0"));
                    assertEquals(
                            2, ((Aggregate) client.call("FUNCTION", "LIST")).elements().size());
                }
            }
            loadLibrary(one, "later");
            try (RespClient client = other.connect()) {
                assertEquals(integer(1), client.call("FCALL", "later", "0"));
            }
        }
    }

    private static void loadLibrary(RunningMember member, String name) throws IOException {
        try (RespClient client = member.connect()) {
            assertEquals(
                    bulk(name),
                    client.call(
                            "FUNCTION",
                            "LOAD",
                            "#!lua name="
                                    + name
                                    + "\nredis.register_function('"
                                    + name
                                    + "', function() return 1 end)"));
        }
    }

    static void merge(RunningMember one, RunningMember other) {
        one.finds(other);
        other.finds(one);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                one.instance().getCluster().getMembers().size() == 2
                                        && other.instance().getCluster().getMembers().size() == 2);
        Awaitility.await()
                .until(
                        () ->
                                one.assembly().authority().lease().isValid()
                                        && other.assembly().authority().lease().isValid());
    }

    private static void load(RunningMember member, String source) throws IOException {
        try (RespClient client = member.connect()) {
            assertEquals(bulk(sha1(source)), client.call("SCRIPT", "LOAD", source));
        }
    }

    private static void flush(RunningMember member) throws IOException {
        try (RespClient client = member.connect()) {
            assertEquals(status("OK"), client.call("SCRIPT", "FLUSH"));
        }
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }
}
