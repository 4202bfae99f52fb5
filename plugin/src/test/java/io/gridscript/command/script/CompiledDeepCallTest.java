package io.gridscript.command.script;

import io.gridscript.lua.EverythingCompiled;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link DeepCallTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledDeepCallTest extends DeepCallTest {}
