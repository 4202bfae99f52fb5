package io.gridscript.differential;

import java.util.Locale;
import java.util.Set;

/** What isn't asked, because two servers of the same version would answer differently, too. */
final class LeftOut {

    /** Draw at random, unless they are asked for all or for none. */
    private static final Set<String> RANDOM =
            Set.of("spop", "srandmember", "hrandfield", "zrandmember");

    /** Tell of the process, the connection's number or the clock. */
    private static final Set<String> OF_THE_SERVER = Set.of("randomkey", "time");

    /** Besides what is no time at all. */
    private static final Set<String> SHORT_WAITS =
            Set.of(
                    "0.001",
                    "-1",
                    "x",
                    "",
                    "nan",
                    "-inf",
                    "1e400",
                    "9223372036854775807",
                    "1e300",
                    "-1e300",
                    "0.001x");

    private static final Set<String> BLOCKING =
            Set.of(
                    "blpop",
                    "brpop",
                    "blmove",
                    "brpoplpush",
                    "blmpop",
                    "bzpopmin",
                    "bzpopmax",
                    "bzmpop");

    /** Keys that would live shorter than this, in any unit, might end during an episode. */
    private static final long SHORT_LIFE = 10_000_000;

    /** The earliest time, in any unit, that the grammars use for the future. */
    private static final long FAR_OFF = 4_000_000_000L;

    private LeftOut() {}

    static boolean matches(Request request) {
        return OF_THE_SERVER.contains(request.command())
                || (RANDOM.contains(request.command()) && draws(request))
                || expiresSoon(request)
                || isPage(request)
                || hasControlsInScript(request)
                || hasZeroInDirective(request)
                || namesBeforeItFails(request)
                || isNewer(request)
                || maySetIdBelowDeleted(request)
                || hasLongWait(request)
                || isLexOfAnyScores(request)
                || looksBeforeItReads(request)
                || hasLongScore(request)
                || tellsOfZero(request)
                || isCutShort(request);
    }

    /**
     * What scripts don't call besides: they may do anything with a reply, so that its order can't
     * be made the same afterwards, nor the time in it.
     */
    static boolean ofScripts(Request request) {
        return Comparison.isUnordered(request)
                || Comparison.isTime(request)
                || hasSmallestNumber(request)
                || sortsNumbers(request)
                // Until 7.2 scripts weren't allowed to call them.
                || BLOCKING.contains(request.command())
                || isPublish(request);
    }

    /** Compared only where Redis's stale error can be told from others. */
    static boolean sortsNumbers(Request request) {
        return Set.of("sort", "sort_ro").contains(request.command())
                && request.words().stream()
                        .noneMatch(
                                word ->
                                        Set.of("alpha", "nosort")
                                                .contains(word.toLowerCase(Locale.ROOT)));
    }

    /** Nobody ends a long wait. */
    private static boolean hasLongWait(Request request) {
        String first = request.word(1);
        String last = request.word(request.count() - 1);
        String wait = request.command().endsWith("mpop") ? first : last;
        return BLOCKING.contains(request.command()) && !SHORT_WAITS.contains(wait);
    }

    /** Compared only where it can be told from other errors. */
    static boolean hasSmallestNumber(Request request) {
        return Set.of("lrem", "lpos").contains(request.command())
                && request.words().contains(String.valueOf(Long.MIN_VALUE));
    }

    /** What comes with which cursor depends on the hash of keys and members. */
    private static boolean isPage(Request request) {
        String cursor = request.word(request.command().equals("scan") ? 1 : 2);
        return request.command().endsWith("scan")
                && !Scan.isScan(request.words())
                && cursor.matches("(?s)|.*[0-9\\x00].*");
    }

    /** The front end takes control characters in Lua for blanks, which is no promise. */
    private static boolean hasControlsInScript(Request request) {
        boolean isScript = Set.of("eval", "eval_ro").contains(request.command());
        boolean isLoad = request.command().equals("script") && request.word(1).equals("load");
        return (isScript && request.word(1).matches("(?s).*[\\x00-\\x09\\x0b-\\x1f].*"))
                || (isLoad && request.word(2).matches("(?s).*[\\x00-\\x09\\x0b-\\x1f].*"));
    }

    /** To C a zero is the end of a number. */
    private static boolean hasZeroInDirective(Request request) {
        return request.command().equals("config")
                && request.words().stream().anyMatch(word -> word.indexOf('\0') >= 0);
    }

    /** Until 7.2 HELLO took a name before it looked at the options behind. */
    private static boolean namesBeforeItFails(Request request) {
        return request.command().equals("hello")
                && request.word(2).equals("setname")
                && request.count() > 4;
    }

    /** 7.0 doesn't know the fourth word. */
    private static boolean isNewer(Request request) {
        return Set.of("zrank", "zrevrank").contains(request.command()) && request.count() > 3;
    }

    /**
     * 7.0 took an id below the largest deleted one, which leaves other data. No id is above this.
     */
    private static boolean maySetIdBelowDeleted(Request request) {
        return request.command().equals("xsetid")
                && !(request.word(1).startsWith("whole") && request.count() < 6)
                && request.word(2).matches("[0-9-]+")
                && !request.word(2).equals("18446744073709551615-18446744073709551615");
    }

    /**
     * Not asked in transactions, unless nobody listens who asks: 7.0 put what a client tells itself
     * in RESP 3 into EXEC's reply.
     */
    static boolean isPublish(Request request) {
        return Set.of("publish", "spublish").contains(request.command())
                && !request.word(1).startsWith("tx.");
    }

    /** What damage makes of a request that can be compared: chance, a clock, a hash table. */
    private static boolean isCutShort(Request request) {
        boolean isLog = request.word(1).equals("log") && request.count() > 2;
        return request.command().equals("acl")
                        && request.count() == 2
                        && Set.of("genpass", "log").contains(request.word(1))
                || request.command().equals("acl") && isLog && request.word(2).matches("[0-9]+")
                || request.command().endsWith("unsubscribe") && request.count() == 1;
    }

    /** Until 7.2 ACL DRYRUN told of a key up to a zero only. */
    private static boolean tellsOfZero(Request request) {
        return request.word(1).equals("dryrun")
                && request.words().stream().anyMatch(word -> word.indexOf('\0') >= 0);
    }

    /** Until 7.2 digests were of scores with 17 digits, of which these have all. */
    private static boolean hasLongScore(Request request) {
        return Set.of("zadd", "zincrby").contains(request.command())
                && request.words().stream().anyMatch(word -> word.matches("-?[0-9]{17,}"));
    }

    /** Until 7.2 the rest of the words didn't matter where there was no key. */
    private static boolean looksBeforeItReads(Request request) {
        int first = request.command().equals("bitcount") ? 2 : 3;
        boolean right = request.count() != 3 || first == 3;
        for (int i = first; i < request.count(); i++) {
            String word = request.word(i);
            boolean unit = i == first + 2 && Set.of("byte", "bit").contains(word);
            right &= unit || i < first + 2 && word.matches("0|-?[1-9][0-9]{0,17}");
        }
        return Set.of("bitcount", "bitpos").contains(request.command()) && !right;
    }

    /** Ranges of bytes mean nothing where scores differ: Redis finds what it happens upon. */
    private static boolean isLexOfAnyScores(Request request) {
        boolean store = request.command().equals("zrangestore");
        boolean lex =
                request.command().contains("lex")
                        || request.words().stream()
                                .anyMatch(word -> word.equalsIgnoreCase("bylex"));
        return lex && !request.word(store ? 2 : 1).startsWith("lex");
    }

    private static boolean draws(Request request) {
        String count = request.word(2);
        return request.count() < 3 || (isNumber(count) && !Set.of("0", "1000").contains(count));
    }

    private static boolean expiresSoon(Request request) {
        switch (request.command()) {
            case "expire", "pexpire", "setex", "psetex", "restore" -> {
                return isShort(request.word(2));
            }
            case "set", "getex" -> {
                for (int i = 2; i < request.count(); i++) {
                    if (isShort(request.word(i - 1), request.word(i))) {
                        return true;
                    }
                }
                return false;
            }
            default -> {
                return false;
            }
        }
    }

    /** SET with a time in the past leaves a key that is counted until it is found to be over. */
    private static boolean isShort(String option, String time) {
        return switch (option) {
            case "ex", "px" -> isShort(time);
            case "exat", "pxat" -> isNumber(time) && Long.parseLong(time) < FAR_OFF;
            default -> false;
        };
    }

    private static boolean isShort(String life) {
        return isNumber(life) && Long.parseLong(life) > 0 && Long.parseLong(life) < SHORT_LIFE;
    }

    private static boolean isNumber(String word) {
        return word.matches("-?[0-9]{1,18}");
    }
}
