package io.gridscript.command.persistence;

import java.nio.file.Path;
import java.util.List;

/**
 * How files are written, as the directives say at the moment.
 *
 * @param file where to
 * @param compressed whether strings are compressed
 * @param checksummed whether it ends with a checksum
 * @param savePoints when that happens by itself; none: never
 * @param keyDelayMicros waits so long for each key, for tests of what goes on meanwhile
 */
public record RdbSettings(
        Path file,
        boolean compressed,
        boolean checksummed,
        List<SavePoint> savePoints,
        long keyDelayMicros) {}
