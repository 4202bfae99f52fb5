package io.gridscript.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes an episode with a difference as short as it gets without losing it. */
final class Shrinking {

    private final Duel duel;

    Shrinking(Duel duel) {
        this.duel = duel;
    }

    /** Leaves out pieces, first large, then small, as long as some difference stays. */
    List<Sending> shortest(List<Sending> episode) throws IOException {
        List<Sending> shortest = episode;
        for (int piece = episode.size() / 2; piece > 0; piece /= 2) {
            int before;
            do {
                before = shortest.size();
                shortest = without(piece, shortest);
            } while (piece == 1 && shortest.size() < before);
        }
        return shortest;
    }

    private List<Sending> without(int piece, List<Sending> episode) throws IOException {
        List<Sending> shorter = episode;
        for (int end = episode.size(); end > 0; end -= piece) {
            List<Sending> attempt = new ArrayList<>(shorter);
            attempt.subList(Math.max(0, end - piece), Math.min(end, attempt.size())).clear();
            if (duel.play(attempt).isPresent()) {
                shorter = attempt;
            }
        }
        return shorter;
    }
}
