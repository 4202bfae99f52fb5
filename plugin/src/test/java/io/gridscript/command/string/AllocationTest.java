package io.gridscript.command.string;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTester;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The commands used most allocate nothing but what stays. */
class AllocationTest {

    private static final int RUNS = 20_000;

    /** What a run may allocate beside, on average: the JVM's own doings. */
    private static final double TOLERANCE = 4;

    private static final int STRING_VALUE_BYTES = 40;

    private final CommandTester tester =
            new CommandTester(table -> StringCommands.register(table, () -> 1 << 20));
    private final ByteBuf buffer = Unpooled.buffer(1024);
    private final RespWriter writer = new RespWriter(2, buffer);

    @Test
    void gettingAllocatesNothing() {
        tester.withString("k", "a value").withString("n", "12345");
        assertAllocates(0, "GET", "k");
        assertAllocates(0, "GET", "n");
        assertAllocates(0, "STRLEN", "k");
        assertAllocates(0, "GETRANGE", "k", "1", "3");
    }

    @Test
    void settingAllocatesTheNewValueOnly() {
        tester.withString("k", "a value");
        assertAllocates(STRING_VALUE_BYTES, "SET", "k", "another value");
        assertAllocates(STRING_VALUE_BYTES, "SET", "k", "12345");
    }

    @Test
    void countingAllocatesNothing() {
        tester.withString("n", "12345");
        assertAllocates(0, "INCR", "n");
        assertAllocates(0, "INCRBY", "n", "5");
    }

    private void assertAllocates(int expected, String... words) {
        byte[][] request = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            request[i] = Ascii.bytes(words[i]);
        }
        Command command = tester.table().resolve(request);
        CommandCall call = tester.call().with(command, request);
        measure(command, call);
        double bytes = measure(command, call);
        assertTrue(
                bytes <= expected + TOLERANCE,
                String.join(" ", words) + " allocates " + bytes + " bytes");
    }

    private double measure(Command command, CommandCall call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < RUNS; i++) {
            buffer.clear();
            command.body().run(call, writer);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) RUNS;
    }
}
