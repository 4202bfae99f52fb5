package io.gridscript.member;

/** A number of bytes, or a percentage, which is negative here. */
final class MemoryOrPercent implements DirectiveType<Long> {

    static final MemoryOrPercent TYPE = new MemoryOrPercent();

    private static final int ALL = 100;

    private MemoryOrPercent() {}

    @Override
    public Long parse(String text) throws DirectiveRefused {
        long value = read(text);
        if (value < -ALL) {
            throw new DirectiveRefused("percentage argument must be less or equal to " + ALL);
        }
        return value;
    }

    private static long read(String text) throws DirectiveRefused {
        try {
            return text.endsWith("%") ? -percent(text) : Numerals.memory(text);
        } catch (DirectiveRefused refused) {
            throw new DirectiveRefused("argument must be a memory or percent value");
        }
    }

    private static long percent(String text) throws DirectiveRefused {
        long percent = Numerals.integer(text.substring(0, text.length() - 1));
        return percent < 0 ? Numerals.memory(text) : percent;
    }

    @Override
    public String text(Long value) {
        return value < 0 ? -value + "%" : value.toString();
    }
}
