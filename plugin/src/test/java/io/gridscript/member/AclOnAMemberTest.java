package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.acl.Account;
import io.gridscript.acl.User;
import io.gridscript.command.FakeConnection;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.SubscriptionChange;
import io.gridscript.grid.pubsub.GridChannels;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user may not do is refused and noted, whichever way it is tried. */
class AclOnAMemberTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private RespClient admin;
    private RespClient guest;

    @BeforeEach
    void connect() throws IOException {
        admin = MEMBER.connect();
        guest = MEMBER.connect();
        admin.call("ACL", "SETUSER", "guest", "reset", "on", "nopass", "+@all", "~a*");
        guest.call("AUTH", "guest", "any");
        admin.call("ACL", "LOG", "RESET");
    }

    @AfterEach
    void disconnect() throws IOException {
        admin.call("CONFIG", "SET", "acllog-max-len", "128");
        admin.close();
        guest.close();
    }

    private List<Value> latest() throws IOException {
        return ((Aggregate) ((Aggregate) admin.call("ACL", "LOG", "1")).elements().get(0))
                .elements();
    }

    private void assertLatest(String reason, String context, String object, String command)
            throws IOException {
        List<Value> entry = latest();
        assertEquals(bulk(reason), entry.get(3));
        assertEquals(bulk(context), entry.get(5));
        assertEquals(bulk(object), entry.get(7));
        assertEquals(bulk("guest"), entry.get(9));
        String client = ((Bulk) entry.get(13)).text();
        assertTrue(client.contains(" cmd=" + command + " user=guest "), client);
    }

    @Test
    void changedRightsHoldAtOnceForOpenConnections() throws IOException {
        assertEquals(status("OK"), guest.call("SET", "a", "1"));
        admin.call("ACL", "SETUSER", "guest", "-set");
        assertEquals(
                error("NOPERM User guest has no permissions to run the 'set' command"),
                guest.call("SET", "a", "1"));
        admin.call("ACL", "SETUSER", "guest", "+set", "resetkeys");
        assertEquals(error("NOPERM No permissions to access a key"), guest.call("SET", "a", "1"));
    }

    @Test
    void whoWaitsForAKeyIsAskedForRightsAgainWhenItComes() throws IOException {
        admin.call("ACL", "SETUSER", "waiting", "on", "nopass", "+@all", "~*");
        try (RespClient waiting = MEMBER.connect()) {
            waiting.call("AUTH", "waiting", "x");
            for (String rule : new String[] {"-blpop", "resetkeys"}) {
                waiting.send("BLPOP", "awaited", "0");
                Awaitility.await()
                        .until(
                                () ->
                                        admin.call("INFO", "clients")
                                                .toString()
                                                .contains("blocked_clients:1"));
                admin.call("ACL", "SETUSER", "waiting", rule);
                assertEquals(integer(1), admin.call("RPUSH", "awaited", "x"));
                assertTrue(waiting.read().toString().contains("NOPERM "));
                assertEquals(integer(1), admin.call("LLEN", "awaited"));
                admin.call("DEL", "awaited");
                admin.call("ACL", "SETUSER", "waiting", "+blpop");
            }
        }
        admin.call("ACL", "DELUSER", "waiting");
    }

    @Test
    void whoSubscribesWhileTheRightGoesDoesNotListenOn() throws Exception {
        admin.call("ACL", "SETUSER", "listening", "on", "nopass", "+@all");
        for (int i = 0; i < 30; i++) {
            admin.call("ACL", "SETUSER", "listening", "&raced");
            try (RespClient listening = MEMBER.connect()) {
                listening.call("AUTH", "listening", "x");
                listening.send("SUBSCRIBE", "raced");
                admin.call("ACL", "SETUSER", "listening", "resetchannels");
                Awaitility.await()
                        .pollInterval(1, TimeUnit.MILLISECONDS)
                        .until(
                                () ->
                                        admin.call("PUBSUB", "NUMSUB", "raced")
                                                .equals(array(bulk("raced"), integer(0))));
            }
        }
        admin.call("ACL", "DELUSER", "listening");
    }

    @Test
    void whoseRightHasGoneWhenItBeginsToListenIsDisconnected() {
        FakeConnection late = new FakeConnection(1_000_000, null);
        late.user(new Account(User.nobody("late")));
        GridChannels channels = MEMBER.assembly().channels();
        channels.change(
                late,
                new SubscriptionChange(
                        ChannelKind.CHANNEL, true, List.of(Ascii.bytes("forbidden"))));
        assertTrue(late.isClosing());
        channels.leave(late);
    }

    @Test
    void whatIsRefusedIsNotedWithItsContext() throws IOException {
        admin.call("ACL", "SETUSER", "guest", "-incr");
        guest.call("GET", "b");
        assertLatest("key", "toplevel", "b", "get");
        guest.call("INCR", "a");
        assertLatest("command", "toplevel", "incr", "incr");
        guest.call("EVAL", "return redis.call('INCR', 'a')", "0");
        assertLatest("command", "lua", "incr", "eval");
        guest.call("MULTI");
        guest.call("GET", "b");
        assertLatest("key", "multi", "b", "get");
        assertEquals(
                error("EXECABORT Transaction discarded because of previous errors."),
                guest.call("EXEC"));
        guest.call("MULTI");
        guest.call("SET", "a", "1");
        admin.call("ACL", "SETUSER", "guest", "-set");
        guest.call("EXEC");
        assertLatest("command", "multi", "set", "exec");
        guest.call("AUTH", "default", "");
        guest.call("AUTH", "guest2", "wrong");
        assertEquals(bulk("auth"), latest().get(3));
        assertEquals(bulk("AUTH"), latest().get(7));
    }

    @Test
    void theSameIsCountedAndInfoCountsAll() throws IOException {
        admin.call("CONFIG", "RESETSTAT");
        for (int i = 0; i < 3; i++) {
            guest.call("GET", "b");
        }
        assertEquals(integer(3), latest().get(1));
        String info = admin.call("INFO", "stats").toString();
        assertTrue(info.contains("acl_access_denied_key:3"), info);
        admin.call("CONFIG", "SET", "acllog-max-len", "0");
        guest.call("GET", "b2");
        assertEquals(RespClient.array(), admin.call("ACL", "LOG"));
    }

    @Test
    void scriptsMayDoWhatTheirCallerMay() throws IOException {
        admin.call("ACL", "SETUSER", "guest", "-set");
        assertEquals(
                bulk("no"),
                guest.call(
                        "EVAL",
                        "return redis.acl_check_cmd('SET', 'a', '1') and 'yes' or 'no'",
                        "0"));
        assertEquals(
                bulk(
                        "ERR ACL failure in script: User guest has no permissions to run the 'set'"
                                + " command"),
                guest.call("EVAL", "return redis.pcall('SET', 'a', '1').err", "0"));
        assertEquals(
                bulk("ERR ACL failure in script: No permissions to access a key"),
                guest.call("EVAL", "return redis.pcall('GET', 'b').err", "0"));
        // Keys that are declared are checked before.
        assertEquals(
                error("NOPERM No permissions to access a key"),
                guest.call("EVAL", "return 1", "1", "b"));
    }

    /** Which keys it reads is known to nobody before: then all must be readable. */
    @Test
    void sortReadsOtherKeysOnlyForWhomMayReadAll() throws IOException {
        admin.call("RPUSH", "a", "1");
        admin.call("SET", "w1", "x");
        assertEquals(RespClient.array(bulk("1")), guest.call("SORT", "a", "BY", "constant"));
        assertEquals(
                error("ERR BY option of SORT denied due to insufficient ACL permissions."),
                guest.call("SORT", "a", "BY", "w*"));
        assertEquals(
                error("ERR GET option of SORT denied due to insufficient ACL permissions."),
                guest.call("SORT", "a", "GET", "#"));
        assertEquals(
                error("NOPERM No permissions to access a key"),
                guest.call("SORT", "a", "STORE", "b"));
        admin.call("ACL", "SETUSER", "guest", "%R~*");
        assertEquals(RespClient.array(bulk("x")), guest.call("SORT", "a", "GET", "w*"));
    }

    @Test
    void newUsersHaveTheChannelsThatTheDirectiveSays() throws IOException {
        admin.call("CONFIG", "SET", "acl-pubsub-default", "allchannels");
        admin.call("ACL", "SETUSER", "listener");
        admin.call("CONFIG", "SET", "acl-pubsub-default", "resetchannels");
        String user = admin.call("ACL", "GETUSER", "listener").toString();
        assertTrue(user.contains("\"channels\", \"&*\""), user);
        admin.call("ACL", "SETUSER", "listener", "reset");
        user = admin.call("ACL", "GETUSER", "listener").toString();
        assertTrue(user.contains("\"channels\", \"\""), user);
    }

    @Test
    void aDisabledDefaultUserLetsNobodyIn() throws IOException {
        admin.call("ACL", "SETUSER", "default", "off");
        try (RespClient client = MEMBER.connect()) {
            assertEquals(error("NOAUTH Authentication required."), client.call("PING"));
            assertEquals(status("OK"), client.call("AUTH", "guest", "any"));
            assertEquals(status("PONG"), client.call("PING"));
        } finally {
            admin.call("ACL", "SETUSER", "default", "on");
        }
    }

    @Test
    void userChangesMayBePartOfATransaction() throws IOException {
        admin.call("MULTI");
        admin.call("ACL", "SETUSER", "inside", "on", "nopass", "+ping");
        admin.call("AUTH", "inside", "x");
        admin.call("PING");
        admin.call("GET", "a");
        assertEquals(
                RespClient.array(
                        status("OK"),
                        status("OK"),
                        status("PONG"),
                        error(
                                "NOPERM ACLs rules changed between the moment the transaction was"
                                        + " accumulated and the EXEC call. This command is no"
                                        + " longer allowed for the following reason: no permission"
                                        + " to execute the command or subcommand")),
                admin.call("EXEC"));
        admin.call("AUTH", "default", "");
    }
}
