package io.gridscript.keyspace;

import java.util.zip.CRC32C;

/**
 * What every message to a copy comes in: what it is, its length, and a checksum of the rest, so
 * that nothing is done with a message that did not arrive as it was sent.
 */
final class Envelope {

    /** What is inside; the numbers also tell one format of the wire from the next. */
    static final int EFFECTS = 1;

    static final int SNAPSHOT = 2;

    private static final int LENGTH_AT = 1;
    private static final int CHECKSUM_AT = LENGTH_AT + Integer.BYTES;
    private static final int CONTENTS_AT = CHECKSUM_AT + Integer.BYTES;

    private Envelope() {}

    static byte[] seal(int kind, WireOutput header, WireOutput body) {
        int contents = Math.addExact(header.length(), body.length());
        byte[] message = new byte[Math.addExact(CONTENTS_AT, contents)];
        message[0] = (byte) kind;
        System.arraycopy(header.array(), 0, message, CONTENTS_AT, header.length());
        int bodyAt = CONTENTS_AT + header.length();
        System.arraycopy(body.array(), 0, message, bodyAt, body.length());
        WireOutput.INTS.set(message, LENGTH_AT, contents);
        WireOutput.INTS.set(message, CHECKSUM_AT, checksum(message, CONTENTS_AT, contents));
        return message;
    }

    static WireInput open(int kind, byte[] message) throws CorruptInput {
        if (message.length < CONTENTS_AT || message[0] != kind) {
            throw new CorruptInput("not a message of kind " + kind);
        }
        int contents = (int) WireOutput.INTS.get(message, LENGTH_AT);
        if (contents != message.length - CONTENTS_AT) {
            throw new CorruptInput(
                    message.length - CONTENTS_AT + " bytes of a message of " + contents);
        }
        if (checksum(message) != checksum(message, CONTENTS_AT, contents)) {
            throw new CorruptInput("a message whose bytes have changed");
        }
        return new WireInput(message, CONTENTS_AT, message.length);
    }

    /** The checksum that a message carries. */
    static int checksum(byte[] message) {
        return (int) WireOutput.INTS.get(message, CHECKSUM_AT);
    }

    static int checksum(byte[] bytes, int from, int count) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, count);
        return (int) checksum.getValue();
    }
}
