package io.gridscript.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Different elements of a collection, each choice of them as likely as any other. */
public final class RandomSample {

    /** Below this ratio of size to count, taking away is cheaper than drawing again. */
    private static final int DRAWING_PAYS_FROM = 3;

    private RandomSample() {}

    /**
     * A sample.
     *
     * @param size how many elements there are
     * @param number how many are wanted, not more than there are
     * @param draw gives one at random
     * @param all visits each once
     */
    public static <N> Collection<N> of(
            int size,
            int number,
            Supplier<N> draw,
            Consumer<Consumer<N>> all,
            RandomGenerator random) {
        if ((long) number * DRAWING_PAYS_FROM > size) {
            return remaining(size, number, all, random);
        }
        Set<N> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
        while (drawn.size() < number) {
            drawn.add(draw.get());
        }
        return drawn;
    }

    private static <N> List<N> remaining(
            int size, int number, Consumer<Consumer<N>> all, RandomGenerator random) {
        List<N> elements = new ArrayList<>(size);
        all.accept(elements::add);
        while (elements.size() > number) {
            int last = elements.size() - 1;
            elements.set(random.nextInt(last + 1), elements.get(last));
            elements.remove(last);
        }
        return elements;
    }
}
