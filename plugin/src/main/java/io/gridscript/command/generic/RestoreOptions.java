package io.gridscript.command.generic;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/**
 * What follows the payload in RESTORE.
 *
 * @param replace whether the key may be there
 * @param absolute whether the time is a point in time rather than a span
 * @param idleSeconds how long ago the key is said to have been used
 * @param frequency how often the key is said to be used, or -1
 */
record RestoreOptions(boolean replace, boolean absolute, long idleSeconds, int frequency) {

    private static final ErrorReply INVALID_IDLE_TIME =
            ErrorReply.err("Invalid IDLETIME value, must be >= 0");
    private static final ErrorReply INVALID_FREQUENCY =
            ErrorReply.err("Invalid FREQ value, must be >= 0 and <= 255");

    static RestoreOptions of(CommandCall call) {
        boolean replace = false;
        boolean absolute = false;
        long idle = -1;
        long frequency = -1;
        for (int i = 4; i < call.count(); i++) {
            byte[] word = call.argument(i);
            boolean more = i + 1 < call.count();
            if (Ascii.is(word, "replace")) {
                replace = true;
            } else if (Ascii.is(word, "absttl")) {
                absolute = true;
            } else if (Ascii.is(word, "idletime") && more && frequency == -1) {
                idle = within(call.argument(++i), Long.MAX_VALUE, INVALID_IDLE_TIME);
            } else if (Ascii.is(word, "freq") && more && idle == -1) {
                frequency = within(call.argument(++i), 255, INVALID_FREQUENCY);
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        return new RestoreOptions(replace, absolute, Math.max(idle, 0), (int) frequency);
    }

    private static long within(byte[] argument, long most, ErrorReply otherwise) {
        long value = RedisNumbers.parseLong(argument);
        if (value < 0 || value > most) {
            throw otherwise;
        }
        return value;
    }
}
