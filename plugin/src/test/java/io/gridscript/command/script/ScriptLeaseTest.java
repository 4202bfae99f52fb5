package io.gridscript.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.InlineBudget;
import io.gridscript.command.ScriptUnit;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.CachedScripts;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EVALSHA on a member that may have missed a flush: it waits, once, and only then looks. */
class ScriptLeaseTest {

    private static final InlineBudget ENDLESS = elapsed -> false;

    private final ScriptWorld world = new ScriptWorld();
    private final Script script = Script.of(Ascii.bytes("return 7"));

    @BeforeEach
    void loseTheLease() {
        world.index.add(CachedScripts.of(script, Origin.LOADED), world.index.epoch());
        world.lease.valid = false;
    }

    private ScriptUnit unit(String command) {
        return world.unit(ENDLESS, command, script.sha1Text(), "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVALSHA", "EVALSHA_RO"})
    void itWaitsForTheLeaseAndRunsThen(String command) {
        ScriptUnit unit = unit(command);
        assertNull(world.tryRun(unit), "not on a connection's own thread");
        assertSame(world.lease.renewal, world.begin(unit));
        world.lease.valid = true;
        world.lease.renewal.complete(null);
        assertEquals("7", world.run(unit).replace(":", ""));
    }

    @Test
    void itDoesNotWaitASecondTime() {
        ScriptUnit unit = unit("EVALSHA");
        assertSame(world.lease.renewal, world.begin(unit));
        world.lease.renewal.completeExceptionally(ErrorReply.err("nobody"));
        String reply = world.run(unit);
        assertTrue(reply.startsWith("-ERR The script authority can't be reached"), reply);
    }

    @Test
    void whatWasFlushedMeanwhileIsNotRun() {
        ScriptUnit unit = unit("EVALSHA");
        world.begin(unit);
        world.index.begin(world.index.epoch() + 1, "next");
        world.lease.valid = true;
        assertEquals("-NOSCRIPT No matching script. Please use EVAL.", world.run(unit));
    }

    @Test
    void evalNeedsNone() {
        ScriptUnit unit = world.unit(ENDLESS, "EVAL", "return 7", "0");
        assertEquals("7", world.tryRun(unit).replace(":", ""));
    }
}
