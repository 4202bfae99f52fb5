package io.gridscript.keyspace;

import java.util.ArrayList;
import java.util.List;

/**
 * What members tell of a keyspace without having it: how much is in it, and what its owner counted.
 *
 * @param databases how many it has
 * @param filled its databases with keys in them, by number
 * @param sizeInBytes as {@link Keyspace#sizeInBytes()}
 * @param sequence how many effects it has ever had
 * @param losses how often all copies of it were lost
 * @param exceededBefore milliseconds for which more memory was used than may be
 * @param exceededFor for how many milliseconds that has been so now
 * @param awaitedKeys how many keys blocked clients wait for
 * @param awaitedEvenIfGone of these, those whose removal unblocks, too
 * @param backups how many are in step, as far as the teller knows: the keyspace itself says 0
 */
public record KeyspaceFigures(
        int databases,
        List<Filled> filled,
        long sizeInBytes,
        long sequence,
        long hits,
        long misses,
        long expiredKeys,
        long evictedKeys,
        long exceededBefore,
        long exceededFor,
        long losses,
        int awaitedKeys,
        int awaitedEvenIfGone,
        int backups) {

    /**
     * A database with keys in it.
     *
     * @param withDeadline of the keys, those that have a deadline
     * @param averageTimeToLive of these, in milliseconds
     */
    public record Filled(int number, int keys, int withDeadline, long averageTimeToLive) {}

    static KeyspaceFigures of(Keyspace keyspace) {
        List<Filled> filled = new ArrayList<>();
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            if (database.size() > 0) {
                filled.add(
                        new Filled(
                                i,
                                database.size(),
                                database.sizeWithDeadline(),
                                database.averageTimeToLive()));
            }
        }
        KeyspaceStatistics statistics = keyspace.statistics();
        return new KeyspaceFigures(
                keyspace.databases(),
                filled,
                keyspace.sizeInBytes(),
                keyspace.effects().sequence(),
                statistics.hits(),
                statistics.misses(),
                statistics.expiredKeys(),
                statistics.evictedKeys(),
                statistics.exceededBefore(),
                statistics.exceededFor(keyspace.now()),
                statistics.losses(),
                keyspace.awaited().size(),
                keyspace.awaited().sizeEvenIfGone(),
                0);
    }

    /** The same figures with so many backups in step. */
    public KeyspaceFigures withBackups(int inStep) {
        return new KeyspaceFigures(
                databases,
                filled,
                sizeInBytes,
                sequence,
                hits,
                misses,
                expiredKeys,
                evictedKeys,
                exceededBefore,
                exceededFor,
                losses,
                awaitedKeys,
                awaitedEvenIfGone,
                inStep);
    }

    /** Writes them for {@link #read}. */
    public void writeTo(WireOutput out) {
        out.number(databases);
        out.number(filled.size());
        for (Filled each : filled) {
            out.number(each.number);
            out.number(each.keys);
            out.number(each.withDeadline);
            out.number(each.averageTimeToLive);
        }
        out.number(sizeInBytes);
        out.number(sequence);
        out.number(hits);
        out.number(misses);
        out.number(expiredKeys);
        out.number(evictedKeys);
        out.number(exceededBefore);
        out.number(exceededFor);
        out.number(losses);
        out.number(awaitedKeys);
        out.number(awaitedEvenIfGone);
        out.number(backups);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static KeyspaceFigures read(WireInput in) throws CorruptInput {
        int databases = in.number(Integer.MAX_VALUE);
        List<Filled> filled = new ArrayList<>();
        for (int left = in.number(databases); left > 0; left--) {
            filled.add(
                    new Filled(
                            in.number(databases),
                            in.number(Integer.MAX_VALUE),
                            in.number(Integer.MAX_VALUE),
                            in.number()));
        }
        return new KeyspaceFigures(
                databases,
                filled,
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(Integer.MAX_VALUE),
                in.number(Integer.MAX_VALUE),
                in.number(Integer.MAX_VALUE));
    }
}
