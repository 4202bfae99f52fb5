package io.gridscript.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users as all members have them: entries of a map that members share, a text for each user. A
 * user is deleted by an empty one, which doesn't stay. Safe for all threads.
 */
public final class SharedUsers {

    private static final System.Logger LOGGER = System.getLogger(SharedUsers.class.getName());
    private static final String KEY_PREFIX = "acl user ";
    private static final String DELETED = "";

    /** Stays when all users are deleted, so that nobody brings them again. */
    private static final String SHARING = "acl users";

    /**
     * No rule holds the end of a line: names and patterns have no blanks, passwords are digests.
     */
    private static final String BETWEEN_RULES = "\n";

    /** Stands before a rule of another selector than the first. */
    private static final String SELECTOR = "(";

    private final Users users;
    private final UserRules rules;
    private final Map<String, String> taken = new ConcurrentHashMap<>();
    private volatile boolean isSharing;

    public SharedUsers(Users users, UserRules rules) {
        this.users = users;
        this.rules = rules;
    }

    /** Whether the members have ever shared any users, besides what each began with. */
    public boolean areAny() {
        return isSharing;
    }

    /** Whether an entry says of a user that it is deleted, so that nobody needs it. */
    public static boolean isGone(String key, String value) {
        return key.startsWith(KEY_PREFIX) && value.equals(DELETED);
    }

    /** The entries that make others have these users and lack those of these names. */
    public static Map<String, String> entries(Collection<User> present, Collection<String> absent) {
        Map<String, String> entries = new TreeMap<>();
        absent.forEach(name -> entries.put(KEY_PREFIX + name, DELETED));
        present.forEach(user -> entries.put(KEY_PREFIX + user.name(), write(user)));
        if (!entries.isEmpty()) {
            entries.put(SHARING, "yes");
        }
        return entries;
    }

    /** The entries of users of these names as they are shared now. */
    public Map<String, String> present(Collection<String> names) {
        Map<String, String> entries = new TreeMap<>();
        for (String name : names) {
            entries.put(KEY_PREFIX + name, taken.getOrDefault(KEY_PREFIX + name, DELETED));
        }
        return entries;
    }

    /**
     * Lets no user stay that was shared, as this member goes over to another grid. The default user
     * stays as it is until that grid's comes: it may be that it must let nobody in.
     */
    public void forget() {
        taken.keySet().forEach(key -> users.delete(key.substring(KEY_PREFIX.length())));
        taken.clear();
        isSharing = false;
    }

    /** Lets the users among some entries hold on this member. */
    public void take(Map<String, String> entries) {
        isSharing |= entries.containsKey(SHARING);
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            if (entry.getKey().startsWith(KEY_PREFIX)) {
                // In this order: whoever sees the entry changes a user that is as new.
                take(entry.getKey().substring(KEY_PREFIX.length()), entry.getValue());
                if (isGone(entry.getKey(), entry.getValue())) {
                    taken.remove(entry.getKey());
                } else {
                    taken.put(entry.getKey(), entry.getValue());
                }
            }
        }
    }

    private void take(String name, String text) {
        if (text.equals(DELETED)) {
            users.delete(name);
            return;
        }
        try {
            users.put(read(name, text));
        } catch (InvalidRule invalid) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The user {0} of another member can''t be taken over: {1}. Start this member"
                            + " with the same Gridscript jar as the others",
                    name,
                    invalid.getMessage());
        }
    }

    private static String write(User user) {
        List<String> lines = new ArrayList<>(user.flags());
        user.passwords().forEach(password -> lines.add("#" + password.hex()));
        write(user.rights().root(), lines);
        for (Selector selector : user.rights().others()) {
            lines.add(SELECTOR);
            write(selector, lines);
        }
        return String.join(BETWEEN_RULES, lines);
    }

    /** Unlike what users are shown, it keeps a pattern * apart from the rule for all keys. */
    private static void write(Selector selector, List<String> lines) {
        if (selector.allKeys()) {
            lines.add("allkeys");
        }
        for (KeyPattern each : selector.keys()) {
            lines.add(each.reads() && each.writes() ? "%RW~" + each.pattern() : each.rule());
        }
        lines.add(selector.allChannels() ? "allchannels" : "resetchannels");
        lines.addAll(selector.channels().rules());
        lines.addAll(selector.commands().rules());
    }

    private User read(String name, String text) throws InvalidRule {
        User user = User.nobody(name);
        Selector other = null;
        for (String line : text.split(BETWEEN_RULES)) {
            if (line.equals(SELECTOR)) {
                user = other == null ? user : user.with(user.rights().with(other));
                other = Selector.NONE;
            } else if (other == null) {
                user = rules.apply(user, line);
            } else {
                other = rules.apply(other, line);
            }
        }
        return other == null ? user : user.with(user.rights().with(other));
    }
}
