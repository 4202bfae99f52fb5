package io.gridscript.keyspace;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which events of keys are to be told, and how: the value of notify-keyspace-events.
 *
 * @param classes never changed
 * @param byKey K: on a channel for each key
 * @param byEvent E: on a channel for each event
 */
public record EventChoice(Set<EventClass> classes, boolean byKey, boolean byEvent) {

    /** Nothing is told. */
    public static final EventChoice NONE = new EventChoice(Set.of(), false, false);

    /** What the letter A stands for. */
    private static final Set<EventClass> ALL =
            EnumSet.complementOf(EnumSet.of(EventClass.NEW, EventClass.KEY_MISS));

    /** Reads the letters of a choice; empty when one of them has no meaning. */
    public static Optional<EventChoice> parse(String letters) {
        Set<EventClass> classes = EnumSet.noneOf(EventClass.class);
        boolean byKey = false;
        boolean byEvent = false;
        for (char letter : letters.toCharArray()) {
            switch (letter) {
                case 'K' -> byKey = true;
                case 'E' -> byEvent = true;
                case 'A' -> classes.addAll(ALL);
                default -> {
                    EventClass named = named(letter);
                    if (named == null) {
                        return Optional.empty();
                    }
                    classes.add(named);
                }
            }
        }
        return Optional.of(new EventChoice(classes, byKey, byEvent));
    }

    private static EventClass named(char letter) {
        for (EventClass each : EventClass.values()) {
            if (each.letter() == letter) {
                return each;
            }
        }
        return null;
    }

    /** The letters as Redis tells them: where there is an A, it is silent about n. */
    public String text() {
        return classes.containsAll(ALL) ? letters("A") : fullText();
    }

    /** All letters. */
    public String fullText() {
        StringBuilder letters = new StringBuilder();
        for (EventClass each : classes) {
            if (each != EventClass.KEY_MISS) {
                letters.append(each.letter());
            }
        }
        return letters(letters.toString());
    }

    private String letters(String ofClasses) {
        StringBuilder letters = new StringBuilder(ofClasses);
        letters.append(byKey ? "K" : "").append(byEvent ? "E" : "");
        return letters.append(classes.contains(EventClass.KEY_MISS) ? "m" : "").toString();
    }

    /** A bit for each class that is told on some channel. */
    int bits() {
        int bits = 0;
        if (byKey || byEvent) {
            for (EventClass each : classes) {
                bits |= each.bit();
            }
        }
        return bits;
    }
}
