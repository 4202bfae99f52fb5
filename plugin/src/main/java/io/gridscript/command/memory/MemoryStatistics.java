package io.gridscript.command.memory;

import io.gridscript.command.server.UsedMemory;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.keyspace.KeyspaceFigures.Filled;
import io.gridscript.reply.ReplyWriter;

/** MEMORY STATS, with the names of Redis; what has no meaning here is 0. */
final class MemoryStatistics {

    /** Pairs without those of databases. */
    private static final int PAIRS = 31;

    /** Places of a key in the tables of its database. */
    private static final int PLACE_BYTES = 8;

    private final UsedMemory.Reading now;
    private final KeyspaceFigures figures;
    private final ReplyWriter reply;

    private MemoryStatistics(UsedMemory.Reading now, KeyspaceFigures figures, ReplyWriter reply) {
        this.now = now;
        this.figures = figures;
        this.reply = reply;
    }

    static void write(UsedMemory.Reading now, KeyspaceFigures figures, ReplyWriter reply) {
        new MemoryStatistics(now, figures, reply).write();
    }

    private void write() {
        reply.map(PAIRS + figures.filled().size());
        pair("peak.allocated", now.peak());
        pair("total.allocated", now.used());
        pair("startup.allocated", now.startup());
        pair("replication.backlog", 0);
        pair("clients.slaves", 0);
        pair("clients.normal", now.clients());
        pair("cluster.links", 0);
        pair("aof.buffer", 0);
        pair("lua.caches", now.scripts());
        pair("functions.caches", now.functions());
        figures.filled().forEach(this::database);
        totals();
        pair("allocator.allocated", now.heapUsed());
        pair("allocator.active", now.heapCommitted());
        pair("allocator.resident", now.heapCommitted());
        pair("allocator.muzzy", 0);
        pair("allocator-fragmentation.ratio", ratio(now.heapCommitted(), now.heapUsed()));
        pair("allocator-fragmentation.bytes", now.heapCommitted() - now.heapUsed());
        pair("allocator-rss.ratio", 1.0);
        pair("allocator-rss.bytes", 0);
        pair("rss-overhead.ratio", ratio(now.resident(), now.heapCommitted()));
        pair("rss-overhead.bytes", now.resident() - now.heapCommitted());
        pair("fragmentation", ratio(now.resident(), now.used()));
        pair("fragmentation.bytes", now.resident() - now.used());
    }

    private void database(Filled database) {
        reply.bulk("db." + database.number());
        reply.map(2);
        pair("overhead.hashtable.main", (long) database.keys() * PLACE_BYTES);
        pair("overhead.hashtable.expires", (long) database.withDeadline() * PLACE_BYTES);
    }

    private void totals() {
        long keys = 0;
        long places = 0;
        for (Filled each : figures.filled()) {
            keys += each.keys();
            places += (long) PLACE_BYTES * (each.keys() + each.withDeadline());
        }
        pair("overhead.db.hashtable.lut", places);
        pair("overhead.db.hashtable.rehashing", 0);
        pair("overhead.total", now.overhead());
        pair("db.dict.rehashing.count", 0);
        pair("keys.count", keys);
        pair("keys.bytes-per-key", keys == 0 ? 0 : now.dataset() / keys);
        pair("dataset.bytes", now.dataset());
        pair("dataset.percentage", 100 * ratio(now.dataset(), now.used()));
        pair("peak.percentage", 100 * ratio(now.used(), now.peak()));
    }

    private void pair(String name, long value) {
        reply.bulk(name);
        reply.integer(value);
    }

    private void pair(String name, double value) {
        reply.bulk(name);
        reply.real(value);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
