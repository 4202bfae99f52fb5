package io.gridscript.command.persistence;

import java.util.List;

/**
 * What came out of a file when the member opened.
 *
 * @param keys how many were loaded
 * @param expired how many had expired and were not
 * @param functions the source of each library of functions
 */
public record RdbLoaded(long keys, long expired, List<byte[]> functions) {

    /** When none was loaded. */
    public static final RdbLoaded NOTHING = new RdbLoaded(0, 0, List.of());
}
