package io.gridscript.script;

import io.gridscript.lua.EverythingCompiled;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link LibraryFuzzTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledLibraryFuzzTest extends LibraryFuzzTest {}
