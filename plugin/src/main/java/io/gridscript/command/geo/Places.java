package io.gridscript.command.geo;

import static io.gridscript.spec.CommandFlag.READONLY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** GEOPOS, GEOHASH and GEODIST: what is known of members. */
final class Places {

    private static final byte[] ALPHABET = Ascii.bytes("0123456789bcdefghjkmnpqrstuvwxyz");
    private static final int LETTER_BITS = 5;

    /** The last letter has no bits any more. */
    private static final int LETTERS = 11;

    private Places() {}

    static void register(CommandTable table) {
        table.onKeyspace(geopos(), Places::tellPositions);
        table.onKeyspace(geohash(), Places::tellHashes);
        table.onKeyspace(geodist(), Places::tellDistance);
    }

    private static void tellPositions(CommandCall call, ReplyWriter reply) {
        SortedSetValue set = find(call);
        reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            Position position = position(set, call.argument(i));
            if (position == null) {
                reply.nilArray();
            } else {
                write(position, reply);
            }
        }
    }

    static void write(Position position, ReplyWriter reply) {
        reply.array(2);
        reply.real(position.longitude());
        reply.real(position.latitude());
    }

    private static void tellHashes(CommandCall call, ReplyWriter reply) {
        SortedSetValue set = find(call);
        reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            Position position = position(set, call.argument(i));
            reply.bulkOrNil(position == null ? null : letters(Cell.usual(position)));
        }
    }

    private static byte[] letters(Cell cell) {
        byte[] letters = new byte[LETTERS];
        letters[LETTERS - 1] = ALPHABET[0];
        for (int i = 0; i < LETTERS - 1; i++) {
            long bits = cell.bits() >>> 2 * Cell.FINEST - (i + 1) * LETTER_BITS;
            letters[i] = ALPHABET[(int) bits & ALPHABET.length - 1];
        }
        return letters;
    }

    private static void tellDistance(CommandCall call, ReplyWriter reply) {
        if (call.count() > 5) {
            throw ErrorReply.SYNTAX;
        }
        Distance.Unit unit =
                call.count() == 5 ? Distance.Unit.parse(call.argument(4)) : Distance.Unit.M;
        SortedSetValue set = find(call);
        Position one = position(set, call.argument(2));
        Position other = position(set, call.argument(3));
        if (one == null || other == null) {
            reply.nil();
        } else {
            reply.bulk(Distance.text(Distance.between(one, other) / unit.metres()));
        }
    }

    private static SortedSetValue find(CommandCall call) {
        return call.database().find(call.argument(1), SortedSetValue.class);
    }

    private static Position position(SortedSetValue set, byte[] name) {
        SortedSetMember member = set == null ? null : set.get(name);
        return member == null ? null : Cell.of(member.score()).area().middle();
    }

    private static CommandSpec.Builder geopos() {
        return GeoSpecs.reading("geopos", -2)
                .complexity("O(1) for each member")
                .summary("Tells where members are.")
                .flags(READONLY)
                .arguments(GeoSpecs.KEY, GeoSpecs.MEMBER.repeated().asOptional());
    }

    private static CommandSpec.Builder geohash() {
        return GeoSpecs.reading("geohash", -2)
                .complexity("O(1) for each member")
                .summary("Tells where members are, as geohashes of eleven letters.")
                .flags(READONLY)
                .arguments(GeoSpecs.KEY, GeoSpecs.MEMBER.repeated().asOptional());
    }

    private static CommandSpec.Builder geodist() {
        return GeoSpecs.reading("geodist", -4)
                .complexity("O(1)")
                .summary("Tells how far two members are from each other.")
                .flags(READONLY)
                .arguments(
                        GeoSpecs.KEY,
                        Argument.string("member1"),
                        Argument.string("member2"),
                        GeoSpecs.UNIT.asOptional());
    }
}
