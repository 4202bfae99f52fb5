package io.gridscript.acl;

import io.gridscript.acl.InvalidRule.Reason;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.QuotedWords;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that make a user what it is, as ACL SETUSER takes them. Text holds one byte in each
 * character. Safe for all threads.
 */
public final class UserRules {

    private final SelectorRule selectorRule;
    private volatile boolean allChannelsAtFirst;

    public UserRules(CommandSpecs specs) {
        selectorRule = new SelectorRule(specs);
    }

    /** Says whether new users and selectors have all channels, as acl-pubsub-default does. */
    public void allChannelsAtFirst(boolean all) {
        allChannelsAtFirst = all;
    }

    /** C's isspace, and NUL: what neither names nor patterns may hold. */
    public static boolean hasBlanks(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c >= '\t' && c <= '\r' || c == 0) {
                return true;
            }
        }
        return false;
    }

    /** A user as it is made, before any rule. */
    public User newUser(String name) {
        return User.nobody(name).with(Rights.NONE.withRoot(newSelector()));
    }

    private Selector newSelector() {
        return Selector.NONE.withAllChannels(allChannelsAtFirst);
    }

    /**
     * What a user is after ACL SETUSER with these rules.
     *
     * @throws ErrorReply when one of them makes no sense
     */
    public User apply(User user, List<String> rules) {
        User changed = user;
        for (String rule : joined(rules)) {
            try {
                changed = apply(changed, rule);
            } catch (InvalidRule invalid) {
                throw ErrorReply.err(
                        "Error in ACL SETUSER modifier '"
                                + upToNul(rule)
                                + "': "
                                + invalid.getMessage());
            }
        }
        return changed;
    }

    /** Puts selectors together that are spread over several words, as {@code (+get ~a)} is. */
    static List<String> joined(List<String> words) {
        List<String> rules = new ArrayList<>();
        StringBuilder open = null;
        String first = null;
        for (String word : words) {
            if (open == null && word.startsWith("(") && !word.endsWith(")")) {
                open = new StringBuilder(word);
                first = word;
            } else if (open == null) {
                rules.add(word);
            } else {
                open.append(' ').append(upToNul(word));
                if (word.endsWith(")")) {
                    rules.add(open.toString());
                    open = null;
                }
            }
        }
        if (open != null) {
            throw ErrorReply.err(
                    "Unmatched parenthesis in acl selector starting at '" + upToNul(first) + "'.");
        }
        return rules;
    }

    User apply(User user, String rule) throws InvalidRule {
        if (rule.isEmpty()) {
            return user;
        }
        switch (Ascii.lowerCase(Ascii.bytes(upToNul(rule)))) {
            case "on":
                return user.withEnabled(true);
            case "off":
                return user.withEnabled(false);
            case "skip-sanitize-payload":
                return user.withSkipsSanitizing(true);
            case "sanitize-payload":
                return user.withSkipsSanitizing(false);
            case "nopass":
                return user.with(true, List.of());
            case "resetpass":
                return user.with(false, List.of());
            case "clearselectors":
                return user.with(user.rights().withoutOthers());
            case "reset":
                return newUser(user.name());
            default:
                break;
        }
        return switch (rule.charAt(0)) {
            case '>', '#' -> withPassword(user, password(rule));
            case '<', '!' -> withoutPassword(user, password(rule));
            default ->
                    rule.startsWith("(") && rule.endsWith(")")
                            ? user.with(user.rights().with(selector(rule)))
                            : withRootRule(user, rule);
        };
    }

    private static Password password(String rule) throws InvalidRule {
        String text = rule.substring(1);
        boolean isText = rule.charAt(0) == '>' || rule.charAt(0) == '<';
        Password password = isText ? Password.of(Ascii.bytes(text)) : Password.ofDigest(text);
        if (password == null) {
            throw new InvalidRule(Reason.INVALID_HASH);
        }
        return password;
    }

    private static User withPassword(User user, Password password) {
        List<Password> passwords = new ArrayList<>(user.passwords());
        if (!passwords.contains(password)) {
            passwords.add(password);
        }
        return user.with(false, passwords);
    }

    private static User withoutPassword(User user, Password password) throws InvalidRule {
        List<Password> passwords = new ArrayList<>(user.passwords());
        if (!passwords.remove(password)) {
            throw new InvalidRule(Reason.NO_SUCH_PASSWORD);
        }
        return user.with(user.nopass(), passwords);
    }

    /** As in Redis, quotes that aren't balanced make it empty. */
    private Selector selector(String rule) throws InvalidRule {
        byte[][] words = QuotedWords.split(Ascii.bytes(rule.substring(1, rule.length() - 1)));
        Selector selector = newSelector();
        if (words != null) {
            for (byte[] word : words) {
                if (word.length == 0) {
                    throw new InvalidRule(Reason.SYNTAX);
                }
                selector = selectorRule.apply(selector, Ascii.string(word));
            }
        }
        return selector;
    }

    Selector apply(Selector selector, String rule) throws InvalidRule {
        return selectorRule.apply(selector, rule);
    }

    private User withRootRule(User user, String rule) throws InvalidRule {
        Selector root = selectorRule.apply(user.rights().root(), rule);
        return user.with(user.rights().withRoot(root));
    }

    /** Redis compares and tells words up to a byte 0. */
    private static String upToNul(String text) {
        int nul = text.indexOf(0);
        return nul < 0 ? text : text.substring(0, nul);
    }
}
