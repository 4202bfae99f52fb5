package io.gridscript.spec;

import java.util.List;

/**
 * Where keys are as it was told before there were key specs, and still is in COMMAND INFO.
 *
 * @param first the position of the first key; 0: there is none, or none that can be told so
 * @param last the position of the last key; negative: from the end of the request
 * @param step distance from one key to the next
 */
public record LegacyRange(int first, int last, int step) {

    private static final LegacyRange NONE = new LegacyRange(0, 0, 0);

    /** Joins the ranges of key specs where they follow each other, as Redis does. */
    static LegacyRange of(List<KeySpec> keySpecs) {
        int first = Integer.MAX_VALUE;
        int last = 0;
        int step = 0;
        for (KeySpec keySpec : keySpecs) {
            if (!(keySpec.begin() instanceof KeySpec.Index index)
                    || !(keySpec.find() instanceof KeySpec.Range range)
                    || step != 0 && range.step() != step && last != index.position() - 1) {
                continue;
            }
            int specLast =
                    range.lastKey() >= 0 ? index.position() + range.lastKey() : range.lastKey();
            first = Math.min(first, index.position());
            last = last < 0 || specLast < 0 ? Math.min(last, specLast) : Math.max(last, specLast);
            step = Math.max(step, range.step());
        }
        return step == 0 ? NONE : new LegacyRange(first, last, step);
    }
}
