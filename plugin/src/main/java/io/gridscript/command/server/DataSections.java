package io.gridscript.command.server;

import io.gridscript.command.MemoryLimit;
import io.gridscript.keyspace.KeyspaceFigures;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.atomic.AtomicLong;

/** INFO's sections about what is stored: memory and keyspace. */
final class DataSections {

    private final Directives directives;
    private final ScriptFigures scripts;
    private final AtomicLong peak = new AtomicLong();

    DataSections(Directives directives, ScriptFigures scripts) {
        this.directives = directives;
        this.scripts = scripts;
    }

    /**
     * used_memory is what maxmemory limits: keys, values and scripts. What the JVM takes for them
     * and for everything else, garbage included, stands where Redis shows its allocator.
     */
    void memory(InfoText info, KeyspaceFigures figures) {
        long dataset = figures.sizeInBytes();
        long scriptBytes = scripts.bytes();
        long used = MemoryLimit.usedBytes(figures.databases(), dataset, scriptBytes);
        long usedPeak = peak.accumulateAndGet(used, Math::max);
        long resident = ProcessFigures.now().residentBytes();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        info.section("Memory");
        info.bytes("used_memory", used);
        info.bytes("used_memory_rss", resident);
        info.bytes("used_memory_peak", usedPeak);
        info.field("used_memory_peak_perc", percent(used, usedPeak));
        info.field("used_memory_overhead", used - dataset);
        info.field("used_memory_startup", used - dataset - scriptBytes);
        info.field("used_memory_dataset", dataset);
        info.field("used_memory_dataset_perc", percent(dataset, used));
        info.field("allocator_allocated", heap.getUsed());
        info.field("allocator_active", heap.getCommitted());
        info.field("allocator_resident", heap.getCommitted());
        info.bytes("total_system_memory", ProcessFigures.systemMemoryBytes());
        info.field("used_memory_lua", scriptBytes);
        info.field("used_memory_vm_eval", scriptBytes);
        info.field("used_memory_scripts_eval", scriptBytes);
        info.field("number_of_cached_scripts", scripts.cachedScripts());
        info.field("number_of_functions", 0);
        info.field("number_of_libraries", 0);
        info.field("used_memory_vm_functions", 0);
        info.bytes("used_memory_vm_total", scriptBytes);
        info.field("used_memory_functions", 0);
        info.bytes("used_memory_scripts", scriptBytes);
        info.bytes("maxmemory", Long.parseLong(directives.all().get("maxmemory")));
        info.field("maxmemory_policy", directives.all().get("maxmemory-policy"));
        info.field("mem_fragmentation_ratio", used == 0 ? 0.0 : (double) resident / used);
        info.field("mem_fragmentation_bytes", resident - used);
        info.field("mem_not_counted_for_evict", 0);
        info.field("mem_allocator", "jvm");
        info.field("active_defrag_running", 0);
        info.field("lazyfree_pending_objects", 0);
        info.field("lazyfreed_objects", 0);
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
