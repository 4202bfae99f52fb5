package io.gridscript.reply;

import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Real;
import io.gridscript.reply.RespReader.Value;
import java.util.ArrayList;
import java.util.List;

/** Replies without what may differ from one server to another. */
public final class Replies {

    private Replies() {}

    /** What nests in what, whatever bulk strings and doubles say. */
    public static String shape(Value value) {
        if (value instanceof Aggregate aggregate) {
            StringBuilder shape = new StringBuilder().append(aggregate.type()).append('[');
            for (Value element : aggregate.elements()) {
                shape.append(shape(element));
            }
            return shape.append(']').toString();
        }
        if (value instanceof Real) {
            return ",";
        }
        return value instanceof Bulk ? "$" : value.toString();
    }

    /** All that aggregates hold, however deep. */
    public static List<Value> leaves(Value value) {
        List<Value> leaves = new ArrayList<>();
        if (value instanceof Aggregate aggregate) {
            for (Value element : aggregate.elements()) {
                leaves.addAll(leaves(element));
            }
        } else {
            leaves.add(value);
        }
        return leaves;
    }

    /** A reply without the order of what is in it. */
    public static String sorted(Value value) {
        return shape(value) + leaves(value).stream().map(Value::toString).sorted().toList();
    }
}
