package io.gridscript.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * The libraries as all members have them: entries of a map that members share, one for each library
 * and one that says which there are. Safe for all threads.
 */
public final class SharedLibraries {

    private static final System.Logger LOGGER = System.getLogger(SharedLibraries.class.getName());
    private static final String LIST = "function libraries";
    private static final String KEY_PREFIX = "function library ";
    private static final String NOTHING = "";

    /** Fewer functions Redis frees at once (LAZYFREE_THRESHOLD). */
    private static final int MOST_FREED_AT_ONCE = 64;

    private final Map<String, String> texts = new HashMap<>();
    private final LongAdder lazilyFreed = new LongAdder();
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
        return Map.of(LIST, before == Libraries.NONE ? NOTHING : list(before));
    }

    /** The entries that make others have these libraries instead of those. */
    public static Map<String, String> change(Libraries before, Libraries after) {
        Map<String, String> entries = new TreeMap<>();
        entries.put(LIST, list(after));
        for (Library each : before.all()) {
            if (after.find(each.name()) == null) {
                entries.put(KEY_PREFIX + each.name(), NOTHING);
            }
        }
        for (Library each : after.all()) {
            if (each != before.find(each.name())) {
                entries.put(KEY_PREFIX + each.name(), LibraryText.write(each));
            }
        }
        return entries;
    }

    private static String list(Libraries libraries) {
        StringBuilder list = new StringBuilder().append(libraries.change());
        libraries.all().forEach(each -> list.append('\n').append(each.name()));
        return list.toString();
    }

    /** Lets the libraries among some entries hold on this member. */
    public synchronized void take(Map<String, String> entries) {
        String list = entries.get(LIST);
        if (list == null) {
            return;
        }
        String[] lines = list.split("\n");
        Map<String, String> left = new HashMap<>();
        List<Library> libraries = new ArrayList<>();
        for (String name : List.of(lines).subList(1, lines.length)) {
            String former = texts.get(name);
            String text = entries.getOrDefault(KEY_PREFIX + name, former);
            Library library = text == null ? null : library(name, former, text);
            if (library != null) {
                left.put(name, text);
                libraries.add(library);
            }
        }
        texts.keySet().retainAll(left.keySet());
        texts.putAll(left);
        Libraries before = present;
        present = Libraries.of(Long.parseLong(lines[0]), libraries);
        listener.accept(before, present);
    }

    /** One that is the same stays, with what its functions remember. */
    private Library library(String name, String former, String text) {
        if (text.equals(former)) {
            return present.find(name);
        }
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
        texts.clear();
        present = Libraries.NONE;
    }
}
