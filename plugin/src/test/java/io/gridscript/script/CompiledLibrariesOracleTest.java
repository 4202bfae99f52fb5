package io.gridscript.script;

import io.gridscript.lua.EverythingCompiled;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link LibrariesOracleTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledLibrariesOracleTest extends LibrariesOracleTest {}
