package io.gridscript.command.script;

import io.gridscript.lua.EverythingCompiled;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link InlineScriptTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledInlineScriptTest extends InlineScriptTest {}
