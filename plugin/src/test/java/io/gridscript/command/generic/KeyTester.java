package io.gridscript.command.generic;

import io.gridscript.command.CommandTester;
import io.gridscript.command.hash.HashCommands;

/** Testers that know the key commands and, to have other types than strings, those of hashes. */
final class KeyTester {

    private KeyTester() {}

    static CommandTester create() {
        return create(false);
    }

    static CommandTester create(boolean clusterEnabled) {
        return new CommandTester(
                new GenericCommands(clusterEnabled)::register, HashCommands::register);
    }
}
