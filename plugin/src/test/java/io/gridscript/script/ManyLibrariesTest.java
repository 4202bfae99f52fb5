package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gridscript.reply.Ascii;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change takes as long as what it changes is large, however many libraries there are. */
class ManyLibrariesTest {

    private static final int FEW = 20;
    private static final int MANY = 5_000;
    private static final int CHANGES = 50;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final SharedLibraries shared = new SharedLibraries();
    private long toldBytes;
    private long allocatedBytes;
    private int loaded;

    private static Library library(String name, Libraries present) {
        String register = "redis.register_function('" + name + "', function() end)";
        byte[] code = Ascii.bytes("#!lua name=" + name + "\n" + register);
        return LibraryLoader.load(code, present, true);
    }

    /** All that a member does that is asked for a change, but for compiling. */
    private void load(String name) {
        Library library = library(name, shared.present());
        long before = threads.getCurrentThreadAllocatedBytes();
        change(shared.present().with(library, true));
        allocatedBytes += threads.getCurrentThreadAllocatedBytes() - before;
        loaded++;
    }

    private void delete(String name) {
        long before = threads.getCurrentThreadAllocatedBytes();
        change(shared.present().without(name));
        allocatedBytes += threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void change(Libraries after) {
        Map<String, String> expected = SharedLibraries.expected(shared.present());
        Map<String, String> entries = SharedLibraries.change(after);
        toldBytes += length(expected) + length(entries);
        shared.take(entries);
    }

    private static long length(Map<String, String> entries) {
        return entries.entrySet().stream()
                .mapToLong(each -> each.getKey().length() + each.getValue().length())
                .sum();
    }

    private void loadUpTo(int count) {
        while (loaded < count) {
            load("library_" + loaded);
        }
    }

    private void loadAndDelete() {
        for (int i = 0; i < CHANGES; i++) {
            load("another_" + i);
            load("another_" + i);
            delete("another_" + i);
        }
    }

    @Test
    void whatAChangeMakesAndTellsDoesNotGrow() {
        loadUpTo(FEW);
        loadAndDelete();
        toldBytes = 0;
        allocatedBytes = 0;
        loadAndDelete();
        long toldAmongFew = toldBytes;
        long allocatedAmongFew = allocatedBytes;

        loadUpTo(MANY);
        toldBytes = 0;
        allocatedBytes = 0;
        loadAndDelete();

        assertTrue(
                toldBytes < toldAmongFew * 2,
                () -> "told " + toldBytes + " bytes, among few " + toldAmongFew);
        assertTrue(
                allocatedBytes < allocatedAmongFew * 3,
                () -> "made " + allocatedBytes + " bytes, among few " + allocatedAmongFew);
    }

    @Test
    void aSnapshotStaysAsItWas() {
        loadUpTo(100);
        Libraries then = shared.present();
        loadUpTo(200);
        delete("library_7");
        Library reloaded = library("library_8", shared.present());
        change(shared.present().with(reloaded, true));
        change(shared.present().flushed());
        assertEquals(0, shared.present().count());
        assertEquals(0, shared.present().functions());
        assertEquals(0, shared.present().estimatedBytes());
        assertEquals(100, then.count());
        assertEquals(100, then.functions());
        assertEquals(100, then.all().size());
        assertNull(then.find("library_150"));
        for (int i = 0; i < 100; i++) {
            assertNotNull(then.find("library_" + i));
            LibraryFunction function = then.function(Ascii.bytes("LIBRARY_" + i));
            assertEquals("library_" + i, function.library().name());
        }
    }

    /** FUNCTION RESTORE FLUSH of a payload that has some of the same names. */
    @Test
    void othersTakeThePlaceOfAllInOneChange() {
        loadUpTo(100);
        Libraries others = Libraries.NONE;
        for (int i = 90; i < 110; i++) {
            others = others.with(library("library_" + i, others), false);
        }
        Libraries before = shared.present();
        change(before.replacedBy(others));
        Libraries after = shared.present();
        assertEquals(20, after.count());
        assertEquals(20, after.functions());
        assertNull(after.function(Ascii.bytes("library_89")));
        assertTrue(after.find("library_90") != before.find("library_90"));
        assertEquals(before.change() + 1, after.change());
        assertEquals(90, after.removed().size());
        assertEquals(20, after.added().size());
    }
}
