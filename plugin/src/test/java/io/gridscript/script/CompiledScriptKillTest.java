package io.gridscript.script;

import io.gridscript.lua.EverythingCompiled;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link ScriptKillTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledScriptKillTest extends ScriptKillTest {}
