package io.gridscript.command.debug;

import io.gridscript.command.CommandBody;
import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.HashMap;
import java.util.Map;

/** Subcommands by their names, each with how many words its requests have. */
final class Subcommands {

    private static final int MOST_TOLD = 128;

    /** Code for a request of so many words. */
    private record Subcommand(int least, int most, CommandBody body) {

        boolean accepts(int words) {
            return words >= least && words <= most;
        }
    }

    private final Map<String, Subcommand> byName = new HashMap<>();

    /** Adds one whose requests have that many words, the command's name included. */
    void add(String name, int words, CommandBody body) {
        add(name, words, words, body);
    }

    void add(String name, int least, int most, CommandBody body) {
        byName.put(name, new Subcommand(least, most, body));
    }

    /** Adds one that only answers OK. */
    void addWithoutEffect(String name, int least, int most) {
        add(name, least, most, (call, reply) -> reply.ok());
    }

    void run(CommandCall call, ReplyWriter reply) {
        Subcommand subcommand = byName.get(Ascii.lowerCase(call.argument(1)));
        if (subcommand == null || !subcommand.accepts(call.count())) {
            throw unknown(call);
        }
        subcommand.body().run(call, reply);
    }

    /** Also for a request whose later words mean nothing. */
    static ErrorReply unknown(CommandCall call) {
        String name = Ascii.string(call.argument(1));
        return ErrorReply.err(
                "unknown subcommand or wrong number of arguments for '"
                        + name.substring(0, Math.min(name.length(), MOST_TOLD))
                        + "'. Try DEBUG HELP.");
    }
}
