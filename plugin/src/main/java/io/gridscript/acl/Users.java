package io.gridscript.acl;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.Map;
import java.util.TreeMap;

/** All users by name; there is always the default user. Safe for all threads. */
public final class Users {

    /** A command came before authentication. */
    public static final ErrorReply NO_AUTH = ErrorReply.of("NOAUTH Authentication required.");

    /** Name and password don't belong together, or there is no such user. */
    public static final ErrorReply WRONG_PASS =
            ErrorReply.of("WRONGPASS invalid username-password pair or user is disabled.");

    private static final ErrorReply NO_PASSWORD_CONFIGURED =
            ErrorReply.err(
                    "AUTH <password> called without any password configured for the default user."
                            + " Are you sure your configuration is correct?");

    private volatile Map<String, User> users = Map.of(User.DEFAULT_NAME, User.DEFAULT);

    /** The user of that name (one byte in each character), or null. */
    public User find(String name) {
        return users.get(name);
    }

    /** The user that a new connection is. */
    public User defaultUser() {
        return users.get(User.DEFAULT_NAME);
    }

    /** Whether a new connection must authenticate before it may do anything. */
    public boolean isAuthenticationRequired() {
        User user = defaultUser();
        return !user.enabled() || !user.nopass();
    }

    /** Puts a user in the place of the one with the same name, or adds it. */
    public synchronized void put(User user) {
        Map<String, User> changed = new TreeMap<>(users);
        changed.put(user.name(), user);
        users = Map.copyOf(changed);
    }

    /** Sets the default user's only password, as requirepass does; empty: it needs none. */
    public synchronized void requirePassword(byte[] password) {
        put(
                password.length == 0
                        ? defaultUser().withoutPassword()
                        : defaultUser().withPassword(Password.of(password)));
    }

    /**
     * AUTH with a password alone, which means the default user.
     *
     * @throws ErrorReply when the password is wrong, or when none is configured
     */
    public User authenticate(byte[] password) {
        if (defaultUser().nopass()) {
            throw NO_PASSWORD_CONFIGURED;
        }
        return authenticate(Ascii.bytes(User.DEFAULT_NAME), password);
    }

    /**
     * AUTH with name and password.
     *
     * @throws ErrorReply {@link #WRONG_PASS}, whatever it is that is wrong
     */
    public User authenticate(byte[] name, byte[] password) {
        Password offered = Password.of(password);
        User user = find(Ascii.string(name));
        if (user == null || !user.accepts(offered)) {
            throw WRONG_PASS;
        }
        return user;
    }
}
