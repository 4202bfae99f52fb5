package io.gridscript.acl;

import io.gridscript.spec.CommandSpec;
import java.util.Set;

/**
 * A user: how it authenticates and what it may do. Immutable.
 *
 * @param name one byte in each character
 * @param enabled whether it can authenticate at all
 * @param nopass whether any password is right
 * @param passwords those that are right; each of them is enough
 */
public record User(
        String name, boolean enabled, boolean nopass, Set<Password> passwords, Rights rights) {

    /** The name of the user that a connection is until it authenticates as another. */
    public static final String DEFAULT_NAME = "default";

    /** The default user without a password: enabled, with all rights. */
    public static final User DEFAULT = new User(DEFAULT_NAME, true, true, Set.of(), Rights.ALL);

    public User {
        passwords = Set.copyOf(passwords);
    }

    /** The same user with that password only. */
    public User withPassword(Password password) {
        return new User(name, enabled, false, Set.of(password), rights);
    }

    /** The same user, whom any password lets in. */
    public User withoutPassword() {
        return new User(name, enabled, true, Set.of(), rights);
    }

    /** Whether that password makes somebody this user. */
    boolean accepts(Password offered) {
        boolean found = nopass;
        for (Password password : passwords) {
            found |= password.matches(offered);
        }
        return found && enabled;
    }

    /**
     * Checks a request whose arity is right.
     *
     * @return why this user may not run it, or null when it may
     */
    public Refusal check(CommandSpec spec, byte[][] request) {
        return rights.check(spec, request);
    }

    /** Tells nothing of the passwords. */
    @Override
    public String toString() {
        return name;
    }
}
