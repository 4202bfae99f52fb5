package io.gridscript.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class ChannelSpecTest {

    @Test
    void channelsEndWithTheRequestOrAfterTheirNumber() {
        assertEquals(4, ChannelSpec.subscribed(false).end(4));
        assertEquals(1, ChannelSpec.unsubscribed(true).end(1));
        assertEquals(2, ChannelSpec.published(1).end(3));
        assertEquals(1, ChannelSpec.published(1).end(1));
    }

    @Test
    void commandsHaveNoChannelsUnlessTheirSpecSaysSo() {
        ChannelSpec spec = ChannelSpec.published(1);
        assertEquals(spec, CommandSpec.command("publish", 3).channels(spec).build().channels());
        assertNull(CommandSpec.command("get", 2).build().channels());
    }
}
