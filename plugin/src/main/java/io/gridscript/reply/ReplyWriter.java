package io.gridscript.reply;

/**
 * Takes one reply, piece by piece, in the order of the wire. An aggregate is announced with its
 * number of elements, which then follow as replies of their own.
 *
 * <p>A command that can fail throws its {@link ErrorReply} before it writes anything: a writer has
 * no way back.
 */
public interface ReplyWriter {

    /** The RESP version of whoever reads this reply, 2 or 3. Only replies of two shapes ask. */
    int protocol();

    /** A status ("simple string"). CR and LF in it become spaces. */
    void status(String text);

    /** A status from bytes of a user. CR and LF in it become spaces. */
    void status(byte[] text);

    /** An error. CR and LF at its end are cut, elsewhere in it they become spaces. */
    void error(ErrorReply error);

    void integer(long value);

    void bulk(byte[] bytes, int offset, int length);

    /** RESP2: null bulk ({@code $-1}); RESP3: null. */
    void nil();

    /** RESP2: null array ({@code *-1}); RESP3: null. */
    void nilArray();

    void array(int elements);

    /** RESP2: an array of twice as many elements; RESP3: a map. Key and value alternate. */
    void map(int pairs);

    /** RESP2: an array. */
    void set(int elements);

    /** An out-of-band message; RESP2: an array. */
    void push(int elements);

    /**
     * Begins attributes of the reply that follows, where whoever reads can take them.
     *
     * @param pairs how many names and values follow, in turn
     * @return false when no attributes can be taken: then nothing of them is to be written
     */
    default boolean attributes(int pairs) {
        return false;
    }

    /** RESP2: a bulk string in Redis's shortest form; RESP3: a double. */
    void real(double value);

    /** RESP2: integer 1 or 0. */
    void bool(boolean value);

    /** RESP2: a bulk string. */
    void bigNumber(byte[] digits);

    /**
     * RESP2: a bulk string without the format.
     *
     * @param format three characters, such as {@code txt}
     */
    void verbatim(String format, byte[] text);

    /** Bytes that are no reply: what replicas are sent. */
    default void raw(byte[] bytes) {
        throw new IllegalStateException("nothing but replies is taken here");
    }

    default void ok() {
        status("OK");
    }

    default void bulk(byte[] bytes) {
        bulk(bytes, 0, bytes.length);
    }

    /** A bulk string from text, one byte for each character up to 255. */
    default void bulk(String latin1) {
        bulk(Ascii.bytes(latin1));
    }

    default void bulkOrNil(byte[] bytes) {
        if (bytes == null) {
            nil();
        } else {
            bulk(bytes);
        }
    }
}
