package io.gridscript.command.string;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** The options of SET and of GETEX: what to do with the deadline, and under which condition. */
final class ExpiryOptions {

    /** How a time is meant. */
    private enum Unit {
        EX(1000, true),
        PX(1, true),
        EXAT(1000, false),
        PXAT(1, false);

        private final long millis;
        private final boolean relative;

        Unit(long millis, boolean relative) {
            this.millis = millis;
            this.relative = relative;
        }
    }

    private Unit unit;
    private byte[] time;
    private boolean keepTtl;
    private boolean persist;
    private boolean onlyNew;
    private boolean onlyPresent;
    private boolean get;

    private ExpiryOptions() {}

    /** NX, XX, GET, KEEPTTL and the times, from the fourth word of a SET on. */
    static ExpiryOptions ofSet(CommandCall call) {
        ExpiryOptions options = new ExpiryOptions();
        for (int at = 3; at < call.count(); at++) {
            byte[] word = call.argument(at);
            if (!options.isCondition(word) && !options.isKeepTtl(word)) {
                at = options.takeTime(call, at);
            }
        }
        return options;
    }

    /** PERSIST and the times, from the third word of a GETEX on. */
    static ExpiryOptions ofGetEx(CommandCall call) {
        ExpiryOptions options = new ExpiryOptions();
        for (int at = 2; at < call.count(); at++) {
            if (Ascii.is(call.argument(at), "persist") && options.unit == null) {
                options.persist = true;
            } else {
                at = options.takeTime(call, at);
            }
        }
        return options;
    }

    boolean isOnlyNew() {
        return onlyNew;
    }

    boolean isOnlyPresent() {
        return onlyPresent;
    }

    boolean isGet() {
        return get;
    }

    boolean isKeepTtl() {
        return keepTtl;
    }

    boolean isPersist() {
        return persist;
    }

    boolean hasTime() {
        return unit != null;
    }

    /** Whether the time given is a point in time, which may lie in the past. */
    boolean isAbsolute() {
        return unit != null && !unit.relative;
    }

    /** Whether the time given is a point in time as replicas are told it. */
    boolean isInUnixMilliseconds() {
        return unit == Unit.PXAT;
    }

    /**
     * The deadline that the time given means, in Unix milliseconds.
     *
     * @throws ErrorReply when it is no integer, not positive or too large
     */
    long deadline(CommandCall call) {
        return deadline(call, time, unit);
    }

    /** The deadline of SETEX. */
    static long inSeconds(CommandCall call, byte[] seconds) {
        return deadline(call, seconds, Unit.EX);
    }

    /** The deadline of PSETEX. */
    static long inMilliseconds(CommandCall call, byte[] milliseconds) {
        return deadline(call, milliseconds, Unit.PX);
    }

    private static long deadline(CommandCall call, byte[] time, Unit unit) {
        long value = RedisNumbers.parseLong(time);
        if (value <= 0 || value > Long.MAX_VALUE / unit.millis) {
            throw invalidTime(call);
        }
        long deadline = value * unit.millis + (unit.relative ? call.now() : 0);
        if (deadline <= 0) {
            throw invalidTime(call);
        }
        return deadline;
    }

    private static ErrorReply invalidTime(CommandCall call) {
        String name = call.command().spec().fullName();
        return ErrorReply.err("invalid expire time in '" + name + "' command");
    }

    private boolean isCondition(byte[] word) {
        if (Ascii.is(word, "nx") && !onlyPresent) {
            onlyNew = true;
        } else if (Ascii.is(word, "xx") && !onlyNew) {
            onlyPresent = true;
        } else if (Ascii.is(word, "get")) {
            get = true;
        } else {
            return false;
        }
        return true;
    }

    private boolean isKeepTtl(byte[] word) {
        if (unit == null && Ascii.is(word, "keepttl")) {
            keepTtl = true;
            return true;
        }
        return false;
    }

    /** Takes a unit and its time; the same unit may come again, another one may not. */
    private int takeTime(CommandCall call, int at) {
        Unit named = unit(call.argument(at));
        boolean fits = !keepTtl && !persist && (unit == null || unit == named);
        if (named == null || !fits || at + 1 == call.count()) {
            throw ErrorReply.SYNTAX;
        }
        unit = named;
        time = call.argument(at + 1);
        return at + 1;
    }

    private static Unit unit(byte[] word) {
        if (Ascii.is(word, "ex")) {
            return Unit.EX;
        }
        if (Ascii.is(word, "px")) {
            return Unit.PX;
        }
        if (Ascii.is(word, "exat")) {
            return Unit.EXAT;
        }
        return Ascii.is(word, "pxat") ? Unit.PXAT : null;
    }
}
