package io.gridscript.lua;

import org.junit.jupiter.api.extension.ExtendWith;

/** {@link LuaProgramFuzzTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledErrorLevelOracleTest extends ErrorLevelOracleTest {}
