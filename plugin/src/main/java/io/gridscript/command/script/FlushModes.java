package io.gridscript.command.script;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.FlushMode;
import java.util.function.BooleanSupplier;

/** The mode of SCRIPT FLUSH and FUNCTION FLUSH: what the request says, or else a directive. */
final class FlushModes {

    private FlushModes() {}

    /**
     * @param flushLazily the directive lazyfree-lazy-user-flush
     * @param otherwise what a request with another word gets
     */
    static FlushMode of(CommandCall call, BooleanSupplier flushLazily, ErrorReply otherwise) {
        if (call.count() == 2) {
            return flushLazily.getAsBoolean() ? FlushMode.ASYNC : FlushMode.SYNC;
        }
        if (call.count() == 3 && Ascii.is(call.argument(2), "sync")) {
            return FlushMode.SYNC;
        }
        if (call.count() == 3 && Ascii.is(call.argument(2), "async")) {
            return FlushMode.ASYNC;
        }
        throw otherwise;
    }
}
