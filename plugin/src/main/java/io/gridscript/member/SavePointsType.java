package io.gridscript.member;

import io.gridscript.command.persistence.SavePoint;
import java.util.ArrayList;
import java.util.List;

/** The form of the directive save: seconds and changes in turn, or nothing. */
final class SavePointsType implements DirectiveType<List<SavePoint>> {

    @Override
    public List<SavePoint> parse(String text) throws DirectiveRefused {
        if (text.isEmpty()) {
            return List.of();
        }
        String[] words = text.split(" ", -1);
        if (words.length % 2 != 0) {
            throw ofNoUse();
        }
        List<SavePoint> points = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            points.add(new SavePoint(number(words[i], 1), number(words[i + 1], 0)));
        }
        return List.copyOf(points);
    }

    private static long number(String word, long least) throws DirectiveRefused {
        try {
            // As in Redis, where each space separates.
            long number = word.isEmpty() ? 0 : Numerals.integer(word);
            if (number >= least) {
                return number;
            }
        } catch (DirectiveRefused noNumber) {
            throw ofNoUse();
        }
        throw ofNoUse();
    }

    private static DirectiveRefused ofNoUse() {
        return new DirectiveRefused("Invalid save parameters");
    }

    @Override
    public String text(List<SavePoint> points) {
        StringBuilder text = new StringBuilder();
        for (SavePoint point : points) {
            text.append(text.isEmpty() ? "" : " ");
            text.append(point.seconds()).append(' ').append(point.changes());
        }
        return text.toString();
    }
}
