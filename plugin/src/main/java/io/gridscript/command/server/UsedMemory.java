package io.gridscript.command.server;

import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.command.MemoryLimit;
import io.gridscript.keyspace.KeyspaceFigures;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.atomic.AtomicLong;

/** What INFO and MEMORY tell of memory, and the most that was used at any time they were asked. */
public final class UsedMemory {

    private final ScriptFigures scripts;
    private final Connections connections;
    private final AtomicLong peak = new AtomicLong();

    public UsedMemory(ScriptFigures scripts, Connections connections) {
        this.scripts = scripts;
        this.connections = connections;
    }

    /**
     * Memory at one time, in bytes.
     *
     * @param used what maxmemory limits: keys, values and scripts
     * @param peak the most of that
     * @param startup of that, what is there without keys and scripts
     * @param dataset of that, keys and values
     * @param scripts of that, scripts, but for what runs
     * @param scriptVm of that, what is kept for runs of scripts
     * @param functions of that, libraries of functions, but for what runs
     * @param functionVm of that, what is kept for calls of functions
     * @param clients buffers of connections, which don't count
     * @param heapUsed what the JVM has on its heap, garbage included
     * @param heapCommitted what the JVM has for its heap
     * @param resident what the process has
     */
    public record Reading(
            long used,
            long peak,
            long startup,
            long dataset,
            long scripts,
            long scriptVm,
            long functions,
            long functionVm,
            long clients,
            long heapUsed,
            long heapCommitted,
            long resident) {

        /** All but keys and values. */
        public long overhead() {
            return used - dataset;
        }
    }

    /** Memory now. */
    public Reading read(KeyspaceFigures figures) {
        long dataset = figures.sizeInBytes();
        long ofScripts = scripts.bytes();
        long ofScriptVm = scripts.vmBytes();
        long ofFunctions = scripts.functionBytes();
        long ofFunctionVm = scripts.functionVmBytes();
        long code = ofScripts + ofScriptVm + ofFunctions + ofFunctionVm;
        long used = MemoryLimit.usedBytes(figures.databases(), dataset, code);
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Reading(
                used,
                peak.accumulateAndGet(used, Math::max),
                used - dataset - code,
                dataset,
                ofScripts,
                ofScriptVm,
                ofFunctions,
                ofFunctionVm,
                clients(),
                heap.getUsed(),
                heap.getCommitted(),
                ProcessFigures.now().residentBytes());
    }

    private long clients() {
        long bytes = 0;
        for (Connection connection : connections.all()) {
            bytes += connection.queryBufferBytes() + connection.outputBufferBytes();
        }
        return bytes;
    }
}
