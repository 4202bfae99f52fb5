package io.gridscript.jcache;

import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.ForeignValue;
import io.gridscript.keyspace.HashField;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.keyspace.SetValue;
import io.gridscript.keyspace.StringValue;
import io.gridscript.keyspace.Value;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a value of a cache is to commands, and back: texts, bytes, numbers and truths are strings, a
 * Map is a hash, a List a list, a Set a set. Everything else, and collections of it, is a value
 * that no command understands.
 */
final class EntryValues {

    private EntryValues() {}

    /** The value of a cache as commands see it; a copy. */
    static Value value(Object object, EncodingLimits limits) {
        if (ScalarType.of(object) != null) {
            return StringValue.encode(ScalarType.bytes(object));
        }
        Value value = null;
        if (object instanceof Map<?, ?> map && !map.isEmpty()) {
            value = hash(map);
        } else if (object instanceof List<?> list && !list.isEmpty()) {
            value = list(list);
        } else if (object instanceof Set<?> set && !set.isEmpty()) {
            value = set(set, limits);
        } else if (isEmptyCollection(object)) {
            return null;
        }
        return value == null ? new ForeignValue(object) : value;
    }

    /** Redis has no empty collections: a key with one isn't there. */
    private static boolean isEmptyCollection(Object object) {
        return object instanceof Map<?, ?> || object instanceof List<?> || object instanceof Set<?>;
    }

    private static Value hash(Map<?, ?> map) {
        HashValue hash = new HashValue();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (ScalarType.of(entry.getKey()) == null || ScalarType.of(entry.getValue()) == null) {
                return null;
            }
            hash.put(ScalarType.bytes(entry.getKey()), ScalarType.bytes(entry.getValue()));
        }
        return hash;
    }

    private static Value list(List<?> elements) {
        ListValue list = new ListValue();
        for (Object element : elements) {
            if (ScalarType.of(element) == null) {
                return null;
            }
            list.push(ListEnd.TAIL, ScalarType.bytes(element));
        }
        return list;
    }

    private static Value set(Set<?> members, EncodingLimits limits) {
        SetValue set = SetValue.inOrder(limits);
        for (Object member : members) {
            if (ScalarType.of(member) == null) {
                return null;
            }
            set.add(ScalarType.bytes(member));
        }
        return set;
    }

    /**
     * A value as the cache is to keep it.
     *
     * @param former what the cache had, or null: what comes into its place keeps its types
     * @param created what strings are where there was nothing before
     * @throws ErrorReply when there is nothing in Java for it
     */
    static Object object(Value value, Object former, ScalarType created) {
        if (value instanceof StringValue string) {
            ScalarType type = ScalarType.of(former) == null ? created : ScalarType.of(former);
            return type.object(string.bytes());
        }
        if (value instanceof HashValue hash) {
            return map(hash, former instanceof Map<?, ?> map ? map : Map.of(), created);
        }
        if (value instanceof ListValue list) {
            return list(list, former instanceof List<?> elements ? elements : List.of(), created);
        }
        if (value instanceof SetValue set) {
            return set(set, former instanceof Set<?> members ? members : Set.of(), created);
        }
        if (value instanceof ForeignValue foreign) {
            return foreign.object();
        }
        throw ErrorReply.err("A cache has no values of the type " + value.type());
    }

    private static Map<Object, Object> map(HashValue hash, Map<?, ?> former, ScalarType created) {
        ScalarType keys = ScalarType.common(former.keySet(), ScalarType.STRING);
        ScalarType values = ScalarType.common(former.values(), created);
        Map<Object, Object> map = new LinkedHashMap<>();
        for (HashField field : hash) {
            map.put(keys.object(field.name()), values.object(field.value()));
        }
        return map;
    }

    private static List<Object> list(ListValue list, List<?> former, ScalarType created) {
        ScalarType elements = ScalarType.common(former, created);
        List<Object> objects = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            objects.add(elements.object(list.get(i)));
        }
        return objects;
    }

    private static Set<Object> set(SetValue set, Set<?> former, ScalarType created) {
        ScalarType members = ScalarType.common(former, created);
        Set<Object> objects = new LinkedHashSet<>();
        for (byte[] member : set) {
            objects.add(members.object(member));
        }
        return objects;
    }
}
