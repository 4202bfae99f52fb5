package io.gridscript.observe;

import io.gridscript.reply.ErrorReply;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What INFO errorstats and stats tell of error replies on this member. Safe for all threads. */
public final class ErrorStatistics {

    /** Codes beyond so many aren't told apart, as in Redis: scripts can invent them. */
    public static final int MAXIMUM_CODES = 128;

    private final LongAdder total = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> byCode = new ConcurrentHashMap<>();

    /** Counts an error that a client or a script gets, unless it repeats another. */
    public void count(ErrorReply error) {
        if (error.isRepeated()) {
            return;
        }
        total.increment();
        String code = error.code();
        LongAdder ofCode = byCode.get(code);
        if (ofCode == null) {
            String known = byCode.size() < MAXIMUM_CODES ? code : "ERRORSTATS_OVERFLOW";
            ofCode = byCode.computeIfAbsent(known, any -> new LongAdder());
        }
        ofCode.increment();
    }

    public long total() {
        return total.sum();
    }

    /** Error replies for each code, sorted by code. */
    public Map<String, Long> byCode() {
        Map<String, Long> sums = new TreeMap<>();
        byCode.forEach((code, sum) -> sums.put(code, sum.sum()));
        return sums;
    }

    public void reset() {
        total.reset();
        byCode.clear();
    }
}
