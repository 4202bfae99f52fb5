package io.gridscript.script;

import io.gridscript.lua.vm.LuaStop;

/** Ends a run that SCRIPT KILL or FUNCTION KILL asked to end. */
final class ScriptKilled extends LuaStop {

    ScriptKilled(boolean isFunction) {
        super("Script killed by user with " + (isFunction ? "FUNCTION" : "SCRIPT") + " KILL...");
    }
}
