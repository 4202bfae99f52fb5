package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.Keyspace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an RDB file says before the keys.
 *
 * @param version which Redis can read it, as {@link RdbVersion} has them
 * @param fields names of auxiliary fields and what they say, in order
 * @param functions the source of each library of functions
 * @param compressed whether strings are compressed where that makes them shorter
 * @param checksummed whether it ends with a checksum
 */
public record RdbFileHeader(
        int version,
        Map<String, String> fields,
        List<byte[]> functions,
        boolean compressed,
        boolean checksummed) {

    /** A header without functions, of a file that is compressed and has a checksum. */
    public static RdbFileHeader of(int version) {
        return new RdbFileHeader(version, Map.of(), List.of(), true, true);
    }

    /** As {@link #of(int)}, of the oldest version in which nothing of a keyspace is lost. */
    public static RdbFileHeader of(Keyspace keyspace) {
        return of(RdbFileWriter.versionFor(keyspace));
    }

    /** With the fields that Redis writes always. */
    public RdbFileHeader standard(String redisVersion, long unixSeconds, long usedMemory) {
        return with("redis-ver", redisVersion)
                .with("redis-bits", "64")
                .with("ctime", String.valueOf(unixSeconds))
                .with("used-mem", String.valueOf(usedMemory));
    }

    /** With one field more. */
    public RdbFileHeader with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        Map<String, String> all = Collections.unmodifiableMap(more);
        return new RdbFileHeader(version, all, functions, compressed, checksummed);
    }

    /** With the sources of all libraries of functions. */
    public RdbFileHeader withFunctions(List<byte[]> libraries) {
        return new RdbFileHeader(version, fields, List.copyOf(libraries), compressed, checksummed);
    }

    /** As the directives rdbcompression and rdbchecksum say. */
    public RdbFileHeader written(boolean compress, boolean checksum) {
        return new RdbFileHeader(version, fields, functions, compress, checksum);
    }
}
