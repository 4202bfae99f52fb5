package io.gridscript.acl;

import io.gridscript.reply.Ascii;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which commands somebody may run, and by which rules that came to be. As Redis does since 7.2, it
 * keeps the rules in their order, but for those that a later one makes void. Immutable.
 */
final class CommandRules {

    /** {@code +@all}. */
    static final CommandRules ALL = new CommandRules(true, List.of(), Set.of(), Map.of());

    /** {@code -@all}. */
    static final CommandRules NONE = new CommandRules(false, List.of(), Set.of(), Map.of());

    private final boolean isAll;
    private final List<String> rules;

    /** Commands that are not as {@link #isAll} has it for the others. */
    private final Set<CommandSpec> exceptions;

    /** First arguments, in lower case, with which a command may run that otherwise may not. */
    private final Map<CommandSpec, Set<String>> firstArguments;

    private CommandRules(
            boolean isAll,
            List<String> rules,
            Set<CommandSpec> exceptions,
            Map<CommandSpec, Set<String>> firstArguments) {
        this.isAll = isAll;
        this.rules = rules;
        this.exceptions = exceptions;
        this.firstArguments = firstArguments;
    }

    boolean isEverything() {
        return isAll && exceptions.isEmpty();
    }

    boolean allow(CommandSpec spec, byte[][] request) {
        return isAll != exceptions.contains(spec) || allowFirstArgument(spec, request);
    }

    private boolean allowFirstArgument(CommandSpec spec, byte[][] request) {
        Set<String> allowed = firstArguments.get(spec);
        return allowed != null
                && request.length > 1
                && allowed.contains(Ascii.lowerCase(request[1]));
    }

    /** With a command and its subcommands, or without them. */
    CommandRules with(CommandSpec command, boolean allowed, Collection<CommandSpec> subcommands) {
        Change change = new Change();
        change.set(command, subcommands, allowed);
        return change.end(command.fullName(), allowed);
    }

    /** With all commands of a category, or without them. */
    CommandRules with(AclCategory category, boolean allowed, CommandSpecs specs) {
        Change change = new Change();
        for (CommandSpec spec : specs.all()) {
            if (spec.categories().contains(category)) {
                change.set(spec, specs.subcommands(spec), allowed);
            }
        }
        return change.end("@" + category.text(), allowed);
    }

    /** With a command when its first argument is that one, given in lower case. */
    CommandRules withFirstArgument(CommandSpec command, String argument) {
        Change change = new Change();
        Set<String> arguments = new HashSet<>(change.arguments.getOrDefault(command, Set.of()));
        arguments.add(argument);
        change.arguments.put(command, arguments);
        return change.end(command.fullName() + "|" + argument, true);
    }

    /** All rules, {@code +@all} or {@code -@all} first. */
    List<String> rules() {
        List<String> all = new ArrayList<>();
        all.add(isAll ? "+@all" : "-@all");
        all.addAll(rules);
        return all;
    }

    /** What is otherwise after a rule. */
    private final class Change {

        private final Set<CommandSpec> changed = new HashSet<>(exceptions);
        private final Map<CommandSpec, Set<String>> arguments = new HashMap<>(firstArguments);

        private void set(CommandSpec command, Collection<CommandSpec> parts, boolean allowed) {
            set(command, allowed);
            arguments.remove(command);
            parts.forEach(each -> set(each, allowed));
        }

        private void set(CommandSpec command, boolean allowed) {
            if (allowed == isAll) {
                changed.remove(command);
            } else {
                changed.add(command);
            }
        }

        /** An earlier rule about the same, or about parts of it, is void. */
        private CommandRules end(String subject, boolean allowed) {
            List<String> kept = new ArrayList<>();
            for (String rule : rules) {
                String former = rule.substring(1);
                if (!former.equals(subject) && !former.startsWith(subject + "|")) {
                    kept.add(rule);
                }
            }
            kept.add((allowed ? "+" : "-") + subject);
            return new CommandRules(isAll, kept, changed, arguments);
        }
    }
}
