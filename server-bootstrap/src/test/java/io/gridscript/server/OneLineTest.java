package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.InvalidSetting;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void invalidSettingSpeaksForItself() {
        InvalidSetting invalid = new InvalidSetting("gridscript.prot: unknown; did you mean port?");
        assertEquals(
                invalid.getMessage(),
                OneLine.of(new IllegalStateException("outer", new RuntimeException(invalid))));
    }

    @Test
    void causeIsAddedWhereItSaysMore() {
        Throwable cause = new IllegalArgumentException("why");
        assertEquals("what: why", OneLine.of(new IllegalStateException("what", cause)));
        assertEquals("why", OneLine.of(new IllegalStateException("why", cause)));
        assertEquals("what", OneLine.of(new IllegalStateException("what")));
    }

    @Test
    void lineBreaksBecomeSpaces() {
        assertEquals("a b c", OneLine.of(new IllegalStateException(" a\r\n\tb\nc\n")));
    }

    @Test
    void failureWithoutAMessageIsNamed() {
        assertEquals("IllegalStateException", OneLine.of(new IllegalStateException()));
    }

    @Test
    void takenMemberPortNamesTheWayOut() {
        Throwable taken = new BindException("Address already in use");
        assertEquals(
                "Port 5701 is taken. Name another port for the member with --member-port.",
                OneLine.of(new IllegalStateException("Port 5701 is taken.", taken)));
    }
}
