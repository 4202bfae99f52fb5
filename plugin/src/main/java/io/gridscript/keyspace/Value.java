package io.gridscript.keyspace;

import java.util.Iterator;

/**
 * What a key holds. Each type changes in place through methods that record their effect; before it
 * is given to a key it changes freely.
 */
public abstract sealed class Value
        permits StringValue,
                HashValue,
                ListValue,
                SetValue,
                SortedSetValue,
                StreamValue,
                ForeignValue {

    private static final int ARRAY_HEADER_BYTES = 16;

    /** The key it belongs to, or null. */
    private Entry entry;

    /** As TYPE names it. */
    public abstract String type();

    /** As OBJECT ENCODING names it. */
    public abstract String encoding();

    /** An honest estimate of the heap it takes, in bytes, the key not included. */
    public abstract long sizeInBytes();

    /** A value of its own with equal contents, for COPY. */
    public abstract Value copy();

    /** The contents as they are now, whatever becomes of this value: for effects. */
    abstract Value frozen();

    final Entry entry() {
        return entry;
    }

    /** Writes what the elements do not tell, their number last; {@link ValueKind} reads it. */
    abstract void writeHead(WireOutput out);

    /** The contents in order, in pieces that {@link ValueBuilder} takes; not to be changed. */
    abstract Iterator<byte[]> elements();

    /** Writes all of it. */
    final void writeTo(WireOutput out) {
        writeHead(out);
        Iterator<byte[]> elements = elements();
        while (elements.hasNext()) {
            out.string(elements.next());
        }
    }

    /** Adds the contents to a digest as Redis's xorObjectDigest does, the type's number first. */
    abstract void addTo(DatasetDigest digest);

    /** Makes it the value of a key. */
    final void belongTo(Entry owner) {
        entry = owner;
    }

    /** A command gives it to a key: from now on limits decide its encoding. */
    void chooseEncoding(EncodingLimits limits) {}

    /**
     * Where a change that is about to be made is recorded while somebody needs that, otherwise
     * null. Every change begins with it.
     */
    final Effects keepingEffects() {
        if (entry == null) {
            return null;
        }
        Effects effects = entry.effects();
        effects.changing(entry);
        return effects.keeping() ? effects : null;
    }

    /** Before a change, or none, where {@link #keepingEffects} comes too late. */
    final void aboutToChange() {
        if (entry != null) {
            entry.effects().changing(entry);
        }
    }

    /** Counts a change that is made and, if need be, recorded. */
    final void changed(long grownBytes) {
        if (entry != null) {
            entry.version = entry.effects().next();
            entry.database.storage().grown(grownBytes);
        }
    }

    /** As {@link #changed}, of what WATCH doesn't look at. */
    final void changedUnwatched(long grownBytes) {
        if (entry != null) {
            entry.effects().next();
            entry.database.storage().grown(grownBytes);
        }
    }

    /** Heap bytes of an array. */
    static long arrayBytes(byte[] array) {
        return ARRAY_HEADER_BYTES + (array.length + 7L & -8L);
    }
}
