package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told of memory beside what the heap grows by. */
class EstimatedBytesTest {

    private static final int COUNT = 20_000;
    private static final long EPOCH = 1;
    private static final String BODY =
            "local x = redis.call('get', KEYS[1]) if not x then x = %d end return x";

    /** Another thread of these tests may make or leave something meanwhile. */
    private static void assertAbout(long grown, long estimated) {
        assertTrue(
                Math.abs(estimated - grown) < grown * 3 / 10,
                () -> "the heap has grown by " + grown + " bytes, told are " + estimated);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] source(int number) {
        return Ascii.bytes(String.format(BODY, number));
    }

    @Test
    void ofScriptsBeforeAndAfterTheyRun() {
        ScriptIndex index = new ScriptIndex();
        index.begin(EPOCH, "generation");
        add(index, -1);
        long before = usedHeap();
        long estimatedBefore = index.estimatedBytes();
        for (int i = 0; i < COUNT; i++) {
            add(index, i);
        }
        assertEquals(0, index.useBytes());
        long loaded = usedHeap();
        assertAbout(loaded - before, index.estimatedBytes() - estimatedBefore);

        for (CachedScript each : index.all()) {
            assertNotNull(each.script().program());
            each.script().statistics().ended(-1, 20_000, false);
            each.script().statistics().ended(-1, 9_000, false);
        }
        assertAbout(usedHeap() - loaded, index.useBytes());
        index.begin(EPOCH + 1, "next");
        assertEquals(0, index.useBytes() + index.estimatedBytes() + index.storedBytes());
    }

    private static void add(ScriptIndex index, int number) {
        Script script = Script.of(source(number)).unused();
        LoadedBy loadedBy =
                new LoadedBy(
                        LoadedBy.How.SCRIPT_LOAD,
                        new String("[127.0.0.1]:5701".toCharArray()),
                        new String("127.0.0.1:50123".toCharArray()),
                        new String("ada".toCharArray()));
        index.add(new CachedScript(script, Origin.LOADED, loadedBy), EPOCH);
    }

    /** Their texts are in the state that members share, too. */
    @Test
    void ofLibraries() {
        SharedLibraries shared = new SharedLibraries();
        Map<String, String> state = new TreeMap<>();
        load(-1, shared, state);
        long before = usedHeap();
        long estimatedBefore = shared.present().estimatedBytes();
        for (int i = 0; i < COUNT; i++) {
            load(i, shared, state);
        }
        long loaded = usedHeap();
        assertAbout(loaded - before, shared.present().estimatedBytes() - estimatedBefore);
        assertEquals(COUNT + 2, state.size());

        List<Library> all = new ArrayList<>(shared.present().all());
        all.forEach(Library::program);
        assertAbout(usedHeap() - loaded, shared.useBytes());
        shared.take(SharedLibraries.change(shared.present().flushed()));
        assertEquals(0, shared.useBytes() + shared.present().estimatedBytes());
    }

    private static void load(int number, SharedLibraries shared, Map<String, String> state) {
        String name = "library_" + (number + 1);
        String text = String.format(BODY, number);
        String code =
                "#!lua name=%s\nredis.register_function('%s', function(KEYS) %s end)"
                        .formatted(name, name, text);
        Libraries before = shared.present();
        Library library = LibraryLoader.load(Ascii.bytes(code), before, false);
        Map<String, String> change = SharedLibraries.change(before.with(library, false));
        state.putAll(change);
        shared.take(change);
    }
}
