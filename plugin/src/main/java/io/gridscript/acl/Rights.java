package io.gridscript.acl;

import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;

/** What a user may run. Immutable. */
public final class Rights {

    /** Every command on every key and channel: the rights of the default user. */
    public static final Rights ALL = new Rights(true);

    /** Nothing but what needs no user at all, such as AUTH. */
    public static final Rights NONE = new Rights(false);

    private final boolean allCommands;

    private Rights(boolean allCommands) {
        this.allCommands = allCommands;
    }

    /**
     * Checks a request whose arity is right.
     *
     * @return why it may not run, or null when it may
     */
    Refusal check(CommandSpec spec, byte[][] request) {
        if (allCommands || spec.is(CommandFlag.NO_AUTH)) {
            return null;
        }
        return new Refusal(Refusal.Kind.COMMAND, spec.fullName());
    }
}
