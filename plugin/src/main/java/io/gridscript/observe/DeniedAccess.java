package io.gridscript.observe;

import java.util.concurrent.atomic.LongAdder;

/** What INFO stats tells of users who were refused for lack of rights. Safe for all threads. */
public final class DeniedAccess {

    private final LongAdder authentications = new LongAdder();
    private final LongAdder commands = new LongAdder();
    private final LongAdder keys = new LongAdder();
    private final LongAdder channels = new LongAdder();

    /** Somebody gave a wrong name or password. */
    public void authentication() {
        authentications.increment();
    }

    /** A user may not run a command. */
    public void command() {
        commands.increment();
    }

    /** A user may not use a key. */
    public void key() {
        keys.increment();
    }

    /** A user may not use a channel. */
    public void channel() {
        channels.increment();
    }

    public long authentications() {
        return authentications.sum();
    }

    public long commands() {
        return commands.sum();
    }

    public long keys() {
        return keys.sum();
    }

    public long channels() {
        return channels.sum();
    }

    /** Back to zero, as CONFIG RESETSTAT does. */
    public void reset() {
        authentications.reset();
        commands.reset();
        keys.reset();
        channels.reset();
    }
}
