package io.gridscript.command.acl;

import io.gridscript.acl.CommandSpecs;
import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The specs of a command table, as they are when asked for. */
public final class TableSpecs implements CommandSpecs {

    private final CommandTable table;

    public TableSpecs(CommandTable table) {
        this.table = table;
    }

    @Override
    public CommandSpec find(String fullName) {
        Command command = table.findByFullName(Ascii.bytes(fullName));
        return command == null ? null : command.spec();
    }

    @Override
    public Collection<CommandSpec> all() {
        List<CommandSpec> all = new ArrayList<>();
        for (Command command : table.all()) {
            all.add(command.spec());
            command.subcommands().values().forEach(each -> all.add(each.spec()));
        }
        return all;
    }

    @Override
    public Collection<CommandSpec> subcommands(CommandSpec command) {
        if (command.isSubcommand()) {
            return List.of();
        }
        return table.find(Ascii.bytes(command.name())).subcommands().values().stream()
                .map(Command::spec)
                .toList();
    }
}
