package io.gridscript.command.sort;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.keyspace.SetValue;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.keyspace.Value;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One run of SORT. */
final class Sorting {

    private static final byte[] NOTHING = {};

    private final Database database;
    private final SortRequest request;

    private Sorting(Database database, SortRequest request) {
        this.database = database;
        this.request = request;
    }

    /**
     * Runs SORT or SORT_RO.
     *
     * @param mayStore whether it is the former
     */
    static void run(CommandCall call, ReplyWriter reply, boolean mayStore) {
        SortRequest request = SortRequest.of(call, mayStore);
        Database database = call.database();
        Entry entry = database.find(call.argument(1));
        Value value = entry == null ? null : entry.value();
        if (mustSort(value, request, call)) {
            request = request.alphabeticalByElement();
        }
        Sorting sorting = new Sorting(database, request);
        List<byte[]> elements = sorting.part(sorting.elements(value));
        if (request.destination() == null) {
            sorting.tell(elements, reply);
        } else {
            reply.integer(sorting.store(elements));
        }
    }

    /** A set has no order of its own that scripts or stored lists should depend on. */
    private static boolean mustSort(Value value, SortRequest request, CommandCall call) {
        return request.keepsOrder()
                && value instanceof SetValue
                && (request.destination() != null || call.isInScript());
    }

    private List<byte[]> elements(Value value) {
        List<byte[]> elements = stored(value);
        if (!request.keepsOrder()) {
            return sorted(elements);
        }
        if (request.descending() && !(value instanceof SetValue)) {
            Collections.reverse(elements);
        }
        return elements;
    }

    /** All elements in the order in which they are kept. */
    private static List<byte[]> stored(Value value) {
        List<byte[]> elements = new ArrayList<>();
        if (value instanceof ListValue list) {
            for (int i = 0; i < list.size(); i++) {
                elements.add(list.get(i));
            }
        } else if (value instanceof SetValue set) {
            set.forEach(elements::add);
        } else if (value instanceof SortedSetValue set) {
            set.forEach(member -> elements.add(member.name()));
        } else if (value != null) {
            throw ErrorReply.WRONG_TYPE;
        }
        return elements;
    }

    private List<byte[]> sorted(List<byte[]> elements) {
        List<Sortable> sortables = new ArrayList<>(elements.size());
        for (byte[] element : elements) {
            sortables.add(Sortable.of(element, request, database));
        }
        sortables.sort(Sortable.order(request));
        return sortables.stream().map(Sortable::element).toList();
    }

    /** What LIMIT leaves. */
    private List<byte[]> part(List<byte[]> elements) {
        int size = elements.size();
        int from = (int) Math.min(Math.max(request.offset(), 0), size);
        int count = request.count() < 0 ? size : (int) Math.min(request.count(), size);
        return elements.subList(from, Math.min(from + count, size));
    }

    private void tell(List<byte[]> elements, ReplyWriter reply) {
        List<ElementPattern> patterns = request.get();
        reply.array(elements.size() * Math.max(1, patterns.size()));
        for (byte[] element : elements) {
            if (patterns.isEmpty()) {
                reply.bulk(element);
            }
            for (ElementPattern pattern : patterns) {
                byte[] found = pattern.lookUp(database, element);
                if (found == null) {
                    reply.nil();
                } else {
                    reply.bulk(found);
                }
            }
        }
    }

    /** Returns the length of the list; one without elements is no key. */
    private int store(List<byte[]> elements) {
        ListValue list = new ListValue();
        for (byte[] element : elements) {
            if (request.get().isEmpty()) {
                list.push(ListEnd.TAIL, element);
            }
            for (ElementPattern pattern : request.get()) {
                byte[] found = pattern.lookUp(database, element);
                list.push(ListEnd.TAIL, found == null ? NOTHING : found);
            }
        }
        if (list.isEmpty()) {
            database.delete(request.destination());
        } else {
            database.put(request.destination(), list);
            database.notifyOf(KeyEvent.SORTSTORE, request.destination());
        }
        return list.size();
    }
}
