package io.gridscript.lua.vm;

/** Texts as C sees them: a zero byte ends them. */
public final class CText {

    private CText() {}

    /** What of a text is there for C. */
    public static String of(String text) {
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }
}
