package io.gridscript.server.grid;

import static io.gridscript.server.grid.Kill.Moment.FLUSHING;
import static io.gridscript.server.grid.Kill.Moment.MIGRATING;
import static io.gridscript.server.grid.Kill.Moment.QUIET;
import static io.gridscript.server.grid.Kill.Victim.BACKUP;
import static io.gridscript.server.grid.Kill.Victim.BYSTANDER;
import static io.gridscript.server.grid.Kill.Victim.JOINER;
import static io.gridscript.server.grid.Kill.Victim.OWNER;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which member is killed, and when.
 *
 * @param moment what the grid is doing
 * @param victim what the member is to the keyspace
 */
record Kill(Moment moment, Victim victim) {

    enum Moment {
        /** All copies are in step. */
        QUIET,
        /** A member has just joined, and partitions move to it. */
        MIGRATING,
        /** SCRIPT FLUSH and SCRIPT LOAD follow one another. */
        FLUSHING
    }

    enum Victim {
        OWNER,
        BACKUP,
        BYSTANDER,
        /** Whoever joined last, before its port opens. */
        JOINER
    }

    private static final List<Kill> PATTERN =
            List.of(
                    new Kill(QUIET, OWNER),
                    new Kill(QUIET, BACKUP),
                    new Kill(MIGRATING, JOINER),
                    new Kill(FLUSHING, OWNER),
                    new Kill(MIGRATING, OWNER),
                    new Kill(QUIET, BYSTANDER),
                    new Kill(MIGRATING, BACKUP),
                    new Kill(FLUSHING, BYSTANDER),
                    new Kill(FLUSHING, BACKUP),
                    new Kill(QUIET, OWNER));

    /** That many kills of all kinds. */
    static List<Kill> sequence(int count) {
        return IntStream.range(0, count).mapToObj(i -> PATTERN.get(i % PATTERN.size())).toList();
    }
}
