package io.gridscript.member;

import io.gridscript.command.OutputLimit;
import io.gridscript.command.OutputLimits;
import io.gridscript.reply.Ascii;
import java.util.List;

/**
 * The form of client-output-buffer-limit: a class of clients, two numbers of bytes, and seconds, as
 * often as there are classes to set. Classes that are not named stay as they are.
 */
final class OutputLimitsType implements DirectiveType<OutputLimits> {

    private static final int WORDS_OF_A_CLASS = 4;

    @Override
    public OutputLimits parse(String text) throws DirectiveRefused {
        return parse(text, OutputLimits.DEFAULT);
    }

    @Override
    public OutputLimits parse(String text, OutputLimits present) throws DirectiveRefused {
        List<String> words = WORDS.parse(text);
        if (words.size() % WORDS_OF_A_CLASS != 0) {
            throw new DirectiveRefused("Wrong number of arguments in buffer limit configuration.");
        }
        OutputLimits limits = present;
        for (int i = 0; i < words.size(); i += WORDS_OF_A_CLASS) {
            limits = with(limits, words.subList(i, i + WORDS_OF_A_CLASS));
        }
        return limits;
    }

    private static OutputLimits with(OutputLimits limits, List<String> words)
            throws DirectiveRefused {
        String kind = Ascii.lowerCase(Ascii.bytes(words.get(0)));
        return switch (kind) {
            case "normal" -> new OutputLimits(limit(words), limits.replica(), limits.pubsub());
            case "slave", "replica" ->
                    new OutputLimits(limits.normal(), limit(words), limits.pubsub());
            case "pubsub" -> new OutputLimits(limits.normal(), limits.replica(), limit(words));
            default ->
                    throw new DirectiveRefused(
                            "Invalid client class specified in buffer limit configuration.");
        };
    }

    private static OutputLimit limit(List<String> words) throws DirectiveRefused {
        try {
            long seconds = Numerals.integer(words.get(3));
            if (seconds >= 0) {
                return new OutputLimit(
                        Numerals.memory(words.get(1)), Numerals.memory(words.get(2)), seconds);
            }
        } catch (DirectiveRefused anyOfThem) {
            throw ofNoUse();
        }
        throw ofNoUse();
    }

    private static DirectiveRefused ofNoUse() {
        return new DirectiveRefused(
                "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
    }

    @Override
    public String text(OutputLimits limits) {
        return "normal "
                + text(limits.normal())
                + " slave "
                + text(limits.replica())
                + " pubsub "
                + text(limits.pubsub());
    }

    private static String text(OutputLimit limit) {
        return limit.hardBytes() + " " + limit.softBytes() + " " + limit.softSeconds();
    }
}
