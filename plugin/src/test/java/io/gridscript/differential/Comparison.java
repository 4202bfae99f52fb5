package io.gridscript.differential;

import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Compares the replies of one connection. They must be equal but for the order of what has none,
 * the clock in times to live, and what differs on purpose.
 */
final class Comparison {

    private static final Set<String> UNORDERED =
            Set.of(
                    "keys",
                    "scan",
                    "hscan",
                    "sscan",
                    "zscan",
                    "hkeys",
                    "hvals",
                    "hgetall",
                    "hrandfield",
                    "smembers",
                    "sinter",
                    "sunion",
                    "sdiff",
                    "spop",
                    "srandmember",
                    "zrandmember");

    private static final Set<String> IN_PAIRS = Set.of("hgetall", "hscan", "zscan");

    /** With WITHVALUES or WITHSCORES. */
    private static final Set<String> IN_PAIRS_WITH = Set.of("hrandfield", "zrandmember");

    private static final Set<String> TIMES = Set.of("ttl", "pttl", "expiretime", "pexpiretime");

    /** Keys get their deadline from two clocks, in one reply in seconds. */
    private static final long MOST_MILLIS_APART = 2000;

    private final List<Request> queued = new ArrayList<>();

    static boolean isUnordered(Request request) {
        return UNORDERED.contains(request.command()) || isOfDirectives(request);
    }

    /** Redis tells directives in the order of a hash table. */
    private static boolean isOfDirectives(Request request) {
        return request.command().equals("config") && request.word(1).equals("get");
    }

    static boolean isTime(Request request) {
        return TIMES.contains(request.command());
    }

    /** Compares the replies to the next request on this connection. */
    boolean isSame(Request request, Value theirs, Value ours) {
        if (theirs.equals(new Status("QUEUED"))) {
            queued.add(request);
            return theirs.equals(ours);
        }
        boolean ended = Set.of("exec", "discard", "reset", "multi").contains(request.command());
        List<Request> executed = ended ? List.copyOf(queued) : List.of();
        if (ended && !(theirs instanceof Failure)) {
            queued.clear();
        }
        return request.command().equals("exec")
                ? isSameExec(executed, theirs, ours)
                : isSameReply(request, theirs, ours);
    }

    private static boolean isSameExec(List<Request> executed, Value theirs, Value ours) {
        if (!(theirs instanceof Aggregate their) || !(ours instanceof Aggregate our)) {
            return theirs.equals(ours);
        }
        boolean same =
                their.type() == our.type() && their.elements().size() == our.elements().size();
        for (int i = 0; same && i < executed.size(); i++) {
            same = isSameReply(executed.get(i), their.elements().get(i), our.elements().get(i));
        }
        return same;
    }

    private static boolean isSameReply(Request request, Value theirs, Value ours) {
        if (isTime(request)) {
            return isSameTime(request, theirs, ours);
        }
        if (isUnordered(request)) {
            return isSameOrWanted(request, sorted(request, theirs), sorted(request, ours));
        }
        return isSameOrWanted(request, theirs, ours);
    }

    private static boolean isSameOrWanted(Request request, Value theirs, Value ours) {
        if (theirs.equals(ours) || WantedDifference.explains(request, theirs, ours)) {
            return true;
        }
        if (!(theirs instanceof Aggregate their)
                || !(ours instanceof Aggregate our)
                || their.type() != our.type()
                || their.elements().size() != our.elements().size()) {
            return false;
        }
        for (int i = 0; i < their.elements().size(); i++) {
            if (!isSameOrWanted(request, their.elements().get(i), our.elements().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSameTime(Request request, Value theirs, Value ours) {
        if (theirs instanceof Int their && ours instanceof Int our && their.value() > 0) {
            long unit = request.command().startsWith("p") ? 1 : 1000;
            return our.value() > 0
                    && Math.abs(their.value() - our.value()) * unit <= MOST_MILLIS_APART;
        }
        return theirs.equals(ours);
    }

    private static Value sorted(Request request, Value reply) {
        if (!(reply instanceof Aggregate aggregate) || aggregate.elements().isEmpty()) {
            return reply;
        }
        boolean nested = aggregate.elements().get(0) instanceof Aggregate;
        int group = isInPairs(request) && !nested ? 2 : 1;
        List<List<Value>> groups = new ArrayList<>();
        for (int i = 0; i < aggregate.elements().size(); i += group) {
            groups.add(aggregate.elements().subList(i, i + group));
        }
        return new Aggregate(
                aggregate.type(),
                groups.stream()
                        .distinct()
                        .sorted(Comparator.comparing(List::toString))
                        .flatMap(List::stream)
                        .toList());
    }

    private static boolean isInPairs(Request request) {
        return IN_PAIRS.contains(request.command())
                || isOfDirectives(request)
                || (IN_PAIRS_WITH.contains(request.command()) && request.count() == 4);
    }
}
