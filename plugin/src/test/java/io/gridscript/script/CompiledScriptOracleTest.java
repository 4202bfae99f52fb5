package io.gridscript.script;

import io.gridscript.lua.EverythingCompiled;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link ScriptOracleTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledScriptOracleTest extends ScriptOracleTest {}
