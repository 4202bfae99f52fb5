package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user is the same on every member, from the reply of ACL SETUSER on. */
class UsersEverywhereTest {

    private static final String WRONG_PASS =
            "WRONGPASS invalid username-password pair or user is disabled.";

    @TempDir private Path folder;

    private static String user(RespClient client, String name) throws IOException {
        return client.call("ACL", "GETUSER", name).toString();
    }

    @Test
    void usersHoldOnEveryMemberAtOnceAndOnThoseThatJoin() throws Exception {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start();
                RespClient onFirst = first.connect();
                RespClient onSecond = second.connect()) {
            for (int i = 0; i < 20; i++) {
                String name = "user" + i;
                RespClient asked = i % 2 == 0 ? onFirst : onSecond;
                RespClient other = i % 2 == 0 ? onSecond : onFirst;
                asked.call("ACL", "SETUSER", name, "on", ">pw" + i, "~a*", "%R~b", "(+get ~c)");
                assertEquals(user(asked, name), user(other, name));
                other.call("ACL", "SETUSER", name, "+get", "&news");
                assertEquals(user(other, name), user(asked, name));
            }
            assertEquals(integer(2), onSecond.call("ACL", "DELUSER", "user0", "user1", "nobody"));
            assertEquals("nil", user(onFirst, "user0"));
            try (RunningMember third = new RunningMember().joining(first).start();
                    RespClient onThird = third.connect()) {
                assertEquals(onFirst.call("ACL", "LIST"), onThird.call("ACL", "LIST"));
                assertEquals(status("OK"), onThird.call("AUTH", "user7", "pw7"));
                assertEquals(error(WRONG_PASS), onThird.call("AUTH", "user0", "pw0"));
            }
        }
    }

    /** Each of them begins from what was there before; none takes back what another has done. */
    @Test
    void changesOfOneUserOnSeveralMembersAtOnceAllHold() throws Exception {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start()) {
            List<RespClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) {
                    clients.add((i % 2 == 0 ? first : second).connect());
                }
                for (int i = 0; i < 8; i++) {
                    clients.get(i).send("ACL", "SETUSER", "shared", "~key" + i);
                }
                for (RespClient client : clients) {
                    assertEquals(status("OK"), client.read());
                }
                String user = user(clients.get(0), "shared");
                for (int i = 0; i < 8; i++) {
                    assertTrue(user.contains("~key" + i), user);
                }
                assertEquals(user, user(clients.get(1), "shared"));
            } finally {
                for (RespClient client : clients) {
                    client.close();
                }
            }
        }
    }

    /** The keyspace's owner has the rights to check, of scripts and of what EXEC runs. */
    @Test
    void rightsHoldWhereverTheKeyspaceIs() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember lite = new RunningMember().lite().joining(owner).start();
                RespClient admin = owner.connect();
                RespClient guest = lite.connect()) {
            admin.call("ACL", "SETUSER", "guest", "on", "nopass", "~a*", "+@all");
            assertEquals(status("OK"), guest.call("AUTH", "guest", "any"));
            assertEquals(status("OK"), guest.call("SET", "a", "1"));
            assertEquals(
                    error("NOPERM No permissions to access a key"), guest.call("SET", "b", "1"));
            Value refused = guest.call("EVAL", "return redis.call('SET', 'b', '1')", "0");
            assertTrue(
                    refused.toString()
                            .contains(
                                    "ERR ACL failure in script: No permissions to access a key"
                                            + " script: "),
                    refused.toString());
            assertEquals(bulk("1"), guest.call("EVAL", "return redis.call('GET', 'a')", "0"));
            assertEquals(
                    integer(0),
                    guest.call("EVAL", "return redis.acl_check_cmd('GET', 'b') and 1 or 0", "0"));

            assertEquals(status("OK"), guest.call("MULTI"));
            assertEquals(status("QUEUED"), guest.call("SET", "a", "2"));
            assertEquals(status("QUEUED"), guest.call("GET", "a"));
            admin.call("ACL", "SETUSER", "guest", "-set");
            assertEquals(
                    RespClient.array(
                            error(
                                    "NOPERM ACLs rules changed between the moment the transaction"
                                            + " was accumulated and the EXEC call. This command is"
                                            + " no longer allowed for the following reason: no"
                                            + " permission to execute the command or subcommand"),
                            bulk("1")),
                    guest.call("EXEC"));
            assertLogged(guest, "multi", "command", "set");
            assertEquals(RespClient.array(), admin.call("ACL", "LOG"));
        }
    }

    private static void assertLogged(
            RespClient client, String context, String reason, String object) throws IOException {
        Aggregate latest = (Aggregate) ((Aggregate) client.call("ACL", "LOG")).elements().get(0);
        assertEquals(bulk(reason), latest.elements().get(3));
        assertEquals(bulk(context), latest.elements().get(5));
        assertEquals(bulk(object), latest.elements().get(7));
        assertEquals(bulk("guest"), latest.elements().get(9));
    }

    @Test
    void connectionsOfADeletedUserAreClosedOnEveryMember() throws Exception {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start();
                RespClient admin = first.connect();
                RespClient onFirst = first.connect();
                RespClient onSecond = second.connect()) {
            admin.call("ACL", "SETUSER", "guest", "on", "nopass", "+@all");
            onFirst.call("AUTH", "guest", "x");
            onSecond.call("AUTH", "guest", "x");
            // Who deletes itself is told so.
            assertEquals(integer(1), onSecond.call("ACL", "DELUSER", "guest"));
            assertTrue(onSecond.isClosedByPeer());
            assertTrue(onFirst.isClosedByPeer());
            assertEquals(status("PONG"), admin.call("PING"));
        }
    }

    @Test
    void whoMayNotHearAChannelAnyMoreIsDisconnectedOnEveryMember() throws Exception {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start();
                RespClient admin = first.connect();
                RespClient onFirst = first.connect();
                RespClient onSecond = second.connect();
                RespClient pardoned = second.connect()) {
            admin.call("ACL", "SETUSER", "guest", "on", "nopass", "+@all", "&a", "&b*");
            for (RespClient client : List.of(onFirst, onSecond, pardoned)) {
                client.call("AUTH", "guest", "x");
            }
            assertEquals(
                    error("NOPERM No permissions to access a channel"),
                    onFirst.call("PSUBSCRIBE", "bc*"));
            onFirst.call("PSUBSCRIBE", "b*");
            onSecond.call("SUBSCRIBE", "bc");
            pardoned.call("SUBSCRIBE", "a");
            admin.call("ACL", "SETUSER", "guest", "resetchannels", "&a", "&c");
            assertTrue(onFirst.isClosedByPeer());
            assertTrue(onSecond.isClosedByPeer());
            assertEquals(integer(1), admin.call("PUBLISH", "a", "message"));
            assertEquals(
                    RespClient.array(bulk("message"), bulk("a"), bulk("message")), pardoned.read());
        }
    }

    @Test
    void requirepassAndTheDefaultUserAreOne() throws Exception {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start();
                RespClient onFirst = first.connect();
                RespClient onSecond = second.connect()) {
            // A connection counts as authenticated only if it was accepted before.
            onSecond.call("PING");
            onFirst.call("ACL", "SETUSER", "default", ">acl");
            onSecond.call("CONFIG", "SET", "requirepass", "config");
            assertEquals(user(onFirst, "default"), user(onSecond, "default"));
            try (RunningMember third = new RunningMember().joining(first).start();
                    RespClient onThird = third.connect()) {
                assertEquals(error("NOAUTH Authentication required."), onThird.call("GET", "a"));
                assertEquals(error(WRONG_PASS), onThird.call("AUTH", "acl"));
                assertEquals(status("OK"), onThird.call("AUTH", "config"));
                onFirst.call("ACL", "SETUSER", "default", "nopass");
                try (RespClient another = third.connect()) {
                    assertEquals(status("PONG"), another.call("PING"));
                }
            }
        }
    }

    @Test
    void usersMayBeSettings() throws Exception {
        try (RunningMember member =
                        new RunningMember()
                                .with("user.alice", "on >alice ~a* (+get ~b)")
                                .with("user.default", "on >secret ~* &* +@all")
                                .start();
                RespClient client = member.connect()) {
            assertEquals(error("NOAUTH Authentication required."), client.call("PING"));
            assertEquals(status("OK"), client.call("AUTH", "alice", "alice"));
            assertEquals(status("OK"), client.call("AUTH", "secret"));
            assertTrue(
                    client.call("ACL", "LIST")
                            .toString()
                            .contains(" ~a* resetchannels -@all (~b resetchannels -@all +get)\""));
        }
        InvalidSetting refused =
                assertThrows(
                        InvalidSetting.class,
                        () -> new RunningMember().with("user.bob", "+nosuch").start());
        assertTrue(refused.getMessage().contains("modifier '+nosuch'"), refused.getMessage());
    }

    @Test
    void usersOfAFileHoldForTheGridAndAreSavedToIt() throws Exception {
        Path file = folder.resolve("users.acl");
        Files.writeString(file, "user alice on >alice ~* &* +@all\n\nuser bob -@all (~x +get)\n");
        try (RunningMember first =
                        new RunningMember().joinable().with("aclfile", file.toString()).start();
                RunningMember second = new RunningMember().joining(first).start();
                RespClient onFirst = first.connect();
                RespClient onSecond = second.connect()) {
            Awaitility.await()
                    .until(() -> onFirst.call("ACL", "LIST").equals(onSecond.call("ACL", "LIST")));
            assertEquals(status("OK"), onSecond.call("AUTH", "alice", "alice"));
            assertEquals(status("OK"), onSecond.call("ACL", "SETUSER", "carol", "on"));
            assertEquals(status("OK"), onFirst.call("ACL", "SAVE"));
            String saved = Files.readString(file);
            assertTrue(
                    saved.contains(
                            "user bob off sanitize-payload resetchannels -@all (~x resetchannels"
                                    + " -@all +get)\nuser carol on "),
                    saved);
            assertEquals(integer(1), onFirst.call("ACL", "DELUSER", "alice"));
            assertTrue(onSecond.isClosedByPeer());
            assertEquals(status("OK"), onFirst.call("ACL", "LOAD"));
            try (RespClient again = second.connect()) {
                assertEquals(status("OK"), again.call("AUTH", "alice", "alice"));
                Files.writeString(file, "user alice on +nosuch\nodd\n");
                assertEquals(
                        error(
                                "ERR "
                                        + file
                                        + ":1: Error in applying operation '+nosuch': Unknown"
                                        + " command or category name in ACL. "
                                        + file
                                        + ":2 should start with user keyword followed by the"
                                        + " username. WARNING: ACL errors detected, no change to"
                                        + " the previously active ACL rules was performed"),
                        onFirst.call("ACL", "LOAD"));
                assertEquals(status("PONG"), again.call("PING"));
                Files.writeString(file, "user bob on\n");
                assertEquals(status("OK"), onFirst.call("ACL", "LOAD"));
                assertTrue(again.isClosedByPeer());
            }
        }
    }
}
