package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.StringValue;

/** Strings. */
final class StringForm {

    private StringForm() {}

    static void write(StringValue value, PayloadOutput out) {
        out.type(Type.STRING);
        out.string(value.bytes());
    }

    static StringValue read(PayloadInput in) throws CorruptInput {
        return StringValue.encode(in.string());
    }
}
