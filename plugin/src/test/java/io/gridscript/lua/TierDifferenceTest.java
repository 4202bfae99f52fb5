package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.LuaTier;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Compiled functions do what interpreted ones do: random programs return the same, and raise the
 * same errors in the same lines. Bounded by {@code -Dtest.cases}; the seed is printed and set by
 * {@code -Dtest.seed}.
 */
@Timeout(3600)
class TierDifferenceTest {

    private static final int CASES = Integer.getInteger("test.cases", 400);

    /** A program that hasn't ended by then is left. */
    private static final int MOST_POLLS = 20;

    static final String STOPPED = "stopped";

    /** Recursion is to end by its depth, in both tiers, not by the stack. */
    private static final long STACK_BYTES = 512 << 20;

    private final long seed = Seed.get();

    /** Ends programs that take long. */
    private static final class TooLong extends LuaStop {

        private static final long serialVersionUID = 1;

        TooLong() {
            super(STOPPED);
        }
    }

    @AfterEach
    void useWhatIsUsual() {
        LuaTier.use(LuaTier.HOT);
    }

    @Test
    void randomProgramsDoTheSame() throws Exception {
        ExecutorService deepStack =
                Executors.newSingleThreadExecutor(
                        run -> new Thread(null, run, "deep", STACK_BYTES));
        try {
            deepStack.submit(this::compare).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            deepStack.shutdown();
        }
    }

    private Void compare() throws LuaSyntaxException {
        System.out.println("TierDifferenceTest: -Dtest.seed=" + seed);
        int ended = 0;
        for (int i = 0; i < CASES; i++) {
            // So that a program can be had again by its own seed.
            long programsSeed = seed + i;
            String source = new TierPrograms(new Random(programsSeed)).next();
            String interpreted = outcome(source, LuaTier.INTERPRETED, MOST_POLLS);
            String compiled = outcome(source, LuaTier.COMPILED, MOST_POLLS);
            if (interpreted.equals(STOPPED) || compiled.equals(STOPPED)) {
                continue;
            }
            ended++;
            assertEquals(
                    interpreted,
                    compiled,
                    () -> "-Dtest.seed=" + programsSeed + " -Dtest.cases=1\n" + source);
        }
        assertTrue(ended > CASES * 9L / 10, ended + " of " + CASES + " programs ended");
        return null;
    }

    static String outcome(String source, LuaTier tier, int mostPolls) throws LuaSyntaxException {
        LuaTier.use(tier);
        LuaProgram program = LuaProgram.compile(Ascii.bytes(source), 0, "@t");
        LuaSandbox sandbox = new LuaSandbox(Map.of());
        int[] polls = {0};
        LuaPoll poll =
                () -> {
                    if (++polls[0] > mostPolls) {
                        throw new TooLong();
                    }
                };
        try {
            String result = LuaSandbox.text(sandbox.run(program, poll, 1)).tojstring();
            int compiled = program.compiledFunctions();
            assertTrue(tier == LuaTier.INTERPRETED ? compiled == 0 : compiled > 0, source);
            return result;
        } catch (RaisedError e) {
            return "line " + e.line() + ": " + e.getMessage().replaceAll("0x[0-9a-f]+", "0x");
        } catch (TooLong e) {
            return STOPPED;
        }
    }
}
