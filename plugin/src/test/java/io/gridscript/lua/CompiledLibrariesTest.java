package io.gridscript.lua;

import org.junit.jupiter.api.extension.ExtendWith;

/** {@link LibrariesTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledLibrariesTest extends LibrariesTest {}
