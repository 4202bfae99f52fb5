package io.gridscript.member;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.ArrayList;
import java.util.List;

/** Numbers from 0 to 100 with spaces between them. */
final class Percentiles implements DirectiveType<List<Double>> {

    static final DirectiveType<List<Double>> TYPE = new Percentiles();

    private Percentiles() {}

    @Override
    public List<Double> parse(String text) throws DirectiveRefused {
        List<Double> percentiles = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String word : text.split(" ", -1)) {
                percentiles.add(percentile(word));
            }
        }
        return List.copyOf(percentiles);
    }

    private static double percentile(String word) throws DirectiveRefused {
        double percentile;
        try {
            percentile = RedisNumbers.parseDouble(Ascii.bytes(word));
        } catch (ErrorReply noNumber) {
            throw new DirectiveRefused("Invalid latency-tracking-info-percentiles parameters");
        }
        if (percentile < 0 || percentile > 100) {
            throw new DirectiveRefused(
                    "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
        }
        return percentile;
    }

    @Override
    public String text(List<Double> percentiles) {
        List<String> words = new ArrayList<>();
        for (double percentile : percentiles) {
            words.add(Ascii.string(RedisNumbers.bytes(percentile)));
        }
        return String.join(" ", words);
    }
}
