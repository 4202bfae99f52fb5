package io.gridscript.command.geo;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands that search. */
final class Searching {

    private static final FoundPlace[] NONE = {};

    private Searching() {}

    static void run(CommandCall call, ReplyWriter reply, SearchForm form) {
        Database database = call.database();
        SortedSetValue source =
                database.find(call.argument(form.sourcePosition()), SortedSetValue.class);
        SearchRequest request = SearchRequest.parse(call.arguments(), form, source);
        FoundPlace[] places = source == null ? NONE : find(source, request);
        int told = request.told(places.length);
        sort(places, request, told);
        if (request.target == null) {
            tell(places, told, request, reply);
        } else {
            store(places, told, request, database);
            reply.integer(told);
        }
    }

    private static FoundPlace[] find(SortedSetValue source, SearchRequest request) {
        List<FoundPlace> found = new ArrayList<>();
        long limit = request.any ? request.count : Long.MAX_VALUE;
        for (Cell cell : SearchCells.around(request.centre(), request.shape())) {
            if (found.size() >= limit) {
                break;
            }
            findIn(cell, source, request, limit, found);
        }
        return found.toArray(FoundPlace[]::new);
    }

    private static void findIn(
            Cell cell,
            SortedSetValue source,
            SearchRequest request,
            long limit,
            List<FoundPlace> found) {
        double least = cell.score();
        double behind = cell.scoreBehind();
        int from = source.countFirst(member -> member.score() < least);
        int to = source.countFirst(member -> member.score() < behind);
        source.ascend(
                from,
                to,
                member -> {
                    if (found.size() < limit) {
                        add(member, request, found);
                    }
                });
    }

    private static void add(SortedSetMember member, SearchRequest request, List<FoundPlace> found) {
        Position position = Cell.of(member.score()).area().middle();
        double distance = request.shape().distance(request.centre(), position);
        if (!Double.isNaN(distance)) {
            found.add(FoundPlace.of(member, position, distance));
        }
    }

    /** The nearest ones are meant when only some are wanted and nobody says which. */
    private static void sort(FoundPlace[] places, SearchRequest request, int told) {
        boolean nearest =
                request.order == SearchRequest.Order.NEAREST_FIRST
                        || request.order == SearchRequest.Order.AS_FOUND
                                && request.count > 0
                                && !request.any;
        if (nearest || request.order == SearchRequest.Order.FARTHEST_FIRST) {
            NearestFirst.sort(places, nearest, told);
        }
    }

    private static void tell(
            FoundPlace[] places, int told, SearchRequest request, ReplyWriter reply) {
        int details =
                (request.withDistance ? 1 : 0)
                        + (request.withHash ? 1 : 0)
                        + (request.withPosition ? 1 : 0);
        reply.array(told);
        for (int i = 0; i < told; i++) {
            FoundPlace place = places[i];
            if (details > 0) {
                reply.array(1 + details);
            }
            reply.bulk(place.name());
            if (request.withDistance) {
                reply.bulk(Distance.text(distance(place, request)));
            }
            if (request.withHash) {
                reply.integer(hash(place.score()));
            }
            if (request.withPosition) {
                Places.write(place.position(), reply);
            }
        }
    }

    /** In the unit of the request. */
    private static double distance(FoundPlace place, SearchRequest request) {
        return Distance.between(request.centre(), place.position()) / request.shape().metres();
    }

    /** As C converts a double to a whole number. */
    private static long hash(double score) {
        return score < 0x1p63 ? (long) score : Long.MIN_VALUE;
    }

    private static void store(
            FoundPlace[] places, int told, SearchRequest request, Database database) {
        if (told == 0) {
            database.remove(request.target);
            return;
        }
        SortedSetValue set = new SortedSetValue();
        for (int i = 0; i < told; i++) {
            FoundPlace place = places[i];
            set.put(
                    place.name(),
                    request.storesDistances ? distance(place, request) : place.score());
        }
        database.put(request.target, set);
    }
}
