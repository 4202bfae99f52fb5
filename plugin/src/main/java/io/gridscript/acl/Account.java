package io.gridscript.acl;

/**
 * Who a connection is: a name, behind which another user may stand from one command to the next. A
 * user that is deleted and made anew has another account. Safe for all threads.
 */
public final class Account {

    private volatile User user;
    private volatile boolean isDeleted;

    /** An account of its own, that is none of {@link Users}. */
    public Account(User user) {
        this.user = user;
    }

    /** How the user is now; one without any rights once it is deleted. */
    public User user() {
        return user;
    }

    public boolean isDeleted() {
        return isDeleted;
    }

    /** Puts another in the user's place. */
    void become(User changed) {
        user = changed;
    }

    void delete() {
        isDeleted = true;
        user = User.nobody(user.name());
    }

    @Override
    public String toString() {
        return user.name();
    }
}
