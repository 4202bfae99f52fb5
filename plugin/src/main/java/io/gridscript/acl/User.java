package io.gridscript.acl;

import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A user: how it authenticates and what it may do. Immutable.
 *
 * @param name one byte in each character
 * @param enabled whether it can authenticate at all
 * @param nopass whether any password is right
 * @param skipsSanitizing whether what it restores is taken unchecked; only kept
 * @param passwords those that are right; each of them is enough
 */
public record User(
        String name,
        boolean enabled,
        boolean nopass,
        boolean skipsSanitizing,
        List<Password> passwords,
        Rights rights) {

    /** The name of the user that a connection is until it authenticates as another. */
    public static final String DEFAULT_NAME = "default";

    /** The default user without a password: enabled, with all rights. */
    public static final User DEFAULT =
            new User(DEFAULT_NAME, true, true, false, List.of(), Rights.ALL);

    private static final Set<KeyFlag> READ = Set.of(KeyFlag.ACCESS);

    public User {
        passwords = List.copyOf(passwords);
    }

    /** A user that can neither authenticate nor do anything. */
    public static User nobody(String name) {
        return new User(name, false, false, false, List.of(), Rights.NONE);
    }

    /** The same user with that password only. */
    User withPassword(Password password) {
        return with(false, List.of(password));
    }

    /** The same user, whom any password lets in. */
    public User withoutPassword() {
        return with(true, List.of());
    }

    User with(boolean nowNopass, List<Password> newPasswords) {
        return new User(name, enabled, nowNopass, skipsSanitizing, newPasswords, rights);
    }

    User withEnabled(boolean nowEnabled) {
        return new User(name, nowEnabled, nopass, skipsSanitizing, passwords, rights);
    }

    User withSkipsSanitizing(boolean skips) {
        return new User(name, enabled, nopass, skips, passwords, rights);
    }

    User with(Rights newRights) {
        return new User(name, enabled, nopass, skipsSanitizing, passwords, newRights);
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
     * Checks a request.
     *
     * @return why this user may not run it, or null when it may
     */
    public Refusal check(CommandSpec spec, byte[][] request) {
        return rights.check(spec, request);
    }

    /**
     * Whether this user may run a request that reads keys whose names it doesn't say, as BY and GET
     * of SORT do: all keys must be readable then, by the same selector.
     */
    public boolean mayReadEveryKey(CommandSpec spec, byte[][] request) {
        return rights.allowOnEveryKey(spec, request, READ);
    }

    /** The flags as ACL GETUSER shows them. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        flags.add(enabled ? "on" : "off");
        if (nopass) {
            flags.add("nopass");
        }
        flags.add(skipsSanitizing ? "skip-sanitize-payload" : "sanitize-payload");
        return flags;
    }

    /** Rules that make a new user like this one, as ACL LIST shows them. */
    public String text() {
        List<String> rules = new ArrayList<>(flags());
        passwords.forEach(password -> rules.add("#" + password.hex()));
        rules.addAll(rights.root().rules());
        for (Selector selector : rights.others()) {
            rules.add("(" + String.join(" ", selector.rules()) + ")");
        }
        return String.join(" ", rules);
    }

    /** Tells nothing of the passwords. */
    @Override
    public String toString() {
        return name;
    }
}
