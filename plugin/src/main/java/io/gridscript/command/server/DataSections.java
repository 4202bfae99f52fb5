package io.gridscript.command.server;

import io.gridscript.keyspace.KeyspaceFigures;

/** INFO's sections about what is stored: memory and keyspace. */
final class DataSections {

    private final Directives directives;
    private final ScriptFigures scripts;
    private final UsedMemory memory;

    DataSections(Directives directives, ScriptFigures scripts, UsedMemory memory) {
        this.directives = directives;
        this.scripts = scripts;
        this.memory = memory;
    }

    /**
     * used_memory is what maxmemory limits: keys, values and scripts. What the JVM takes for them
     * and for everything else, garbage included, stands where Redis shows its allocator.
     */
    void memory(InfoText info, KeyspaceFigures figures) {
        UsedMemory.Reading now = memory.read(figures);
        info.section("Memory");
        used(info, now);
        scripts(info, now);
        info.bytes("maxmemory", Long.parseLong(directives.all().get("maxmemory")));
        info.field("maxmemory_policy", directives.all().get("maxmemory-policy"));
        fragmentation(info, now);
        info.field("mem_not_counted_for_evict", 0);
        info.field("mem_replication_backlog", 0);
        info.field("mem_total_replication_buffers", 0);
        info.field("mem_clients_slaves", 0);
        info.field("mem_clients_normal", now.clients());
        info.field("mem_cluster_links", 0);
        info.field("mem_aof_buffer", 0);
        info.field("mem_allocator", "jvm");
        info.field("mem_overhead_db_hashtable_rehashing", 0);
        info.field("active_defrag_running", 0);
        info.field("lazyfree_pending_objects", 0);
        info.field("lazyfreed_objects", scripts.lazilyFreed());
    }

    private static void used(InfoText info, UsedMemory.Reading now) {
        info.bytes("used_memory", now.used());
        info.bytes("used_memory_rss", now.resident());
        info.bytes("used_memory_peak", now.peak());
        info.field("used_memory_peak_perc", percent(now.used(), now.peak()));
        info.field("used_memory_overhead", now.overhead());
        info.field("used_memory_startup", now.startup());
        info.field("used_memory_dataset", now.dataset());
        info.field("used_memory_dataset_perc", percent(now.dataset(), now.used()));
        info.field("allocator_allocated", now.heapUsed());
        info.field("allocator_active", now.heapCommitted());
        info.field("allocator_resident", now.heapCommitted());
        info.field("allocator_muzzy", 0);
        info.bytes("total_system_memory", ProcessFigures.systemMemoryBytes());
    }

    /** As in Redis, the VM's memory is what runs take, the rest what is kept to have them run. */
    private void scripts(InfoText info, UsedMemory.Reading now) {
        info.field("used_memory_lua", now.scriptVm());
        info.field("used_memory_vm_eval", now.scriptVm());
        info.field("used_memory_lua_human", InfoText.human(now.scriptVm()));
        info.field("used_memory_scripts_eval", now.scripts());
        info.field("number_of_cached_scripts", scripts.cachedScripts());
        info.field("number_of_functions", scripts.functions());
        info.field("number_of_libraries", scripts.libraryCount());
        info.field("used_memory_vm_functions", now.functionVm());
        info.bytes("used_memory_vm_total", now.scriptVm() + now.functionVm());
        info.field("used_memory_functions", now.functions());
        info.bytes("used_memory_scripts", now.scripts() + now.functions());
    }

    private static void fragmentation(InfoText info, UsedMemory.Reading now) {
        info.field("allocator_frag_ratio", ratio(now.heapCommitted(), now.heapUsed()));
        info.field("allocator_frag_bytes", now.heapCommitted() - now.heapUsed());
        info.field("allocator_rss_ratio", 1.0);
        info.field("allocator_rss_bytes", 0);
        info.field("rss_overhead_ratio", ratio(now.resident(), now.heapCommitted()));
        info.field("rss_overhead_bytes", now.resident() - now.heapCommitted());
        info.field("mem_fragmentation_ratio", ratio(now.resident(), now.used()));
        info.field("mem_fragmentation_bytes", now.resident() - now.used());
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    void keyspace(InfoText info, KeyspaceFigures figures) {
        info.section("Keyspace");
        for (KeyspaceFigures.Filled database : figures.filled()) {
            info.field(
                    "db" + database.number(),
                    "keys="
                            + database.keys()
                            + ",expires="
                            + database.withDeadline()
                            + ",avg_ttl="
                            + database.averageTimeToLive()
                            + ",subexpiry=0");
        }
    }

    private static String percent(long part, long whole) {
        return InfoText.decimal(whole == 0 ? 0 : 100.0 * part / whole) + "%";
    }
}
