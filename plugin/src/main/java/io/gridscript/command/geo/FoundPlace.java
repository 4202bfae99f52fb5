package io.gridscript.command.geo;

import io.gridscript.keyspace.SortedSetMember;

/**
 * A member that was found.
 *
 * @param score its geohash
 * @param distance about how far it is from the centre of the search, in metres
 */
record FoundPlace(byte[] name, double score, Position position, double distance) {

    static FoundPlace of(SortedSetMember member, Position position, double distance) {
        return new FoundPlace(member.name(), member.score(), position, distance);
    }
}
