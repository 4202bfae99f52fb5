package io.gridscript.command.memory;

import io.gridscript.command.server.UsedMemory;
import io.gridscript.keyspace.KeyspaceFigures;
import java.util.ArrayList;
import java.util.List;

/** MEMORY DOCTOR: what an operator should know of this member's memory. */
final class MemoryReport {

    /** Below that, figures say nothing. */
    private static final long LITTLE = 5 << 20;

    private MemoryReport() {}

    static String of(UsedMemory.Reading now, KeyspaceFigures figures) {
        List<String> findings = new ArrayList<>();
        if (now.dataset() + now.scripts() < LITTLE) {
            return "Keys and scripts take very little memory, or none: there is nothing to tell.\n";
        }
        if (now.peak() > now.used() + now.used() / 2) {
            findings.add(
                    "Keys and scripts have taken much more memory before than they do now: at most "
                            + now.peak()
                            + " bytes. The JVM may keep it.");
        }
        if (now.clients() > now.used() / 2) {
            findings.add(
                    "Buffers of connections take "
                            + now.clients()
                            + " bytes: CLIENT LIST tells which connections don't read.");
        }
        if (now.scripts() > now.dataset()) {
            findings.add(
                    "Scripts take more memory than keys. Do clients make new scripts instead of"
                            + " passing arguments?");
        }
        if (figures.losses() > 0) {
            findings.add("Data was lost with all its copies: see the log.");
        }
        if (findings.isEmpty()) {
            return "No problem of memory is to be seen.\n";
        }
        return "What was found:\n\n * " + String.join("\n * ", findings) + "\n";
    }
}
