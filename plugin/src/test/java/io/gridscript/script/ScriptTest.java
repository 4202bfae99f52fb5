package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class ScriptTest {

    @Test
    void isNamedByTheShaOfItsSource() {
        Script script = script("return 1");
        assertEquals("e0e1f9fabfc9d4800c877a703b823ac0578ff8db", script.sha1Text());
        assertEquals(script.sha1Text(), Ascii.string(script.sha1()));
        assertEquals(
                "da39a3ee5e6b4b0d3255bfef95601890afd80709", Ascii.string(Sha1.hex(new byte[0])));
    }

    @Test
    void withoutShebangIsCompatibleAndDeclaresNothing() {
        Script script = script("return 1");
        assertTrue(script.isCompatible());
        assertEquals(Set.of(), script.flags());
        ScriptRun run = new ScriptRun(script, new byte[0][], new byte[0][], false);
        assertFalse(run.isReadOnly());
        assertTrue(new ScriptRun(script, new byte[0][], new byte[0][], true).isReadOnly());
    }

    @Test
    void readsEveryFlag() {
        Script script =
                script(
                        "#!lua flags=no-writes,allow-oom,allow-stale,no-cluster"
                                + ",allow-cross-slot-keys\nreturn 1");
        assertFalse(script.isCompatible());
        assertEquals(Set.of(ScriptFlag.values()), script.flags());
        ScriptRun run = new ScriptRun(script, new byte[0][], new byte[0][], false);
        assertTrue(run.isReadOnly());
        assertTrue(run.allowsOom());
        assertEquals("allow-cross-slot-keys", ScriptFlag.ALLOW_CROSS_SLOT_KEYS.word());
    }

    @Test
    void aShebangWithoutFlagsDeclaresThatItWrites() {
        Script script = script("#!lua\nreturn 1");
        assertFalse(script.isCompatible());
        ScriptRun run = new ScriptRun(script, new byte[0][], new byte[0][], false);
        assertFalse(run.isReadOnly());
    }

    @Test
    void refusesWrongShebangs() {
        assertRefused("ERR Invalid script shebang", "#!lua");
        assertRefused("ERR Invalid script shebang", "#!lua\0\n");
        assertRefused("ERR Invalid engine in script shebang", "#!lua flags=\"no-writes\n");
        assertRefused("ERR Unexpected engine in script shebang: #!python", "#!python\nx");
        assertRefused("ERR Unexpected engine in script shebang: #!luaflags=", "#!luaflags=\n");
        assertRefused("ERR Unexpected flag in script shebang: x", "#!lua flags=x\n");
        assertRefused("ERR Unexpected flag in script shebang: ", "#!lua flags=no-writes,\n");
        assertRefused(
                "ERR Unexpected flag in script shebang: No-Writes", "#!lua flags=No-Writes\n");
        assertRefused("ERR Unknown lua shebang option: name=x", "#!lua name=x\n");
    }

    @Test
    void refusesWhatIsNotLua() {
        String prefix = "ERR Error compiling script (new function): user_script:";
        assertRefusedStarting(prefix + "1: ", "return return");
        assertRefusedStarting(prefix + "3: ", "local a\n\nreturn )");
        assertRefusedStarting(prefix + "2: ", "#!lua\nreturn )");
        assertRefusedStarting(prefix + "1: unfinished string", "return 'abc");
        assertRefusedStarting(prefix + "1: ", "\033Lua\121\0\1\4\4\4\10\0");
        assertRefusedStarting(prefix, "return 0x" + "(".repeat(5));
        assertRefusedStarting(prefix, "return " + "(".repeat(100_000));
        assertRefusedStarting(prefix, "return " + "{".repeat(100_000));
        assertRefusedStarting(prefix, "if x then " + "if x then ".repeat(100_000));
        assertRefusedStarting(prefix + "1: no loop to break", "break");
    }

    @Test
    void survivesItsStoredForm() {
        String source =
                "#!lua flags=no-writes\nlocal a = 0.1\nreturn {a * 10, 'é\0', -7, error('x')}";
        Script script = script(source);
        Script restored = Script.stored(script.source(), script.compiled());
        assertEquals(script.sha1Text(), restored.sha1Text());
        assertEquals(script.flags(), restored.flags());
        assertArrayEquals(script.compiled(), restored.compiled());
        assertThrows(
                IllegalArgumentException.class,
                () -> Script.stored(script.source(), new byte[] {1, 2, 3}));
    }

    @Test
    void isCompiledAgainWhenItRunsUnlessThatTakesLong() {
        Script loaded = script("#!lua flags=no-writes\nreturn {1, 'x'}").unused();
        assertNull(loaded.useSoFar());
        assertEquals(0, loaded.compiledIfLong().length);
        assertTrue(loaded.isQuick());
        assertEquals("interpreted", ScriptTotals.of(loaded).tier());
        byte[] compiled = loaded.compiled();
        assertNull(loaded.useSoFar(), "whoever stores it doesn't run it");
        Script sent = Script.stored(loaded.source(), loaded.compiledIfLong());
        assertNull(sent.useSoFar());
        assertArrayEquals(compiled, sent.program().dump());
        assertSame(sent.program(), sent.program());
        assertEquals(loaded.flags(), sent.flags());

        Script large = script("return 1 " + "--" + "x".repeat(10_000)).unused();
        assertNotNull(large.useSoFar());
        assertNotNull(Script.stored(large.source(), large.compiledIfLong()).useSoFar());
    }

    @Test
    void countsWhatIsKeptForItsRunsInOnePlace() {
        Script script = script("return 1").unused();
        LongAdder one = new LongAdder();
        LongAdder other = new LongAdder();
        script.countUseIn(one);
        assertEquals(0, one.sum());
        assertNotNull(script.program());
        assertNotNull(script.program());
        assertEquals(script.bytesOfUse(), one.sum());
        assertTrue(one.sum() > 0);
        script.countUseIn(other);
        assertEquals(0, one.sum());
        assertEquals(script.bytesOfUse(), other.sum());
        script.countUseIn(null);
        assertEquals(0, other.sum());
    }

    @Test
    void estimatesItsSize() {
        long small = script("return 1").estimatedBytes();
        long large = script("return '" + "x".repeat(10_000) + "'").estimatedBytes();
        assertTrue(small > 100 && small < 2_000, () -> "small " + small);
        assertTrue(large > small + 9_000, () -> "large " + large);
    }

    private static Script script(String source) {
        return Script.of(Ascii.bytes(source));
    }

    private static void assertRefused(String error, String source) {
        assertEquals(error, refusal(source));
    }

    private static void assertRefusedStarting(String error, String source) {
        String refusal = refusal(source);
        assertTrue(refusal.startsWith(error), refusal);
    }

    private static String refusal(String source) {
        return assertThrows(ErrorReply.class, () -> script(source)).text();
    }
}
