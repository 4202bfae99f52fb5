package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.hazelcast.cluster.impl.AbstractMember;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every member that is configured to opens its port, as soon as all of them can hold our data. */
@Timeout(120)
class OpeningTest {

    /** SHA of "return 1". */
    private static final String RETURN_1 = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

    @Test
    void everyMemberOpensItsPort() throws IOException {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start();
                RunningMember lite = new RunningMember().joining(first).lite().start()) {
            for (RunningMember each : List.of(first, second, lite)) {
                try (RespClient client = each.connect()) {
                    assertEquals(RespClient.status("PONG"), client.call("PING"));
                }
            }
        }
    }

    @Test
    void aLiteMemberWaitsForADataMember() {
        try (RunningMember lite = new RunningMember().joinable().lite().start()) {
            assertEquals(List.of(), lite.assembly().addresses());
            try (RunningMember data = new RunningMember().joining(lite).start()) {
                assertEquals(1, data.assembly().addresses().size());
                Awaitility.await().until(() -> lite.assembly().addresses().size() == 1);
            }
        }
    }

    @Test
    void anotherNumberOfDatabasesKeepsThePortClosedUntilThatMemberIsGone() {
        try (RunningMember first = new RunningMember().joinable().start()) {
            try (RunningMember other =
                    new RunningMember().joining(first).with("databases", "4").start()) {
                assertEquals(List.of(), other.assembly().addresses());
                assertEquals(1, first.assembly().addresses().size(), "it was there before");
                first.close();
                Awaitility.await().until(() -> other.assembly().addresses().size() == 1);
            }
        }
    }

    @Test
    void aMemberWithoutGridscriptKeepsThePortClosedUntilItIsGone() throws Exception {
        try (RunningMember foreign =
                new RunningMember().joinable().with("enabled", "false").start()) {
            hideGridscript(foreign);
            try (RunningMember member = new RunningMember().joining(foreign).start()) {
                assertEquals(List.of(), member.assembly().addresses());
                foreign.close();
                Awaitility.await().until(() -> member.assembly().addresses().size() == 1);
            }
        }
    }

    /** Lets a member look to those that join it as if it had no jar. */
    private static void hideGridscript(RunningMember member) throws ReflectiveOperationException {
        Field attributes = AbstractMember.class.getDeclaredField("attributes");
        attributes.setAccessible(true);
        ((Map<?, ?>) attributes.get(member.nodeEngine().getLocalMember())).clear();
    }

    @Test
    void aMemberThatDoesNotEnableItTakesPartWhenOthersNeedIt() throws IOException {
        try (RunningMember silent =
                new RunningMember().joinable().with("enabled", "false").start()) {
            assertNull(silent.assembly());
            try (RunningMember member = new RunningMember().joining(silent).start();
                    RespClient client = member.connect()) {
                client.call("SCRIPT", "LOAD", "return 1");
                GridscriptService service = silent.nodeEngine().getService(GridscriptService.NAME);
                Awaitility.await()
                        .untilAsserted(
                                () -> {
                                    assertNotNull(service.assembly());
                                    assertEquals(1, service.assembly().index().size());
                                });
                assertEquals(List.of(), service.assembly().addresses());
                client.call("CONFIG", "SET", "timeout", "99");
                silent.close();
                assertEquals(integer(1), client.call("EVALSHA", RETURN_1, "0"));
                assertEquals(
                        array(bulk("timeout"), bulk("99")),
                        client.call("CONFIG", "GET", "timeout"));
                client.call("SCRIPT", "LOAD", "return 2");
            }
        }
    }
}
