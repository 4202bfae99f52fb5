package io.gridscript.spec;

import java.util.Locale;

/** The command flags, named as Redis names them, in the order in which COMMAND INFO shows them. */
public enum CommandFlag {
    WRITE,
    READONLY,
    DENYOOM,
    ADMIN,
    PUBSUB,
    NOSCRIPT,
    BLOCKING,
    LOADING,
    STALE,
    SKIP_MONITOR,
    SKIP_SLOWLOG,
    ASKING,
    FAST,
    NO_AUTH,
    /** Not shown by COMMAND INFO. */
    MAY_REPLICATE,
    NO_MANDATORY_KEYS,
    NO_ASYNC_LOADING,
    NO_MULTI,
    MOVABLEKEYS,
    ALLOW_BUSY;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As COMMAND INFO prints it. */
    public String text() {
        return text;
    }
}
