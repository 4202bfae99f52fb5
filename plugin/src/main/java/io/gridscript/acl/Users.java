package io.gridscript.acl;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

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

    /** Is told, on the thread that changes a user, after the change. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Another user stands behind an account, or none any more.
         *
         * @param former who stood there
         */
        void changed(Account account, User former);
    }

    private final Account defaultAccount = new Account(User.DEFAULT);
    private final ConcurrentSkipListMap<String, Account> accounts = new ConcurrentSkipListMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public Users() {
        accounts.put(User.DEFAULT_NAME, defaultAccount);
    }

    /** Tells somebody of all changes from now on. */
    public void tell(Listener listener) {
        listeners.add(listener);
    }

    /** The account of that name (one byte in each character), or null. */
    public Account find(String name) {
        return accounts.get(name);
    }

    /** The account that a new connection has. */
    public Account defaultAccount() {
        return defaultAccount;
    }

    /** The user that a new connection is. */
    public User defaultUser() {
        return defaultAccount.user();
    }

    /** All users, in the order of the bytes of their names. */
    public List<User> all() {
        List<User> all = new ArrayList<>();
        accounts.values().forEach(account -> all.add(account.user()));
        return all;
    }

    /** Whether a new connection must authenticate before it may do anything. */
    public boolean isAuthenticationRequired() {
        User user = defaultUser();
        return !user.enabled() || !user.nopass();
    }

    /** Puts a user in the place of the one with the same name, or adds it. */
    public synchronized void put(User user) {
        Account account = accounts.get(user.name());
        if (account == null) {
            accounts.put(user.name(), new Account(user));
            return;
        }
        User former = account.user();
        account.become(user);
        listeners.forEach(listener -> listener.changed(account, former));
    }

    /** Deletes a user, if it is there; the default user stays. */
    public synchronized void delete(String name) {
        if (name.equals(User.DEFAULT_NAME)) {
            return;
        }
        Account account = accounts.remove(name);
        if (account != null) {
            User former = account.user();
            account.delete();
            listeners.forEach(listener -> listener.changed(account, former));
        }
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
    public Account authenticate(byte[] password) {
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
    public Account authenticate(byte[] name, byte[] password) {
        Password offered = Password.of(password);
        Account account = find(Ascii.string(name));
        if (account == null || !account.user().accepts(offered)) {
            throw WRONG_PASS;
        }
        return account;
    }
}
