package io.gridscript.script;

import io.gridscript.lua.EverythingCompiled;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link RedisLibraryTest} with compiled functions. */
@ExtendWith(EverythingCompiled.class)
class CompiledRedisLibraryTest extends RedisLibraryTest {}
