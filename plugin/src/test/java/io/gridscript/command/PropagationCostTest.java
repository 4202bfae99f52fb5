package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gridscript.command.string.StringCommands;
import io.gridscript.keyspace.Propagation;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Replicas cost commands nothing while there are none. */
class PropagationCostTest {

    private static final int CALLS = 20_000;
    private static final byte[][] GET = {Ascii.bytes("GET"), Ascii.bytes("key")};
    private static final byte[][] SET = {
        Ascii.bytes("SET"), Ascii.bytes("key"), Ascii.bytes("value")
    };

    private final CommandRunner runner = new CommandRunner(new ErrorStatistics());
    private final ConnectionTester tester =
            new ConnectionTester().with(table -> StringCommands.register(table, () -> 512L << 20));

    @Test
    void withoutReplicasCommandsAllocateNothingForThem() {
        run(SET, 1);
        assertEquals(0, allocated(GET) / CALLS);
        long alone = allocated(SET) / CALLS;
        tester.keyspace().propagation(new Propagation(() -> false, () -> false));
        long followed = allocated(SET) / CALLS;
        assertTrue(alone < followed, alone + " bytes, and " + followed + " with a replica");
    }

    @Test
    void nothingIsRememberedWithoutReplicas() {
        run(SET, 1);
        assertFalse(
                new CommandCall().of(tester.connection(), tester.keyspace(), false).isPropagated());
        tester.keyspace().propagation(new Propagation(() -> false, () -> false));
        run(GET, 1);
        run(SET, 1);
        assertEquals(1, tester.keyspace().propagation().take().size());
    }

    /** Bytes that so many calls allocate, after as many to get warm. */
    private long allocated(byte[][] request) {
        run(request, CALLS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(request, CALLS);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void run(byte[][] request, int times) {
        ByteBuf target = Unpooled.buffer(1 << 10);
        RespWriter reply = new RespWriter(2, target);
        Command command = tester.table().resolve(request);
        CommandCall call = new CommandCall();
        for (int i = 0; i < times; i++) {
            target.clear();
            runner.run(
                    call.of(tester.connection(), tester.keyspace(), false).with(command, request),
                    reply);
        }
    }
}
