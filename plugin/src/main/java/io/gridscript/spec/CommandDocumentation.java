package io.gridscript.spec;

import java.util.List;

/**
 * What COMMAND DOCS tells people of a command. Nothing is decided by it.
 *
 * @param since the version of Redis that brought the command
 * @param complexity null where Redis tells none
 * @param systemCommand whether it is not meant for users
 * @param deprecatedSince the version that deprecated it, or null
 * @param replacedBy what to use instead of a deprecated command, or null
 */
public record CommandDocumentation(
        String summary,
        String since,
        String complexity,
        List<Change> history,
        List<Argument> arguments,
        boolean systemCommand,
        String deprecatedSince,
        String replacedBy) {

    /** A change since the command was added. */
    public record Change(String version, String text) {}

    public CommandDocumentation {
        history = List.copyOf(history);
        arguments = List.copyOf(arguments);
    }
}
