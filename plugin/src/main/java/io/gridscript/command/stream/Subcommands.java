package io.gridscript.command.stream;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.Locale;

/** What is wrong with a subcommand beyond its arity. */
final class Subcommands {

    private static final int LONGEST_NAME = 128;

    private Subcommands() {}

    static ErrorReply wrong(CommandCall call) {
        String name = Ascii.string(call.argument(1));
        return ErrorReply.err(
                "unknown subcommand or wrong number of arguments for '"
                        + name.substring(0, Math.min(name.length(), LONGEST_NAME))
                        + "'. Try "
                        + Ascii.string(call.argument(0)).toUpperCase(Locale.ROOT)
                        + " HELP.");
    }
}
