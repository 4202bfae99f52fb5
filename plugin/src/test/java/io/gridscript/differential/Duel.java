package io.gridscript.differential;

import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends episodes to two servers and finds the first difference.
 *
 * @param theirs the oracle
 * @param ours what is tested
 */
record Duel(Side theirs, Side ours) {

    private static final List<Sending> LAST =
            List.of(
                    new Sending(0, new Request(List.of("DISCARD"), false), true),
                    new Sending(0, new Request(List.of("DEBUG", "DIGEST"), false), true));

    /** What two servers answered where they should have answered the same. */
    record Difference(Sending sending, List<Value> theirs, List<Value> ours) {

        @Override
        public String toString() {
            return sending + "\n  Redis: " + theirs + "\n  here:  " + ours;
        }
    }

    /** The first difference in an episode, or in the data after it. */
    Optional<Difference> play(List<Sending> episode) throws IOException {
        theirs.begin();
        ours.begin();
        Comparison[] comparisons = new Comparison[Requests.CONNECTIONS];
        for (int i = 0; i < comparisons.length; i++) {
            comparisons[i] = new Comparison();
        }
        List<Sending> all = new ArrayList<>(episode);
        all.addAll(LAST);
        for (int end = 0, start = 0; start < all.size(); start = end) {
            for (end = start + 1; !endsPipeline(all, end); end++) {}
            Optional<Difference> found = send(all.subList(start, end), comparisons);
            if (found.isEmpty()) {
                found = messages(all.get(end - 1));
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> messages(Sending last) throws IOException {
        List<Value> their = theirs.messages();
        List<Value> our = ours.messages();
        return their.equals(our) ? Optional.empty() : Optional.of(new Difference(last, their, our));
    }

    private static boolean endsPipeline(List<Sending> all, int end) {
        Sending last = all.get(end - 1);
        return last.flush() || end == all.size() || all.get(end).connection() != last.connection();
    }

    private Optional<Difference> send(List<Sending> pipeline, Comparison[] comparisons)
            throws IOException {
        int connection = pipeline.get(0).connection();
        List<Request> requests = pipeline.stream().map(Sending::request).toList();
        List<Value> their = theirs.replies(connection, requests);
        List<Value> our = ours.replies(connection, requests);
        int common = Math.min(requests.size(), Math.min(their.size(), our.size()));
        for (int i = 0; i < common; i++) {
            if (!comparisons[connection].isSame(requests.get(i), their.get(i), our.get(i))) {
                return Optional.of(
                        new Difference(
                                pipeline.get(i), List.of(their.get(i)), List.of(our.get(i))));
            }
        }
        // What comes besides replies is no request's own.
        return their.subList(common, their.size()).equals(our.subList(common, our.size()))
                ? Optional.empty()
                : Optional.of(new Difference(pipeline.get(pipeline.size() - 1), their, our));
    }
}
