package io.gridscript.keyspace;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A string: a number in its short form, or bytes that may change and grow in place. */
public final class StringValue extends Value {

    /** The longest string that Redis embeds into its object. */
    private static final int EMBEDDED_LENGTH = 44;

    private static final int OWN_BYTES = 40;
    private static final int DOUBLING_BELOW = 1 << 20;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Null while it is a number. */
    private byte[] bytes;

    private int length;
    private long number;

    /** Whether it shows as raw whatever its length, because it was changed in place. */
    private boolean raw;

    /** Whether somebody else may still read the bytes up to the length: not to be overwritten. */
    private boolean shared;

    /** Takes the array over: not to be changed by the caller afterwards. */
    public StringValue(byte[] bytes) {
        this.bytes = bytes;
        length = bytes.length;
        shared = true;
    }

    /** The number's decimal digits. */
    public StringValue(long number) {
        this.number = number;
    }

    /** As SET and its like store bytes: as a number where they are one. Takes the array over. */
    public static StringValue encode(byte[] bytes) {
        return RedisNumbers.isLong(bytes)
                ? new StringValue(RedisNumbers.parseLong(bytes))
                : new StringValue(bytes);
    }

    /** A string that shows as raw whatever its length. Takes the array over. */
    public static StringValue raw(byte[] bytes) {
        StringValue value = new StringValue(bytes);
        value.raw = true;
        return value;
    }

    private StringValue(StringValue other, byte[] contents) {
        bytes = contents;
        length = other.length;
        number = other.number;
        raw = other.raw;
    }

    /** Its bytes, not to be changed by the caller. */
    public byte[] bytes() {
        if (bytes == null) {
            return RedisNumbers.bytes(number);
        }
        if (bytes.length == length) {
            shared = true;
            return bytes;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Its bytes, up to its length, in an array that may be longer; to be read at once. */
    public byte[] array() {
        return bytes == null ? RedisNumbers.bytes(number) : bytes;
    }

    /** In bytes. */
    public int length() {
        return bytes == null ? RedisNumbers.longLength(number) : length;
    }

    /** Bytes behind its end that it may grow into. */
    public int spareLength() {
        return bytes == null ? 0 : bytes.length - length;
    }

    /**
     * The number that it is or that its bytes spell.
     *
     * @throws ErrorReply when they spell none
     */
    public long number() {
        return bytes == null
                ? number
                : RedisNumbers.parseLong(bytes, 0, length, ErrorReply.NOT_AN_INTEGER);
    }

    /** Answers it as a bulk string. */
    public void writeTo(ReplyWriter reply) {
        if (bytes == null) {
            byte[] digits = digitsScratch();
            int start = RedisNumbers.putLong(number, digits, digits.length);
            reply.bulk(digits, start, digits.length - start);
        } else {
            reply.bulk(bytes, 0, length);
        }
    }

    /** Answers a part of it as a bulk string. */
    public void writeTo(ReplyWriter reply, int from, int count) {
        if (bytes == null) {
            byte[] digits = digitsScratch();
            reply.bulk(digits, RedisNumbers.putLong(number, digits, digits.length) + from, count);
        } else {
            reply.bulk(bytes, from, count);
        }
    }

    /** Makes it a number. */
    public void set(long newNumber) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new StringEffects.NumberSet(this, former(), newNumber));
        }
        long size = sizeInBytes();
        number = newNumber;
        bytes = null;
        length = 0;
        raw = false;
        shared = false;
        changed(sizeInBytes() - size);
    }

    /**
     * Adds bytes at its end.
     *
     * @return the new length
     */
    public int append(byte[] suffix) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new StringEffects.Appended(this, former(), suffix));
        }
        long size = sizeInBytes();
        becomeRaw();
        int start = length;
        grow(start + suffix.length);
        System.arraycopy(suffix, 0, bytes, start, suffix.length);
        changed(sizeInBytes() - size);
        return length;
    }

    /**
     * Overwrites bytes from an offset on; a gap behind its end is filled with zeros.
     *
     * @return the new length
     */
    public int setRange(int offset, byte[] patch) {
        Effects effects = keepingEffects();
        if (effects != null) {
            byte[] overwritten = overwritten(offset, patch);
            effects.add(new StringEffects.RangeSet(this, former(), overwritten, offset, patch));
        }
        long size = sizeInBytes();
        becomeRaw();
        own();
        int end = offset + patch.length;
        if (end > length) {
            int start = length;
            grow(end);
            if (offset > start) {
                Arrays.fill(bytes, start, offset, (byte) 0);
            }
        }
        System.arraycopy(patch, 0, bytes, offset, patch.length);
        changed(sizeInBytes() - size);
        return length;
    }

    /** Replaces some of its bytes, from an offset on, by others that may be more or fewer. */
    public void splice(int offset, int removed, byte[] replacement) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new StringEffects.Spliced(this, former(), offset, removed, replacement));
        }
        long size = sizeInBytes();
        becomeRaw();
        byte[] spliced = new byte[length - removed + replacement.length];
        System.arraycopy(bytes, 0, spliced, 0, offset);
        System.arraycopy(replacement, 0, spliced, offset, replacement.length);
        int behind = offset + replacement.length;
        System.arraycopy(bytes, offset + removed, spliced, behind, spliced.length - behind);
        bytes = spliced;
        length = spliced.length;
        shared = false;
        changed(sizeInBytes() - size);
    }

    /**
     * Lets it show as raw, though it stays what it is, which WATCH doesn't look at: Redis has it so
     * where a command might have changed a string in place and did not.
     */
    public void unshare() {
        if (encoding().equals("raw")) {
            return;
        }
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new StringEffects.Unshared(this, former()));
        }
        long size = sizeInBytes();
        becomeRaw();
        changedUnwatched(sizeInBytes() - size);
    }

    @Override
    public String type() {
        return "string";
    }

    @Override
    public String encoding() {
        if (bytes == null) {
            return "int";
        }
        return raw || length > EMBEDDED_LENGTH ? "raw" : "embstr";
    }

    @Override
    public long sizeInBytes() {
        return bytes == null ? OWN_BYTES : OWN_BYTES + arrayBytes(bytes);
    }

    @Override
    public StringValue copy() {
        return new StringValue(this, bytes == null ? null : Arrays.copyOf(bytes, length));
    }

    @Override
    StringValue frozen() {
        shared = true;
        return new StringValue(this, bytes);
    }

    @Override
    void writeHead(WireOutput out) {
        if (bytes == null) {
            out.octet(ValueKind.NUMBER.ordinal());
            out.signed(number);
        } else {
            out.octet(ValueKind.STRING.ordinal());
            out.octet(raw ? 1 : 0);
        }
    }

    @Override
    Iterator<byte[]> elements() {
        return bytes == null ? Collections.emptyIterator() : List.of(bytes()).iterator();
    }

    /** Reads what follows the kind of a string that isn't a number. */
    static ValueBuilder builder(WireInput in) throws CorruptInput {
        StringValue value = new StringValue(0);
        value.raw = in.octet() != 0;
        return builder(value, 1);
    }

    /** For a number, which is complete, or for the bytes of a string. */
    static ValueBuilder builder(StringValue value, int elements) {
        return new ValueBuilder(elements) {
            @Override
            void take(byte[] element) {
                value.bytes = element;
                value.length = element.length;
            }

            @Override
            Value value() {
                return value;
            }
        };
    }

    @Override
    void addTo(DatasetDigest digest) {
        digest.mixNumber(DatasetDigest.STRING);
        if (bytes == null) {
            digest.mix(RedisNumbers.bytes(number));
        } else {
            digest.mix(bytes, 0, length);
        }
    }

    /** Room for the digits of a number; used at once. */
    private byte[] digitsScratch() {
        return entry() == null
                ? new byte[RedisNumbers.MAX_LONG_LENGTH]
                : entry().database.keyspace().digits;
    }

    private void becomeRaw() {
        if (bytes == null) {
            bytes = RedisNumbers.bytes(number);
            length = bytes.length;
            number = 0;
        }
        raw = true;
    }

    private void own() {
        if (shared) {
            bytes = bytes.clone();
            shared = false;
        }
    }

    /** As sds does it, twice the size; a quarter more when that is much. */
    private void grow(int newLength) {
        if (newLength > bytes.length) {
            long spare = newLength < DOUBLING_BELOW ? newLength : newLength / 4;
            bytes = Arrays.copyOf(bytes, (int) Math.min(newLength + spare, LARGEST_ARRAY));
            shared = false;
        }
        length = newLength;
    }

    /** What a patch is about to overwrite, when that is the array of its own. */
    private byte[] overwritten(int offset, byte[] patch) {
        if (bytes == null || shared || offset >= length) {
            return null;
        }
        int end = Math.min(length, offset + patch.length);
        return Arrays.copyOfRange(bytes, offset, end);
    }

    private StringEffects.Former former() {
        Entry entry = entry();
        int database = entry.database.number();
        return new StringEffects.Former(
                entry, database, entry.version, bytes, length, number, raw, shared);
    }

    void takeBack(StringEffects.Former former) {
        long size = sizeInBytes();
        bytes = former.bytes();
        length = former.length();
        number = former.number();
        raw = former.raw();
        shared = former.shared();
        former.entry().version = former.version();
        former.entry().database.storage().grown(sizeInBytes() - size);
    }

    /** Puts back what was overwritten in its own array. */
    void putBack(int offset, byte[] overwritten) {
        System.arraycopy(overwritten, 0, bytes, offset, overwritten.length);
    }
}
