package io.gridscript.script;

import io.gridscript.lua.LuaStop;

/** Ends a run that SCRIPT KILL asked to end. */
final class ScriptKilled extends LuaStop {

    ScriptKilled() {
        super("Script killed by user with SCRIPT KILL...");
    }
}
