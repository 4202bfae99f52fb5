package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link LuaDifferentialTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledLuaDifferentialTest extends LuaDifferentialTest {

    /** Others are refused by the front end, or too large. */
    private static final int FEWEST = 4000;

    private int before;

    @BeforeEach
    void count() {
        before = SnippetRun.compiled();
    }

    @AfterEach
    void mostRanCompiled() {
        int compiled = SnippetRun.compiled() - before;
        assertTrue(
                compiled > FEWEST || !Lua51Oracle.isInstalled(),
                compiled + " snippets ran compiled");
    }
}
