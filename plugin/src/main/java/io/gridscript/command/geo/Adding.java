package io.gridscript.command.geo;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** GEOADD. */
final class Adding {

    /** Words of a place: longitude, latitude, name. */
    private static final int WORDS = 3;

    /**
     * The options of GEOADD.
     *
     * @param end position after the last option
     */
    private record Options(boolean onlyNew, boolean onlyPresent, boolean countsChanged, int end) {

        static Options parse(byte[][] words) {
            boolean onlyNew = false;
            boolean onlyPresent = false;
            boolean countsChanged = false;
            int at = 2;
            for (; at < words.length; at++) {
                if (Ascii.is(words[at], "nx")) {
                    onlyNew = true;
                } else if (Ascii.is(words[at], "xx")) {
                    onlyPresent = true;
                } else if (Ascii.is(words[at], "ch")) {
                    countsChanged = true;
                } else {
                    break;
                }
            }
            return new Options(onlyNew, onlyPresent, countsChanged, at);
        }
    }

    private Adding() {}

    static void register(CommandTable table) {
        table.onKeyspace(geoadd(), Adding::add);
    }

    private static void add(CommandCall call, ReplyWriter reply) {
        byte[][] words = call.arguments();
        Options options = Options.parse(words);
        int first = options.end();
        int places = (words.length - first) / WORDS;
        if ((words.length - first) % WORDS != 0 || options.onlyNew && options.onlyPresent) {
            throw ErrorReply.SYNTAX;
        }
        double[] scores = new double[places];
        for (int i = 0; i < places; i++) {
            scores[i] = Cell.around(Position.parse(words, first + i * WORDS), Cell.FINEST).score();
        }
        if (places == 0) {
            throw ErrorReply.SYNTAX;
        }
        SortedSetValue present = call.database().findForWrite(words[1], SortedSetValue.class);
        SortedSetValue set =
                present == null
                        ? SortedSetValue.expecting(
                                words[first + 2], places, call.keyspace().encodingLimits())
                        : present;
        int counted = 0;
        for (int i = 0; i < places; i++) {
            counted += put(set, words[first + i * WORDS + 2], scores[i], options, places);
        }
        if (present == null && !set.isEmpty()) {
            call.database().put(words[1], set);
        }
        reply.integer(counted);
    }

    /** Puts a member where the options let it; returns 1 if it counts. */
    private static int put(
            SortedSetValue set, byte[] name, double score, Options options, int expected) {
        SortedSetMember member = set.get(name);
        if (member == null) {
            if (options.onlyPresent) {
                return 0;
            }
            set.put(name, score, expected);
            return 1;
        }
        if (options.onlyNew || member.score() == score) {
            return 0;
        }
        set.put(member.name(), score);
        return options.countsChanged ? 1 : 0;
    }

    private static CommandSpec.Builder geoadd() {
        return GeoSpecs.any("geoadd", -5)
                .keys(KeySpec.key(1, RW, UPDATE))
                .complexity("O(log(N)) for each member, N members in the set")
                .summary("Adds places to a sorted set, or moves them.")
                .flags(WRITE, DENYOOM)
                .changed("6.2.0", "CH, NX and XX.")
                .arguments(
                        GeoSpecs.KEY,
                        Argument.oneOf(
                                        "condition",
                                        Argument.token("nx", "NX"),
                                        Argument.token("xx", "XX"))
                                .asOptional()
                                .since("6.2.0"),
                        Argument.token("change", "CH").asOptional().since("6.2.0"),
                        Argument.block(
                                        "data",
                                        Argument.real("longitude"),
                                        Argument.real("latitude"),
                                        GeoSpecs.MEMBER)
                                .repeated());
    }
}
