package io.gridscript.lua;

import org.junit.jupiter.api.extension.ExtendWith;

/** {@link LuaSandboxTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledLuaSandboxTest extends LuaSandboxTest {}
