package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.RedisVersion;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** LOLWUT: a grid of diagonals, another one each time, and the version. */
public final class LolwutCommand {

    private static final int ROWS = 12;
    private static final int COLUMNS = 60;

    /** Words that stand before those of the picture. */
    private static final int VERSION_WORDS = 3;

    public void register(CommandTable table) {
        table.onSession(
                command("lolwut", -1)
                        .group(CommandGroup.SERVER)
                        .since("5.0.0")
                        .flags(CommandFlag.READONLY, CommandFlag.FAST)
                        .summary("Draws something, and tells the version.")
                        .arguments(Argument.integer("version").after("VERSION").asOptional()),
                LolwutCommand::draw);
    }

    private static void draw(CommandCall call, ReplyWriter reply) {
        if (call.count() >= VERSION_WORDS && Ascii.is(call.argument(1), "version")) {
            RedisNumbers.parseLong(call.argument(2));
        }
        String text = picture(new SplittableRandom()) + "\nRedis ver. " + RedisVersion.TEXT + "\n";
        reply.verbatim("txt", Ascii.bytes(text));
    }

    /** Each place leans one way or the other; a maze comes of it. */
    private static String picture(RandomGenerator random) {
        StringBuilder picture = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                picture.append(random.nextBoolean() ? '/' : '\\');
            }
            picture.append('\n');
        }
        return picture.toString();
    }
}
