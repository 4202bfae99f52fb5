package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
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

    /** Of another version. */
    public RdbFileHeader ofVersion(int other) {
        return new RdbFileHeader(other, fields, functions, compressed, checksummed);
    }

    public void writeTo(WireOutput out) {
        out.number(version);
        out.number(fields.size());
        fields.forEach(
                (name, value) -> {
                    out.string(Ascii.bytes(name));
                    out.string(Ascii.bytes(value));
                });
        out.number(functions.size());
        functions.forEach(out::string);
        out.octet(compressed ? 1 : 0);
        out.octet(checksummed ? 1 : 0);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static RdbFileHeader read(WireInput in) throws CorruptInput {
        int version = in.number(Integer.MAX_VALUE);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int left = in.length(); left > 0; left--) {
            fields.put(Ascii.string(in.string()), Ascii.string(in.string()));
        }
        List<byte[]> functions = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            functions.add(in.string());
        }
        boolean compressed = in.octet() != 0;
        return new RdbFileHeader(version, fields, functions, compressed, in.octet() != 0);
    }

    /** As the directives rdbcompression and rdbchecksum say. */
    public RdbFileHeader written(boolean compress, boolean checksum) {
        return new RdbFileHeader(version, fields, functions, compress, checksum);
    }
}
