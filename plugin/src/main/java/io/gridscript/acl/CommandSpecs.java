package io.gridscript.acl;

import io.gridscript.spec.CommandSpec;
import java.util.Collection;

/** All commands there are. A port: implemented by command. */
public interface CommandSpecs {

    /** A command or subcommand by its full name ({@code script|flush}) in any case, or null. */
    CommandSpec find(String fullName);

    /** Commands, containers and subcommands, each once. */
    Collection<CommandSpec> all();

    /** The subcommands of a command, none where it isn't a container. */
    Collection<CommandSpec> subcommands(CommandSpec command);
}
