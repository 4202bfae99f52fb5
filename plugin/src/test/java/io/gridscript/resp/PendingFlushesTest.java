package io.gridscript.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection whose replies can't be sent keeps no other one from sending its own. */
class PendingFlushesTest {

    private final List<Object> failed = new ArrayList<>();

    /** A connection in which everything is missing. */
    private final class Broken extends ChannelInboundHandlerAdapter {

        private final Sending sending = new Sending(null, null, null);

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            sending.attach(context);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failed.add(this);
        }
    }

    @Test
    void failureIsOneConnectionsOwn() {
        Broken one = new Broken();
        Broken other = new Broken();
        EmbeddedChannel first = new EmbeddedChannel(one);
        EmbeddedChannel second = new EmbeddedChannel(other);
        for (int round = 0; round < 3; round++) {
            failed.clear();
            PendingFlushes.add(one.sending, first.eventLoop());
            PendingFlushes.add(other.sending, first.eventLoop());
            first.runPendingTasks();
            assertEquals(List.of(one, other), failed);
        }
        first.close();
        second.close();
    }
}
