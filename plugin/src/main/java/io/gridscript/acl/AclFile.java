package io.gridscript.acl;

import io.gridscript.acl.InvalidRule.Reason;
import io.gridscript.reply.ErrorReply;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The text of an ACL file: a line {@code user <name> <rules>} for each user. */
public final class AclFile {

    private static final Pattern AROUND = Pattern.compile("^[ \t\r\n]+|[ \t\r\n]+$");

    private final UserRules rules;
    private final String name;
    private final StringBuilder errors = new StringBuilder();
    private final Map<String, User> users = new TreeMap<>();

    private AclFile(UserRules rules, String name) {
        this.rules = rules;
        this.name = name;
    }

    /** The text of a file with these users. */
    public static String write(Collection<User> users) {
        StringBuilder text = new StringBuilder();
        users.forEach(user -> text.append(line(user)).append('\n'));
        return text.toString();
    }

    /** A user's line, as ACL LIST shows it, too. */
    public static String line(User user) {
        return "user " + user.name() + " " + user.text();
    }

    /**
     * The users of a file; the default user is always among them.
     *
     * @param name of the file, for errors
     * @param text with one byte in each character
     * @throws ErrorReply that tells everything that is wrong with it
     */
    public static List<User> read(UserRules rules, String name, String text) {
        AclFile file = new AclFile(rules, name);
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            file.readLine(i + 1, AROUND.matcher(lines[i]).replaceAll(""));
        }
        return file.users();
    }

    private List<User> users() {
        if (!errors.isEmpty()) {
            throw ErrorReply.err(
                    errors
                            + "WARNING: ACL errors detected, no change to the previously active ACL"
                            + " rules was performed");
        }
        users.putIfAbsent(User.DEFAULT_NAME, User.DEFAULT);
        return List.copyOf(users.values());
    }

    private void readLine(int number, String line) {
        if (line.isEmpty()) {
            return;
        }
        String place = name + ":" + number;
        List<String> words = Arrays.asList(line.split(" ", -1));
        if (!words.get(0).equals("user") || words.size() < 2) {
            error(place + " should start with user keyword followed by the username. ");
        } else if (UserRules.hasBlanks(words.get(1))) {
            error("'" + place + ": username '" + words.get(1) + "' contains invalid characters. ");
        } else if (users.containsKey(words.get(1))) {
            error("WARNING: Duplicate user '" + words.get(1) + "' found on line " + number + ". ");
        } else {
            readUser(place, words.get(1), words.subList(2, words.size()));
        }
    }

    private void readUser(String place, String userName, List<String> words) {
        User user = rules.newUser(userName);
        users.put(userName, user);
        List<String> joined;
        try {
            joined = UserRules.joined(words);
        } catch (ErrorReply unmatched) {
            error(place + ": Unmatched parenthesis in selector definition.");
            return;
        }
        boolean isSyntaxTold = false;
        for (String word : joined) {
            String rule = AROUND.matcher(word).replaceAll("");
            try {
                user = rules.apply(user, rule);
            } catch (InvalidRule invalid) {
                if (invalid.reason() == Reason.UNKNOWN_COMMAND) {
                    error(
                            place
                                    + ": Error in applying operation '"
                                    + rule
                                    + "': "
                                    + invalid.getMessage()
                                    + ". ");
                } else if (!isSyntaxTold) {
                    // The text may be a password.
                    error(place + ": " + invalid.getMessage() + ". ");
                    isSyntaxTold = true;
                }
            }
        }
        users.put(userName, user);
    }

    private void error(String sentence) {
        errors.append(sentence);
    }
}
