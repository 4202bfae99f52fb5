package io.gridscript.keyspace.dump;

/** Behind a payload: two bytes of RDB version and eight of checksum, the lowest byte first. */
final class Footer {

    private static final int VERSION_BYTES = 2;
    private static final int BYTES = VERSION_BYTES + Long.BYTES;

    private Footer() {}

    /**
     * Ends a payload.
     *
     * @param version as {@link RdbVersion} has them
     */
    static void write(int version, PayloadOutput out) {
        out.littleEndian(version, VERSION_BYTES);
        out.littleEndian(Crc64.of(out.array(), out.length()), Long.BYTES);
    }

    /** Whether a payload has a footer, of a version that can be read, with the right checksum. */
    static boolean isValid(byte[] payload, boolean checking) {
        if (payload.length < BYTES) {
            return false;
        }
        long version = LittleEndian.read(payload, payload.length - BYTES, VERSION_BYTES);
        int checked = payload.length - Long.BYTES;
        return version <= RdbVersion.NEWEST_READ
                && (!checking
                        || LittleEndian.read(payload, checked, Long.BYTES)
                                == Crc64.of(payload, checked));
    }

    /** What of a payload is before its footer, in bytes. */
    static int start(byte[] payload) {
        return payload.length - BYTES;
    }
}
