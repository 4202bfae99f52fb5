package io.gridscript.command.hyperloglog;

import static io.gridscript.spec.CommandFlag.ADMIN;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;
import java.util.SplittableRandom;

/** PFSELFTEST: whether registers keep what they are told, and estimates are near the truth. */
final class SelfTest {

    private static final int CYCLES = 1000;
    private static final int ELEMENTS = 10_000_000;

    /** Standard errors that an estimate may be away from the truth. */
    private static final double TOLERATED = 6 * 1.04 / 128;

    private SelfTest() {}

    static void register(CommandTable table) {
        table.onLong(pfselftest(), SelfTest::run);
    }

    private static void run(CommandCall call, ReplyWriter reply) {
        SplittableRandom random = new SplittableRandom();
        byte[] dense = new byte[DenseRegisters.LENGTH];
        for (int i = 0; i < CYCLES; i++) {
            testRegisters(dense, random);
        }
        testEstimates(random.nextLong(), call.keyspace().encodingLimits().hllSparseMaxBytes());
        reply.ok();
    }

    private static void testRegisters(byte[] dense, SplittableRandom random) {
        byte[] expected = new byte[Registers.COUNT];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) random.nextInt(1 << 6);
            DenseRegisters.set(dense, i, expected[i]);
        }
        for (int i = 0; i < expected.length; i++) {
            int value = DenseRegisters.get(dense, i);
            if (value != expected[i]) {
                throw failure("Register " + i + " should be " + expected[i] + " but is " + value);
            }
        }
    }

    private static void testEstimates(long seed, long mostSparse) {
        Sketch dense = Sketch.empty();
        dense.makeDense();
        Sketch sketch = Sketch.empty();
        int checkpoint = 1;
        for (int i = 1; i <= ELEMENTS; i++) {
            byte[] element = Sketch.cardinalityBytes(i ^ seed);
            dense.add(element, mostSparse);
            sketch.add(element, mostSparse);
            if (i == checkpoint) {
                check(dense, sketch, i, mostSparse);
                checkpoint *= 10;
            }
        }
    }

    private static void check(Sketch dense, Sketch sketch, int elements, long mostSparse) {
        if (elements < mostSparse / 2 && !sketch.isSparse()) {
            throw failure("sparse encoding not used");
        }
        long estimate = dense.estimate();
        if (estimate != sketch.estimate()) {
            throw failure("dense/sparse disagree");
        }
        // Among ten, a collision is too likely for the rule.
        long most = elements == 10 ? 1 : (long) Math.ceil(TOLERATED * elements);
        long error = Math.abs(elements - estimate);
        if (error > most) {
            throw failure("Too big error. card:" + elements + " abserr:" + error);
        }
    }

    private static ErrorReply failure(String text) {
        return ErrorReply.err("TESTFAILED " + text);
    }

    private static CommandSpec.Builder pfselftest() {
        return HyperLogLogCommands.spec("pfselftest", 1)
                .complexity("N/A")
                .summary("Tests HyperLogLogs.")
                .flags(ADMIN)
                .systemCommand();
    }
}
