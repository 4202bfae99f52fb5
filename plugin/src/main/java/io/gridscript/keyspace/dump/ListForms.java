package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;

/**
 * Lists: element by element, as one ziplist, as nodes that are ziplists, and as nodes that are
 * listpacks or one large element. They are written in the last form.
 */
final class ListForms {

    static final int PLAIN = 1;
    static final int PACKED = 2;

    private ListForms() {}

    static void write(ListValue list, EncodingLimits limits, PayloadOutput out) {
        out.type(Type.LIST_QUICKLIST_2);
        ListNodes.of(list, limits, out.another()).writeTo(out);
    }

    static ListValue read(Type type, PayloadInput in, EncodingLimits limits) throws CorruptInput {
        ListValue list = new ListValue();
        Elements elements = element -> list.push(ListEnd.TAIL, element);
        boolean oneNode =
                switch (type) {
                    case LIST -> readElements(in, elements);
                    case LIST_ZIPLIST -> ZiplistReader.read(in.string(), elements) > 0;
                    case LIST_QUICKLIST -> readZiplists(in, elements);
                    default -> readNodes(in, elements);
                };
        list.chooseEncodingOfNodes(oneNode, limits);
        if (list.isEmpty()) {
            throw new EmptyValue();
        }
        return list;
    }

    /** Redis puts them into nodes as it reads them: into one while the limit allows that. */
    private static boolean readElements(PayloadInput in, Elements elements) throws CorruptInput {
        for (long left = in.lengthOfSome(); left != 0; left--) {
            elements.take(in.string());
        }
        return true;
    }

    /** Returns whether all elements were in one ziplist. */
    private static boolean readZiplists(PayloadInput in, Elements elements) throws CorruptInput {
        int nodes = 0;
        for (long left = in.lengthOfSome(); left != 0; left--) {
            nodes += ZiplistReader.read(in.string(), elements) == 0 ? 0 : 1;
        }
        return nodes == 1;
    }

    /** Returns whether all elements were in one listpack. */
    private static boolean readNodes(PayloadInput in, Elements elements) throws CorruptInput {
        int nodes = 0;
        boolean packed = true;
        for (long left = in.lengthOfSome(); left != 0; left--) {
            long form = in.length();
            byte[] node = in.string();
            if (form == PACKED) {
                nodes += ListpackReader.read(node, elements) == 0 ? 0 : 1;
            } else if (form == PLAIN && node.length > 0) {
                elements.take(node);
                packed = false;
            } else {
                throw new CorruptInput("a node of a list that can't be");
            }
        }
        return packed && nodes == 1;
    }
}
