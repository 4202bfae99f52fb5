package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetValue;

/** Which members of a sorted set a request is about. */
@FunctionalInterface
interface MemberRange {

    Ranks in(SortedSetValue set);
}
