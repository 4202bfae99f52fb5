package io.gridscript.keyspace.dump;

/** Behind a payload: two bytes of RDB version and eight of checksum, the lowest byte first. */
final class Footer {

    /** Of Redis 7.0, the first that reads everything written here. */
    private static final int VERSION_WRITTEN = 10;

    /** Of Redis 8.0. */
    private static final int NEWEST_VERSION_READ = 12;

    private static final int VERSION_BYTES = 2;
    private static final int BYTES = VERSION_BYTES + Long.BYTES;

    private Footer() {}

    static void write(PayloadOutput out) {
        out.littleEndian(VERSION_WRITTEN, VERSION_BYTES);
        out.littleEndian(Crc64.of(out.array(), out.length()), Long.BYTES);
    }

    /** Whether a payload has a footer, of a version that can be read, with the right checksum. */
    static boolean isValid(byte[] payload) {
        if (payload.length < BYTES) {
            return false;
        }
        long version = LittleEndian.read(payload, payload.length - BYTES, VERSION_BYTES);
        int checked = payload.length - Long.BYTES;
        return version <= NEWEST_VERSION_READ
                && LittleEndian.read(payload, checked, Long.BYTES) == Crc64.of(payload, checked);
    }

    /** What of a payload is before its footer, in bytes. */
    static int start(byte[] payload) {
        return payload.length - BYTES;
    }
}
