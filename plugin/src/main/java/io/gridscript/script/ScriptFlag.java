package io.gridscript.script;

import java.util.Locale;

/** What a script declares about itself in its first line, {@code #!lua flags=...}. */
public enum ScriptFlag {
    NO_WRITES,
    ALLOW_OOM,
    ALLOW_STALE,
    NO_CLUSTER,
    ALLOW_CROSS_SLOT_KEYS;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The flag's word in a first line and in replies, such as {@code no-writes}. */
    public String word() {
        return word;
    }

    /** The flag of a word, or null. Case counts. */
    static ScriptFlag of(String word) {
        for (ScriptFlag flag : values()) {
            if (flag.word.equals(word)) {
                return flag;
            }
        }
        return null;
    }
}
