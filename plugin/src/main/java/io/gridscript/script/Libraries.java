package io.gridscript.script;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All libraries of the grid at one time. What changes them makes others of them, which hold when
 * all members have taken them. Immutable.
 */
public final class Libraries {

    /** Before anything was loaded. */
    public static final Libraries NONE = new Libraries(0, Collections.emptySortedMap());

    private final long change;
    private final SortedMap<String, Library> byName;
    private final FunctionTable functions;
    private final long bytes;

    private Libraries(long change, SortedMap<String, Library> byName) {
        this.change = change;
        this.byName = byName;
        functions = new FunctionTable(byName.values());
        bytes = byName.values().stream().mapToLong(Library::estimatedBytes).sum();
    }

    /**
     * The libraries after a number of changes.
     *
     * @param change counts them
     */
    static Libraries of(long change, Collection<Library> libraries) {
        SortedMap<String, Library> byName = new TreeMap<>();
        libraries.forEach(each -> byName.put(each.name(), each));
        return new Libraries(change, byName);
    }

    /** Counts changes. */
    long change() {
        return change;
    }

    /** The libraries, by their names. */
    public Collection<Library> all() {
        return byName.values();
    }

    /** The library of that name, or null. */
    public Library find(String name) {
        return byName.get(name);
    }

    /** The function of that name in whatever case, or null. */
    public LibraryFunction function(byte[] name) {
        return functions.find(name);
    }

    public int count() {
        return byName.size();
    }

    /** How many functions all libraries have. */
    public int functions() {
        return functions.size();
    }

    /** About how many bytes of heap they take. */
    public long estimatedBytes() {
        return bytes;
    }

    /** None of them. */
    public Libraries flushed() {
        return new Libraries(change + 1, Collections.emptySortedMap());
    }

    /**
     * All but one.
     *
     * @throws ErrorReply when there is none of that name
     */
    public Libraries without(String name) {
        if (!byName.containsKey(name)) {
            throw ErrorReply.err("Library not found");
        }
        SortedMap<String, Library> left = new TreeMap<>(byName);
        left.remove(name);
        return new Libraries(change + 1, left);
    }

    /**
     * With one more, as FUNCTION LOAD adds it.
     *
     * @param replaces whether one of the same name goes for it
     * @throws ErrorReply when its name or that of a function is taken
     */
    public Libraries with(Library added, boolean replaces) {
        if (!replaces) {
            checkIsNew(added.name());
        }
        return joined(List.of(added));
    }

    /**
     * Refuses a library before it is looked at closer.
     *
     * @throws ErrorReply when its name is taken
     */
    void checkIsNew(String name) {
        if (byName.containsKey(name)) {
            throw ErrorReply.err("Library '" + name + "' already exists");
        }
    }

    /**
     * With others, as FUNCTION RESTORE adds them.
     *
     * @param replaces whether those of the same names go for them
     * @throws ErrorReply when a name is taken
     */
    public Libraries with(Libraries added, boolean replaces) {
        for (Library each : added.all()) {
            if (!replaces && byName.containsKey(each.name())) {
                throw ErrorReply.err("Library " + each.name() + " already exists");
            }
        }
        return joined(added.all());
    }

    private Libraries joined(Collection<Library> added) {
        SortedMap<String, Library> joined = new TreeMap<>(byName);
        added.forEach(each -> joined.remove(each.name()));
        FunctionTable present = new FunctionTable(new ArrayList<>(joined.values()));
        for (Library library : added) {
            for (LibraryFunction function : library.functions()) {
                checkIsNew(function, present);
            }
            joined.put(library.name(), library.loadedBy(change + 1));
        }
        return new Libraries(change + 1, joined);
    }

    private static void checkIsNew(LibraryFunction function, FunctionTable present) {
        if (present.find(Ascii.bytes(function.name())) != null) {
            throw ErrorReply.err("Function " + function.name() + " already exists");
        }
    }
}
