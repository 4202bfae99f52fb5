package io.gridscript.spec;

import java.util.Locale;

/** What a command does with the keys of one key spec, as Redis's key specifications define it. */
public enum KeyFlag {
    RO,
    RW,
    OW,
    RM,
    ACCESS,
    UPDATE,
    INSERT,
    DELETE,
    NOT_KEY,
    INCOMPLETE,
    VARIABLE_FLAGS;

    private final String text = ordinal() < 4 ? name() : name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }
}
