package io.gridscript.command.sort;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.StringValue;
import java.util.Arrays;

/**
 * A name with a place for an element, as BY and GET have it: {@code prefix*suffix} is a string,
 * {@code prefix*suffix->field} a field of a hash, {@code #} the element itself.
 */
final class ElementPattern {

    private final boolean element;

    /** What stands before the element, or null where it has no place. */
    private final byte[] prefix;

    private final byte[] suffix;

    /** The name of a field, or null. */
    private final byte[] field;

    private ElementPattern(boolean element, byte[] prefix, byte[] suffix, byte[] field) {
        this.element = element;
        this.prefix = prefix;
        this.suffix = suffix;
        this.field = field;
    }

    static ElementPattern of(byte[] text) {
        if (text.length == 1 && text[0] == '#') {
            return new ElementPattern(true, null, null, null);
        }
        int star = indexOf(text, '*', 0);
        if (star < 0) {
            return new ElementPattern(false, null, null, null);
        }
        byte[] prefix = part(text, 0, star);
        int arrow = arrow(text, star + 1);
        if (arrow < 0) {
            return new ElementPattern(false, prefix, part(text, star + 1, text.length), null);
        }
        byte[] suffix = part(text, star + 1, arrow);
        return new ElementPattern(false, prefix, suffix, part(text, arrow + 2, text.length));
    }

    /** Where an arrow is that a field's name follows, or -1; only the first arrow counts. */
    private static int arrow(byte[] text, int from) {
        for (int i = indexOf(text, '-', from); i >= 0; i = indexOf(text, '-', i + 1)) {
            if (i + 1 < text.length && text[i + 1] == '>') {
                return i + 2 < text.length ? i : -1;
            }
        }
        return -1;
    }

    private static int indexOf(byte[] text, char wanted, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] part(byte[] text, int from, int to) {
        return Arrays.copyOfRange(text, from, to);
    }

    /** Whether the element has no place in it. */
    boolean isConstant() {
        return prefix == null;
    }

    /** What it means for an element, not to be changed, or null when there is no such thing. */
    byte[] lookUp(Database database, byte[] subject) {
        if (element) {
            return subject;
        }
        if (prefix == null) {
            return null;
        }
        Entry entry = database.find(keyOf(subject));
        if (entry == null) {
            return null;
        }
        if (field != null) {
            return entry.value() instanceof HashValue hash ? hash.get(field) : null;
        }
        return entry.value() instanceof StringValue string ? string.bytes() : null;
    }

    private byte[] keyOf(byte[] subject) {
        byte[] key = new byte[prefix.length + subject.length + suffix.length];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        System.arraycopy(subject, 0, key, prefix.length, subject.length);
        System.arraycopy(suffix, 0, key, prefix.length + subject.length, suffix.length);
        return key;
    }
}
