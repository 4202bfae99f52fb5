package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.Value;
import io.gridscript.reply.Ascii;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whole files, for tests. */
public final class RdbFiles {

    private RdbFiles() {}

    /** The file of a keyspace, with the version that takes all. */
    public static byte[] write(Keyspace keyspace) {
        return write(keyspace, RdbFileHeader.of(keyspace).standard("8.0.0", 1_700_000_000, 1000));
    }

    public static byte[] write(Keyspace keyspace, RdbFileHeader header) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        RdbFileWriter writer = new RdbFileWriter(keyspace, header);
        while (writer.hasNext()) {
            file.writeBytes(writer.next());
        }
        return file.toByteArray();
    }

    /** What a file held, keys aside, and the keyspace that it made. */
    public record Contents(
            Keyspace keyspace,
            Map<String, String> fields,
            List<String> functions,
            Map<String, Long> idleSeconds) {}

    public static Contents read(byte[] file) throws CorruptInput {
        Contents contents =
                new Contents(
                        new Keyspace(16, new EncodingLimits()),
                        new LinkedHashMap<>(),
                        new ArrayList<>(),
                        new LinkedHashMap<>());
        try {
            RdbFileReader.read(
                    new ByteArrayInputStream(file),
                    file.length,
                    contents.keyspace.encodingLimits(),
                    receiver(contents));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return contents;
    }

    private static RdbFileReader.Receiver receiver(Contents contents) {
        return new RdbFileReader.Receiver() {
            @Override
            public void field(byte[] name, byte[] value) {
                contents.fields.put(Ascii.string(name), Ascii.string(value));
            }

            @Override
            public void functions(byte[] source) {
                contents.functions.add(Ascii.string(source));
            }

            @Override
            public void entry(int database, byte[] key, Value value, long deadline, long idle)
                    throws CorruptInput {
                if (database >= contents.keyspace.databases()) {
                    throw new CorruptInput("no such database");
                }
                contents.keyspace.database(database).put(key, value, deadline);
                contents.idleSeconds.put(Ascii.string(key), idle);
            }
        };
    }
}
