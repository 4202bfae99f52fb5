package io.gridscript.script;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.reply.Ascii;

/** What the runs of one script took, on one member or on several together. Immutable. */
public final class ScriptTotals {

    private static final ScriptTotals NEVER_RUN =
            new ScriptStatistics(false).totals(LuaProgram.INTERPRETED);

    private final long calls;
    private final long errors;
    private final long nanos;
    private final long least;
    private final long most;
    private final long samples;
    private final long sampledBytes;
    private final String tier;

    /** How many runs took as long as each class of {@link TimeClasses}; empty for none. */
    private final long[] times;

    private ScriptTotals(
            long calls,
            long errors,
            long nanos,
            long least,
            long most,
            long samples,
            long sampledBytes,
            String tier,
            long[] times) {
        this.calls = calls;
        this.errors = errors;
        this.nanos = nanos;
        this.least = least;
        this.most = most;
        this.samples = samples;
        this.sampledBytes = sampledBytes;
        this.tier = tier;
        this.times = times;
    }

    /** What this member knows of a script. */
    public static ScriptTotals of(Script script) {
        ScriptUse use = script.useSoFar();
        if (use == null) {
            return NEVER_RUN;
        }
        String tier = use.program().tier();
        return use.statistics().totals(tier).plus(use.entryStatistics().totals(tier));
    }

    /**
     * Counts as they are.
     *
     * @param times not to be changed afterwards
     */
    static ScriptTotals of(
            long calls,
            long errors,
            long nanos,
            long least,
            long most,
            long samples,
            long sampledBytes,
            String tier,
            long[] times) {
        return new ScriptTotals(
                calls, errors, nanos, least, most, samples, sampledBytes, tier, times);
    }

    /** Both together. */
    public ScriptTotals plus(ScriptTotals other) {
        if (other.calls == 0) {
            return this;
        }
        if (calls == 0) {
            return other;
        }
        long[] sum = new long[Math.max(times.length, other.times.length)];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = at(times, i) + at(other.times, i);
        }
        return new ScriptTotals(
                calls + other.calls,
                errors + other.errors,
                nanos + other.nanos,
                Math.min(least, other.least),
                Math.max(most, other.most),
                samples + other.samples,
                sampledBytes + other.sampledBytes,
                // There are two: where they differ, some member has compiled it.
                tier.equals(other.tier) ? tier : "compiled",
                sum);
    }

    private static long at(long[] times, int index) {
        return index < times.length ? times[index] : 0;
    }

    /** Runs that have ended. */
    public long calls() {
        return calls;
    }

    /** Those of them that ended with an error. */
    public long errors() {
        return errors;
    }

    /** The time that all of them took together. */
    public long nanos() {
        return nanos;
    }

    /** The time that the quickest took; 0 before the first. */
    public long leastNanos() {
        return calls == 0 ? 0 : least;
    }

    public long meanNanos() {
        return calls == 0 ? 0 : nanos / calls;
    }

    public long mostNanos() {
        return most;
    }

    /** The time that 99 of 100 took at most, at most an eighth too much. */
    public long nanosOf99Percent() {
        long beyond = calls / 100;
        for (int i = times.length - 1; i >= 0; i--) {
            beyond -= times[i];
            if (beyond < 0) {
                return Math.min(TimeClasses.greatestAt(i), most);
            }
        }
        return most;
    }

    /** The mean of what a run allocates on the heap, by a sample of them. */
    public long meanBytes() {
        return samples == 0 ? 0 : sampledBytes / samples;
    }

    /** How it is run: interpreted, or compiled where it has run often enough. */
    public String tier() {
        return tier;
    }

    /** Writes what {@link #read} reads on another member. */
    public void writeTo(WireOutput out) {
        out.number(calls);
        out.number(errors);
        out.number(nanos);
        out.number(least);
        out.number(most);
        out.number(samples);
        out.number(sampledBytes);
        out.string(Ascii.bytes(tier));
        out.number(times.length);
        for (long each : times) {
            out.number(each);
        }
    }

    /** Reads what another member wrote. */
    public static ScriptTotals read(WireInput in) throws CorruptInput {
        return new ScriptTotals(
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                Ascii.string(in.string()),
                times(in));
    }

    private static long[] times(WireInput in) throws CorruptInput {
        long[] times = new long[in.length()];
        for (int i = 0; i < times.length; i++) {
            times[i] = in.number();
        }
        return times;
    }
}
