package io.gridscript.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * The libraries as all members have them: entries of a map that members share, one for each library
 * and one that names the change which has led to them. A library is gone by an empty one, which
 * doesn't stay. Safe for all threads.
 */
public final class SharedLibraries {

    private static final System.Logger LOGGER = System.getLogger(SharedLibraries.class.getName());
    private static final String VERSION = "function libraries";
    private static final String KEY_PREFIX = "function library ";
    private static final String NOTHING = "";

    /** Fewer functions Redis frees at once (LAZYFREE_THRESHOLD). */
    private static final int MOST_FREED_AT_ONCE = 64;

    private final LongAdder lazilyFreed = new LongAdder();
    private final LongAdder useBytes = new LongAdder();
    private volatile Libraries present = Libraries.NONE;
    private volatile BiConsumer<Libraries, Libraries> listener = (before, after) -> {};

    /** The libraries now: what FCALL may call. */
    public Libraries present() {
        return present;
    }

    /** Says who is told of each change, with the libraries before it and after, from now on. */
    public void tell(BiConsumer<Libraries, Libraries> newListener) {
        listener = newListener;
    }

    /** Whether an entry says of a library that it is gone, so that nobody needs it. */
    public static boolean isGone(String key, String value) {
        return key.startsWith(KEY_PREFIX) && value.equals(NOTHING);
    }

    /** The entries as they must be so that a change may be made of some libraries. */
    public static Map<String, String> expected(Libraries before) {
        return Map.of(VERSION, before.version());
    }

    /** The entries that make others have these libraries instead of those before their change. */
    public static Map<String, String> change(Libraries after) {
        Map<String, String> entries = new TreeMap<>();
        entries.put(VERSION, after.version());
        after.removed().forEach(name -> entries.put(KEY_PREFIX + name, NOTHING));
        after.added()
                .forEach(each -> entries.put(KEY_PREFIX + each.name(), LibraryText.write(each)));
        return entries;
    }

    /**
     * Lets the libraries among some entries hold on this member: those of a change, or of a whole
     * state with an empty one for each library that was here and is not in it.
     */
    public synchronized void take(Map<String, String> entries) {
        List<String> gone = new ArrayList<>();
        List<Library> come = new ArrayList<>();
        entries.forEach(
                (key, text) -> {
                    if (key.startsWith(KEY_PREFIX)) {
                        take(key.substring(KEY_PREFIX.length()), text, gone, come);
                    }
                });
        String version = entries.get(VERSION);
        if (version == null && gone.isEmpty()) {
            return;
        }
        Libraries before = present;
        // A state without a version is one in which nobody has loaded any.
        String after = version == null ? NOTHING : version;
        present = before.changed(after, List.copyOf(gone), List.copyOf(come));
        listener.accept(before, present);
    }

    /** One that is the same stays, with what its functions remember. */
    private void take(String name, String text, List<String> gone, List<Library> come) {
        Library former = present.find(name);
        Library library = text.equals(NOTHING) ? null : library(name, text);
        if (library != null && library.isSameLoad(former)) {
            return;
        }
        if (former != null) {
            former.countUseIn(null);
        }
        if (library != null) {
            library.countUseIn(useBytes);
            come.add(library);
        } else if (former != null) {
            gone.add(name);
        }
    }

    private static Library library(String name, String text) {
        try {
            return LibraryText.read(text);
        } catch (IllegalArgumentException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The library {0} of another member can''t be taken over. Start this member with"
                            + " the same Gridscript jar as the others",
                    name);
            return null;
        }
    }

    /**
     * FUNCTION FLUSH ASYNC has left these to be freed later, with the engine of their functions.
     */
    public void freeLazily(Libraries flushed) {
        if (flushed.functions() > MOST_FREED_AT_ONCE) {
            lazilyFreed.add(flushed.functions() + 1);
        }
    }

    /** Functions and engines freed so. */
    public long lazilyFreed() {
        return lazilyFreed.sum();
    }

    /** Counts them from zero again. */
    public void resetStatistics() {
        lazilyFreed.reset();
    }

    /** Lets no library stay, as this member goes over to another grid, which has its own. */
    public synchronized void forget() {
        present.all().forEach(each -> each.countUseIn(null));
        present = Libraries.NONE;
    }

    /** About how many bytes of heap is kept here for calls of functions: compiled forms. */
    public long useBytes() {
        return useBytes.sum();
    }
}
