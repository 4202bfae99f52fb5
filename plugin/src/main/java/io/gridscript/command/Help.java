package io.gridscript.command;

import io.gridscript.reply.ReplyWriter;

/** The reply of a container's HELP: a heading, then each form with its meaning indented below. */
public final class Help {

    private final String container;
    private final String[] lines;

    /**
     * @param container upper case
     * @param lines forms and meanings, in turn
     */
    public Help(String container, String... lines) {
        this.container = container;
        this.lines = lines.clone();
    }

    /** Writes it as any command's code does. */
    public void run(CommandCall call, ReplyWriter reply) {
        reply.array(lines.length + 3);
        reply.status(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        for (int i = 0; i < lines.length; i++) {
            reply.status(i % 2 == 0 ? lines[i] : "    " + lines[i]);
        }
        reply.status("HELP");
        reply.status("    Print this help.");
    }
}
