package io.gridscript.spec;

import java.util.Locale;

/** The command flags that COMMAND INFO shows, named as Redis names them. */
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
    MAY_REPLICATE,
    NO_ASYNC_LOADING,
    NO_MULTI,
    ALLOW_BUSY,
    NO_MANDATORY_KEYS,
    MOVABLEKEYS;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As COMMAND INFO prints it. */
    public String text() {
        return text;
    }
}
