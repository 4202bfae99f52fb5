package io.gridscript.command;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ReplyWriter;
import java.util.List;
import java.util.Locale;

/** What the HELP subcommand of a container answers: a line for each status. */
public final class HelpText {

    private final List<String> lines;

    /** The lines about the subcommands; what stands before and after them is added. */
    public HelpText(String... lines) {
        this.lines = List.of(lines);
    }

    /** Answers a call of HELP, with the container's name as the client wrote it, in capitals. */
    public void writeTo(ReplyWriter reply, CommandCall call) {
        String container = Ascii.string(call.argument(0)).toUpperCase(Locale.ROOT);
        reply.array(lines.size() + 3);
        reply.status(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        lines.forEach(reply::status);
        reply.status("HELP");
        reply.status("    Print this help.");
    }
}
