package io.gridscript.acl;

import io.gridscript.acl.InvalidRule.Reason;
import io.gridscript.reply.Ascii;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandSpec;
import java.util.List;

/** One rule about commands, keys or channels. Text holds one byte in each character. */
final class SelectorRule {

    private final CommandSpecs specs;

    SelectorRule(CommandSpecs specs) {
        this.specs = specs;
    }

    /** What a selector is after a rule, which isn't empty. */
    Selector apply(Selector selector, String rule) throws InvalidRule {
        switch (lowerCase(rule)) {
            case "allkeys", "~*":
                return selector.withAllKeys(true);
            case "resetkeys":
                return selector.withAllKeys(false);
            case "allchannels", "&*":
                return selector.withAllChannels(true);
            case "resetchannels":
                return selector.withAllChannels(false);
            case "allcommands", "+@all":
                return selector.with(CommandRules.ALL);
            case "nocommands", "-@all":
                return selector.with(CommandRules.NONE);
            default:
                break;
        }
        return switch (rule.charAt(0)) {
            case '~', '%' -> withKeys(selector, rule);
            case '&' -> withChannels(selector, rule.substring(1));
            case '+' -> selector.with(commands(selector.commands(), rule.substring(1), true));
            case '-' -> selector.with(commands(selector.commands(), rule.substring(1), false));
            default -> throw new InvalidRule(Reason.SYNTAX);
        };
    }

    private static Selector withKeys(Selector selector, String rule) throws InvalidRule {
        if (selector.allKeys()) {
            throw new InvalidRule(Reason.ALL_KEYS);
        }
        return selector.with(keyPattern(rule));
    }

    /**
     * As in Redis, {@code %R} alone is the empty pattern. Redis ends at {@code %} alone; here that
     * is an error.
     */
    private static KeyPattern keyPattern(String rule) throws InvalidRule {
        boolean reads = rule.charAt(0) == '~';
        boolean writes = reads;
        int at = 1;
        while (rule.charAt(0) == '%' && at < rule.length()) {
            char c = rule.charAt(at++);
            if ((c == 'R' || c == 'r') && !reads) {
                reads = true;
            } else if ((c == 'W' || c == 'w') && !writes) {
                writes = true;
            } else if (c == '~' && (reads || writes)) {
                break;
            } else {
                throw new InvalidRule(Reason.SYNTAX);
            }
        }
        if (!reads && !writes) {
            throw new InvalidRule(Reason.SYNTAX);
        }
        return new KeyPattern(withoutBlanks(rule.substring(at)), reads, writes);
    }

    private static Selector withChannels(Selector selector, String pattern) throws InvalidRule {
        if (selector.allChannels()) {
            throw new InvalidRule(Reason.ALL_CHANNELS);
        }
        return selector.with(selector.channels().with(withoutBlanks(pattern)));
    }

    private static String withoutBlanks(String pattern) throws InvalidRule {
        if (UserRules.hasBlanks(pattern)) {
            throw new InvalidRule(Reason.SYNTAX);
        }
        return pattern;
    }

    private CommandRules commands(CommandRules commands, String subject, boolean allowed)
            throws InvalidRule {
        if (subject.startsWith("@")) {
            return commands.with(category(subject.substring(1)), allowed, specs);
        }
        int bar = subject.lastIndexOf('|');
        if (bar < 0 || !allowed) {
            CommandSpec command = command(subject);
            return commands.with(command, allowed, specs.subcommands(command));
        }
        return withPart(commands, subject, bar);
    }

    /** A command with a word behind it: a subcommand, or a first argument. */
    private CommandRules withPart(CommandRules commands, String subject, int bar)
            throws InvalidRule {
        CommandSpec command = command(subject.substring(0, bar));
        String part = subject.substring(bar + 1);
        if (command.isSubcommand()) {
            throw new InvalidRule(Reason.FIRST_ARGUMENT_OF_SUBCOMMAND);
        }
        if (part.isEmpty()) {
            throw new InvalidRule(Reason.SYNTAX);
        }
        if (!specs.subcommands(command).isEmpty()) {
            return commands.with(command(subject), true, List.of());
        }
        // Such a rule could not be read again from where users are kept.
        return commands.withFirstArgument(command, lowerCase(withoutBlanks(part)));
    }

    private CommandSpec command(String name) throws InvalidRule {
        CommandSpec command = specs.find(name);
        if (command == null) {
            throw new InvalidRule(Reason.UNKNOWN_COMMAND);
        }
        return command;
    }

    private static AclCategory category(String name) throws InvalidRule {
        for (AclCategory category : AclCategory.values()) {
            if (Ascii.is(Ascii.bytes(name), category.text())) {
                return category;
            }
        }
        throw new InvalidRule(Reason.UNKNOWN_COMMAND);
    }

    private static String lowerCase(String rule) {
        return Ascii.lowerCase(Ascii.bytes(rule));
    }
}
