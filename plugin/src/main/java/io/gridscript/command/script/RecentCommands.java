package io.gridscript.command.script;

import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;

/**
 * Commands that a script has called lately, by the bytes of their names: code names a command by
 * the same bytes each time.
 */
final class RecentCommands {

    /** A power of two. */
    private static final int PLACES = 4;

    private final CommandTable table;
    private final byte[][] names = new byte[PLACES][];
    private final Command[] commands = new Command[PLACES];

    RecentCommands(CommandTable table) {
        this.table = table;
    }

    /** As {@link CommandTable#resolve}. */
    Command resolve(byte[][] request) {
        byte[] name = request[0];
        int place = name.length == 0 ? 0 : name[0] >> 2 & PLACES - 1;
        if (names[place] == name) {
            return commands[place];
        }
        Command command = table.resolve(request);
        if (command != null && command.isNamedByOneWord()) {
            names[place] = name;
            commands[place] = command;
        }
        return command;
    }
}
