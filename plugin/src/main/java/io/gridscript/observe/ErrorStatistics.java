package io.gridscript.observe;

import io.gridscript.reply.ErrorReply;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What INFO errorstats and stats tell of error replies on this member. Safe for all threads. */
public final class ErrorStatistics {

    /** So many codes are told apart, as in Redis: scripts can invent them. */
    public static final int MAXIMUM_CODES = 128;

    private static final System.Logger LOGGER = System.getLogger(ErrorStatistics.class.getName());

    /** What is left when there were more. */
    private static final String DISABLED = "ERRORSTATS_DISABLED";

    /** A longer first word is no code. */
    private static final int LONGEST_CODE = 30;

    private final LongAdder total = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> byCode = new ConcurrentHashMap<>();
    private volatile boolean disabled;

    /** Counts an error that a client or a script gets, unless it repeats another. */
    public void count(ErrorReply error) {
        if (error.isRepeated()) {
            return;
        }
        total.increment();
        if (disabled) {
            return;
        }
        String code = codeOf(error);
        LongAdder ofCode = byCode.get(code);
        if (ofCode == null) {
            if (byCode.size() >= MAXIMUM_CODES) {
                disable();
                return;
            }
            ofCode = byCode.computeIfAbsent(code, any -> new LongAdder());
        }
        ofCode.increment();
    }

    private static String codeOf(ErrorReply error) {
        String text = error.text();
        int space = text.indexOf(' ');
        return space < 0 || space > LONGEST_CODE ? "ERR" : text.substring(0, space);
    }

    private synchronized void disable() {
        if (disabled) {
            return;
        }
        disabled = true;
        LOGGER.log(
                System.Logger.Level.WARNING,
                "Errorstats stopped adding new errors because the number of errors reached the"
                        + " limit; perhaps a script misuses redis.error_reply. CONFIG RESETSTAT"
                        + " lets them begin again. Current errors code list: {0}",
                String.join(", ", new TreeMap<>(byCode).keySet()));
        byCode.clear();
        byCode.computeIfAbsent(DISABLED, any -> new LongAdder()).increment();
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

    public synchronized void reset() {
        total.reset();
        byCode.clear();
        disabled = false;
    }
}
