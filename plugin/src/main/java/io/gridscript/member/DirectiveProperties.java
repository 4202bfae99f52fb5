package io.gridscript.member;

import io.gridscript.reply.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The member's settings from properties: those whose names begin with {@code gridscript.}, the rest
 * of the name being a directive's. Booleans may also be {@code true} and {@code false}, as YAML has
 * them.
 */
final class DirectiveProperties {

    /** What the names of all properties begin with. */
    public static final String PREFIX = "gridscript.";

    /** What the names of properties begin with that say a user's rules. */
    public static final String USER_PREFIX = PREFIX + "user.";

    private DirectiveProperties() {}

    /** The rules of users by their names, one byte in each character. */
    static Map<String, String> readUsers(Properties properties) {
        Map<String, String> users = new TreeMap<>();
        for (String property : properties.stringPropertyNames()) {
            if (property.startsWith(USER_PREFIX)) {
                users.put(
                        inBytes(property.substring(USER_PREFIX.length())),
                        inBytes(properties.getProperty(property)));
            }
        }
        return users;
    }

    /** The values of all directives by their indexes. */
    static Object[] read(Properties properties) {
        Object[] values = new Object[DirectiveTable.all().size()];
        for (Directive<?> directive : DirectiveTable.all()) {
            values[directive.index()] = directive.initial();
        }
        for (String property : new TreeSet<>(properties.stringPropertyNames())) {
            if (property.startsWith(PREFIX) && !property.startsWith(USER_PREFIX)) {
                read(property, properties.getProperty(property), values);
            }
        }
        return values;
    }

    private static void read(String property, String text, Object[] values) {
        Directive<?> directive = DirectiveTable.find(property.substring(PREFIX.length()));
        if (directive == null) {
            throw new InvalidSetting(
                    "Unknown setting "
                            + property
                            + "; the nearest there is: "
                            + PREFIX
                            + nearest(property.substring(PREFIX.length())));
        }
        try {
            Object initial = values[directive.index()];
            values[directive.index()] = directive.parse(written(directive, text), initial);
        } catch (DirectiveRefused refused) {
            throw new InvalidSetting(
                    "Invalid value '" + text + "' for " + property + ": " + refused.getMessage());
        }
    }

    /** A property's text as a client would have sent it. */
    private static String written(Directive<?> directive, String text) {
        if (directive.initial() instanceof Boolean) {
            switch (text) {
                case "true":
                    return "yes";
                case "false":
                    return "no";
                default:
                    break;
            }
        }
        return inBytes(text);
    }

    private static String inBytes(String text) {
        return Ascii.string(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of all names and aliases the one with the fewest letters to change. */
    private static String nearest(String name) {
        String nearest = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : names()) {
            int changes = changes(name, candidate);
            if (changes < fewest) {
                fewest = changes;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Directive<?> directive : DirectiveTable.all()) {
            names.add(directive.name());
            if (directive.alias() != null) {
                names.add(directive.alias());
            }
        }
        return names;
    }

    /** The Levenshtein distance. */
    private static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
