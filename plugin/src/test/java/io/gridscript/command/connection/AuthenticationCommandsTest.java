package io.gridscript.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.acl.Users;
import io.gridscript.command.ConnectionTester;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;

class AuthenticationCommandsTest {

    private static final String WRONG_PASS =
            "-WRONGPASS invalid username-password pair or user is disabled.\r\n";

    private static final String NO_AUTH_HELLO =
            "-NOAUTH HELLO must be called with the client already authenticated, otherwise the"
                    + " HELLO <proto> AUTH <user> <pass> option can be used to authenticate the"
                    + " client and select the RESP protocol version at the same time\r\n";

    private final Users users = new Users();
    private final ConnectionTester tester =
            new ConnectionTester().with(new AuthenticationCommands(users)::register);

    @Test
    void authWithoutARequiredPasswordIsRefused() {
        assertEquals(
                "-ERR AUTH <password> called without any password configured for the default user."
                        + " Are you sure your configuration is correct?\r\n",
                reply("auth", "x"));
    }

    @Test
    void authTakesThePasswordWithAndWithoutAName() {
        requirePassword();
        assertEquals("+OK\r\n", reply("auth", "secret"));
        assertTrue(tester.connection().isAuthenticated());
        requirePassword();
        assertEquals("+OK\r\n", reply("auth", "default", "secret"));
        assertTrue(tester.connection().isAuthenticated());
    }

    @Test
    void authRefusesAWrongPassword() {
        requirePassword();
        assertEquals(WRONG_PASS, reply("auth", "guess"));
        assertEquals(WRONG_PASS, reply("auth", "nobody", "secret"));
        assertEquals("-ERR syntax error\r\n", reply("auth", "a", "b", "c"));
        assertFalse(tester.connection().isAuthenticated());
    }

    @Test
    void helloTellsAboutTheServer() {
        assertEquals(
                "*14\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$5\r\n8.0.0\r\n"
                        + "$5\r\nproto\r\n:2\r\n$2\r\nid\r\n:7\r\n$4\r\nmode\r\n$10\r\nstandalone"
                        + "\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n",
                reply("hello"));
    }

    @Test
    void helloAnswersInTheProtocolItSwitchesTo() {
        assertTrue(reply("hello", "3").startsWith("%7\r\n"));
        assertEquals(3, tester.connection().protocol());
        assertTrue(reply("hello").contains("proto\r\n:3\r\n"));
        assertTrue(reply("hello", "2").startsWith("*14\r\n"));
        assertEquals(2, tester.connection().protocol());
    }

    @Test
    void helloRefusesOtherProtocols() {
        assertEquals("-NOPROTO unsupported protocol version\r\n", reply("hello", "4"));
        assertEquals(
                "-ERR Protocol version is not an integer or out of range\r\n", reply("hello", "x"));
        assertEquals(
                "-ERR Syntax error in HELLO option 'auth'\r\n", reply("hello", "3", "auth", "x"));
        assertEquals(2, tester.connection().protocol());
    }

    @Test
    void helloNeedsAuthenticationOrBringsIt() {
        requirePassword();
        assertEquals(NO_AUTH_HELLO, reply("hello", "3"));
        assertEquals(WRONG_PASS, reply("hello", "3", "auth", "default", "x"));
        assertEquals(2, tester.connection().protocol());
        String reply = reply("hello", "3", "AUTH", "default", "secret", "SETNAME", "me");
        assertTrue(reply.startsWith("%7\r\n"), reply);
        assertEquals("me", Ascii.string(tester.connection().name()));
    }

    @Test
    void helloRefusesABadNameBeforeItChangesAnything() {
        assertEquals(
                "-ERR Client names cannot contain spaces, newlines or special characters.\r\n",
                reply("hello", "3", "setname", "a b"));
        assertEquals(2, tester.connection().protocol());
    }

    private void requirePassword() {
        users.requirePassword(Ascii.bytes("secret"));
        tester.connection().authenticated(false);
    }

    private String reply(String... words) {
        return Ascii.string(tester.bytes(words));
    }
}
