package io.gridscript.script;

import io.gridscript.lua.vm.LuaStop;

/** Ends a run that takes longer than script-time-limit allows. */
final class TimeExceeded extends LuaStop {

    TimeExceeded(long milliseconds) {
        super(
                "Script ended: it runs longer than script-time-limit allows ("
                        + milliseconds
                        + " milliseconds)");
    }
}
