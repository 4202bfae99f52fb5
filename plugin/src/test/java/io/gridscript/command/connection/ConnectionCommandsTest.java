package io.gridscript.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.ConnectionTester;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;

class ConnectionCommandsTest {

    private final ConnectionTester tester =
            new ConnectionTester().with(new ConnectionCommands(16)::register);

    @Test
    void pingAnswersPongOrItsArgument() {
        assertEquals("+PONG\r\n", reply("PING"));
        assertEquals("$2\r\nhi\r\n", reply("ping", "hi"));
        assertEquals(
                "-ERR wrong number of arguments for 'ping' command\r\n", reply("ping", "a", "b"));
    }

    @Test
    void echoAnswersItsArgument() {
        assertEquals("$3\r\na\0b\r\n", reply("echo", "a\0b"));
    }

    @Test
    void quitAnswersAndCloses() {
        assertFalse(tester.connection().isClosing());
        assertEquals("+OK\r\n", reply("quit", "whatever"));
        assertTrue(tester.connection().isClosing());
    }

    @Test
    void resetAnswersReset() {
        assertEquals("+RESET\r\n", reply("reset"));
        assertTrue(tester.connection().isReset());
    }

    @Test
    void selectTakesTheNumberOfADatabase() {
        assertEquals("+OK\r\n", reply("select", "15"));
        assertEquals(15, tester.connection().database());
    }

    @Test
    void selectRefusesWhatIsNoDatabase() {
        assertEquals("-ERR DB index is out of range\r\n", reply("select", "16"));
        assertEquals("-ERR DB index is out of range\r\n", reply("select", "-1"));
        assertEquals("-ERR value is not an integer or out of range\r\n", reply("select", "one"));
        assertEquals(
                "-ERR value is out of range, value must between -2147483648 and 2147483647\r\n",
                reply("select", "3000000000"));
        assertEquals(0, tester.connection().database());
    }

    private String reply(String... words) {
        return Ascii.string(tester.bytes(words));
    }
}
