package io.gridscript.command.debug;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.util.concurrent.TimeUnit;

/** What DEBUG answers to a test without looking at data. */
final class Answers {

    private static final System.Logger LOG = System.getLogger(Answers.class.getName());

    private Answers() {}

    static void addTo(Subcommands subcommands) {
        subcommands.add("help", 2, (call, reply) -> DebugHelp.TEXT.writeTo(reply, call));
        subcommands.add("error", 3, Answers::error);
        subcommands.add("log", 3, Answers::log);
        subcommands.add("protocol", 3, DebugProtocol::run);
        subcommands.add("sleep", 3, Answers::sleep);
        subcommands.add("stringmatch-len", 4, Answers::stringMatch);
    }

    private static void error(CommandCall call, ReplyWriter reply) {
        throw ErrorReply.of(Ascii.string(call.argument(2)));
    }

    private static void log(CommandCall call, ReplyWriter reply) {
        LOG.log(System.Logger.Level.INFO, "DEBUG LOG: {0}", Ascii.string(call.argument(2)));
        reply.ok();
    }

    /** The thread sleeps with the keyspace held, which is the point. */
    private static void sleep(CommandCall call, ReplyWriter reply) {
        double seconds = RedisNumbers.parseDouble(call.argument(2));
        try {
            TimeUnit.MICROSECONDS.sleep((long) (seconds * TimeUnit.SECONDS.toMicros(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reply.ok();
    }

    private static void stringMatch(CommandCall call, ReplyWriter reply) {
        boolean matches = GlobPattern.of(call.argument(2)).matches(call.argument(3));
        reply.integer(matches ? 1 : 0);
    }
}
