package io.gridscript.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.InlineBudget;
import io.gridscript.command.ScriptUnit;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EffectReader;
import io.gridscript.keyspace.EffectWriter;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceDigest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A command that a script calls near the end of its thread's stack is refused, or done as a whole;
 * its copies are told what was done.
 */
class DeepCallTest {

    private static final int DATABASES = 3;

    private final ScriptWorld world = new ScriptWorld();
    private final Keyspace copy = new Keyspace(DATABASES, new EncodingLimits());

    /** Calls at every depth until the stack is at its end, and beyond. */
    private static String atEveryDepth(String call, String check) {
        return """
               local descend
               function descend(left, n)
                 if left == 0 then return %s end
                 return descend(left - 1, n) or false
               end
               local done, refused = 0, 0
               for depth = 1, 6000 do
                 local ok, e = pcall(descend, depth, depth)
                 if ok then
                   done = done + 1
                 else
                   refused = refused + 1
                   if not tostring(e):find('stack overflow') then error(e) end
                   if refused > 300 then break end
                 end
                 %s
               end
               return {done, refused}
               """
                .formatted(call, check);
    }

    private String onStackOf(int kilobytes, String source) {
        CompletableFuture<String> reply = new CompletableFuture<>();
        Runnable run =
                () -> {
                    try {
                        ScriptUnit unit = world.unit(InlineBudget.DEFAULT, "eval", source, "0");
                        reply.complete(world.run(unit));
                    } catch (RuntimeException | Error failure) {
                        reply.completeExceptionally(failure);
                    }
                };
        new Thread(null, run, "shallow", kilobytes * 1024L).start();
        return reply.join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis.call('hset', 'h', 'a', n, 'b' .. n, n, 'c', n)"
                        + "| assert(redis.call('hget', 'h', 'a') == redis.call('hget', 'h', 'c'))",
                "redis.call('zadd', 'z', n, 'a', n, 'b' .. n, n, 'c')"
                        + "| assert(redis.call('zscore', 'z', 'a') == redis.call('zscore', 'z', 'c'))",
                "redis.call('mset', 'a', n, 'b' .. n, n, 'c', n)"
                        + "| assert(redis.call('get', 'a') == redis.call('get', 'c'))",
            })
    void isRefusedOrWhole(String call) throws CorruptInput {
        EffectWriter writer = new EffectWriter(world.keyspace);
        world.keyspace.effects().keep();
        String[] parts = call.split("\\|");

        String reply = onStackOf(600, atEveryDepth(parts[0], parts[1]));

        assertTrue(reply.matches("\\[:[1-9]\\d+, :[1-9]\\d+]"), reply);
        writer.add();
        world.keyspace.effects().takenOver();
        assertEquals(EffectReader.Result.APPLIED, EffectReader.apply(copy, writer.finish()));
        assertEquals(KeyspaceDigest.of(world.keyspace), KeyspaceDigest.of(copy));
    }
}
