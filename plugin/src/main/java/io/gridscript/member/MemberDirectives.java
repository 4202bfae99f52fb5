package io.gridscript.member;

import io.gridscript.command.server.Directives;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The values that the directives have on this member: from properties at first, then from CONFIG
 * SET on any member. Reading one is cheap and safe for all threads.
 */
final class MemberDirectives implements Directives {

    /** Makes the values of a directive hold where they are for. */
    @FunctionalInterface
    public interface Application<T> {

        /**
         * Makes a value hold.
         *
         * @throws DirectiveRefused when that isn't possible; the former value is then applied again
         */
        void apply(T value) throws DirectiveRefused;
    }

    /** Makes changes hold on all members. */
    @FunctionalInterface
    interface Distribution {

        /** Only this member. */
        Distribution NONE = changed -> CompletableFuture.completedFuture(null);

        /**
         * Tells all members of new values, by the directives' names.
         *
         * @return completes when they hold everywhere, or exceptionally with an {@link ErrorReply}
         */
        CompletionStage<Void> toAll(Map<String, String> changed);
    }

    private record Binding<T>(Directive<T> directive, Application<? super T> application) {

        boolean isConcerned(Object[] former, Object[] values) {
            return !former[directive.index()].equals(values[directive.index()]);
        }

        void apply(Object[] values) throws DirectiveRefused {
            application.apply(value(values, directive));
        }
    }

    private static final System.Logger LOG = System.getLogger(MemberDirectives.class.getName());

    private final List<Binding<?>> bindings = new ArrayList<>();

    /** By the index of the directive; never changed, only exchanged. */
    private volatile Object[] values;

    private volatile Distribution distribution = Distribution.NONE;

    private final Map<String, String> users;

    MemberDirectives(Object[] values) {
        this(values, Map.of());
    }

    private MemberDirectives(Object[] values, Map<String, String> users) {
        this.values = values;
        this.users = users;
    }

    /**
     * The directives as properties set them; see {@link DirectiveProperties}.
     *
     * @throws InvalidSetting when a name is unknown or a value is of no use
     */
    public static MemberDirectives fromProperties(Properties properties) {
        return new MemberDirectives(
                DirectiveProperties.read(properties), DirectiveProperties.readUsers(properties));
    }

    public <T> T get(Directive<T> directive) {
        return value(values, directive);
    }

    /**
     * Applies the value of a directive now and whenever it changes, on the thread that changes it.
     *
     * @throws InvalidSetting when the value it has now can't be applied
     */
    synchronized <T> void bind(Directive<T> directive, Application<? super T> application) {
        Binding<T> binding = new Binding<>(directive, application);
        try {
            binding.apply(values);
        } catch (DirectiveRefused refused) {
            throw new InvalidSetting(refused.getMessage());
        }
        bindings.add(binding);
    }

    /** The rules of the users that properties set, by their names; no directives of Redis. */
    Map<String, String> users() {
        return users;
    }

    @Override
    public SortedMap<String, String> all() {
        Object[] current = values;
        SortedMap<String, String> texts = new TreeMap<>();
        for (Directive<?> directive : DirectiveTable.all()) {
            if (directive.isSeen()) {
                String text = text(current, directive);
                texts.put(directive.name(), text);
                if (directive.alias() != null) {
                    texts.put(directive.alias(), text);
                }
            }
        }
        return texts;
    }

    /** Says how changes become known to other members; until then they hold on this one alone. */
    void distributeBy(Distribution how) {
        distribution = how;
    }

    @Override
    public CompletionStage<Void> set(List<Assignment> assignments) {
        try {
            Map<String, String> changed = setHere(assignments);
            return changed.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : distribution.toAll(changed);
        } catch (ErrorReply error) {
            return CompletableFuture.failedFuture(error);
        }
    }

    /** Returns what other members have to set, too. */
    private synchronized Map<String, String> setHere(List<Assignment> assignments) {
        checkNames(assignments);
        Object[] changed = values.clone();
        List<String> names = parse(assignments, changed);
        change(changed, names);
        Map<String, String> shared = new TreeMap<>();
        for (String name : names) {
            Directive<?> directive = DirectiveTable.find(name);
            if (directive.change() == Directive.Change.ANY_TIME) {
                shared.put(directive.name(), fullText(changed, directive));
            }
        }
        return shared;
    }

    /** Lets values hold that CONFIG SET on some member has set: all that are possible here. */
    synchronized void take(Map<String, String> shared) {
        shared.forEach(this::take);
    }

    private void take(String name, String text) {
        Directive<?> directive = DirectiveTable.find(name);
        if (directive == null) {
            return;
        }
        try {
            Object[] changed = values.clone();
            changed[directive.index()] = directive.parse(text, changed[directive.index()]);
            change(changed, List.of(name));
        } catch (DirectiveRefused | ErrorReply refused) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "CONFIG SET on another member has set {0}, which is impossible here: {1}. Set"
                            + " it again to something that is possible everywhere",
                    name,
                    refused.getMessage());
        }
    }

    /** Redis looks at all names before it looks at any value. */
    private static void checkNames(List<Assignment> assignments) {
        Set<String> seen = new HashSet<>();
        for (Assignment assignment : assignments) {
            String name = lowerCase(assignment.name());
            Directive<?> directive = DirectiveTable.find(name);
            if (directive == null || !directive.isSeen()) {
                throw ErrorReply.err(
                        "Unknown option or number of arguments for CONFIG SET - '"
                                + assignment.name()
                                + "'");
            }
            if (directive.change() == Directive.Change.AT_START) {
                throw failed(assignment.name(), "can't set immutable config");
            }
            if (directive.change() == Directive.Change.PROTECTED) {
                throw failed(assignment.name(), "can't set protected config");
            }
            if (!seen.add(name)) {
                throw failed(assignment.name(), "duplicate parameter");
            }
        }
    }

    /** Puts the new values in their places; returns the names as given, in lower case. */
    private static List<String> parse(List<Assignment> assignments, Object[] target) {
        List<String> names = new ArrayList<>();
        for (Assignment assignment : assignments) {
            String name = lowerCase(assignment.name());
            Directive<?> directive = DirectiveTable.find(name);
            try {
                Object present = target[directive.index()];
                Object value = directive.parse(assignment.value(), present);
                checkAddress(directive, present, value);
                target[directive.index()] = value;
            } catch (DirectiveRefused refused) {
                throw failed(name, refused.getMessage());
            }
            names.add(name);
        }
        return names;
    }

    /** The sentence begins as Redis's does when it can't listen where it is told to. */
    private static void checkAddress(Directive<?> directive, Object current, Object value)
            throws DirectiveRefused {
        if (directive.change() == Directive.Change.ADDRESS && !value.equals(current)) {
            throw new DirectiveRefused(
                    "Unable to listen on this port or address: it is fixed at start");
        }
    }

    /** Lets new values hold; on a refusal the former values hold again. */
    private void change(Object[] changed, List<String> names) {
        Object[] former = values;
        values = changed;
        List<Binding<?>> applied = new ArrayList<>();
        for (Binding<?> binding : bindings) {
            if (!binding.isConcerned(former, changed)) {
                continue;
            }
            applied.add(binding);
            try {
                binding.apply(changed);
            } catch (DirectiveRefused refused) {
                values = former;
                restore(applied, former);
                throw failed(nameAsGiven(binding.directive(), names), refused.getMessage());
            }
        }
    }

    private static void restore(List<Binding<?>> applied, Object[] former) {
        for (Binding<?> binding : applied) {
            try {
                binding.apply(former);
            } catch (DirectiveRefused refused) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "CONFIG SET failed, and the former value of {0} can''t be restored: {1}."
                                + " Set {0} again.",
                        binding.directive(),
                        refused.getMessage());
            }
        }
    }

    private static String nameAsGiven(Directive<?> directive, List<String> names) {
        return names.contains(directive.name()) ? directive.name() : directive.alias();
    }

    private static ErrorReply failed(String name, String reason) {
        return ErrorReply.err(
                "CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
    }

    private static String lowerCase(String name) {
        return Ascii.lowerCase(Ascii.bytes(name));
    }

    private static <T> String text(Object[] values, Directive<T> directive) {
        return directive.type().text(value(values, directive));
    }

    private static <T> String fullText(Object[] values, Directive<T> directive) {
        return directive.type().fullText(value(values, directive));
    }

    /** Each place holds what the directive of that index parsed or began with. */
    @SuppressWarnings("unchecked")
    private static <T> T value(Object[] values, Directive<T> directive) {
        return (T) values[directive.index()];
    }
}
