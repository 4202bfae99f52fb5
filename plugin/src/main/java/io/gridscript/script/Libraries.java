package io.gridscript.script;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All libraries of the grid at one time. What changes them makes others of them, which hold when
 * all members have taken them; that takes as long as what is changed is large, however many there
 * are. Immutable.
 */
public final class Libraries {

    /** Before anything was loaded. */
    public static final Libraries NONE =
            new Libraries("", NameTrie.empty(), NameTrie.empty(), 0, List.of(), List.of());

    private final String version;
    private final NameTrie<Library> byName;

    /** By their names in lower case. Of two in one library the first. */
    private final NameTrie<LibraryFunction> functions;

    private final long bytes;
    private final List<String> removed;
    private final List<Library> added;

    private Libraries(
            String version,
            NameTrie<Library> byName,
            NameTrie<LibraryFunction> functions,
            long bytes,
            List<String> removed,
            List<Library> added) {
        this.version = version;
        this.byName = byName;
        this.functions = functions;
        this.bytes = bytes;
        this.removed = removed;
        this.added = added;
    }

    /** Others in the making. */
    private static final class Draft {

        private NameTrie<Library> byName;
        private NameTrie<LibraryFunction> functions;
        private long bytes;

        Draft(Libraries before) {
            byName = before.byName;
            functions = before.functions;
            bytes = before.bytes;
        }

        void remove(String name) {
            Library gone = byName.find(name);
            if (gone == null) {
                return;
            }
            byName = byName.without(name);
            bytes -= gone.estimatedBytes();
            for (LibraryFunction function : gone.functions()) {
                functions = functions.without(key(function));
            }
        }

        void checkAreNew(Collection<LibraryFunction> added) {
            for (LibraryFunction function : added) {
                if (functions.find(key(function)) != null) {
                    throw ErrorReply.err("Function " + function.name() + " already exists");
                }
            }
        }

        void add(Library library) {
            byName = byName.with(library.name(), library);
            bytes += library.estimatedBytes();
            for (LibraryFunction function : library.functions()) {
                if (functions.find(key(function)) == null) {
                    functions = functions.with(key(function), function);
                }
            }
        }

        /** Mostly the name itself, and then not kept twice. */
        private static String key(LibraryFunction function) {
            String key = Ascii.lowerCase(Ascii.bytes(function.name()));
            return key.equals(function.name()) ? function.name() : key;
        }
    }

    /**
     * The libraries after a change.
     *
     * @param newVersion from {@link #version()} of those that the change has made
     * @param gone names of some that are there and of which nothing takes the place
     * @param come those that are new, also in place of others
     */
    Libraries changed(String newVersion, List<String> gone, List<Library> come) {
        Draft draft = new Draft(this);
        gone.forEach(draft::remove);
        come.forEach(each -> draft.remove(each.name()));
        come.forEach(draft::add);
        return new Libraries(newVersion, draft.byName, draft.functions, draft.bytes, gone, come);
    }

    /**
     * Names them with what has led to them: there is no other change of that name, nor on the other
     * side of a split cluster. Empty before the first.
     */
    String version() {
        return version;
    }

    /** Counts changes. */
    long change() {
        return version.isEmpty() ? 0 : Long.parseLong(version.substring(0, version.indexOf(' ')));
    }

    private String nextVersion() {
        return (change() + 1) + " " + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** The names of those that the last change has removed without another in their place. */
    public List<String> removed() {
        return removed;
    }

    /** Those that the last change has brought. */
    public List<Library> added() {
        return added;
    }

    /** The libraries, by their names. */
    public List<Library> all() {
        List<Library> all = new ArrayList<>(byName.size());
        byName.forEach(all::add);
        all.sort(Comparator.comparing(Library::name));
        return all;
    }

    /** The library of that name, or null. */
    public Library find(String name) {
        return byName.find(name);
    }

    /** The function of that name in whatever case, or null. */
    public LibraryFunction function(byte[] name) {
        return functions.findInLowerCase(name);
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
        return changed(nextVersion(), all().stream().map(Library::name).toList(), List.of());
    }

    /**
     * All but one.
     *
     * @throws ErrorReply when there is none of that name
     */
    public Libraries without(String name) {
        if (find(name) == null) {
            throw ErrorReply.err("Library not found");
        }
        return changed(nextVersion(), List.of(name), List.of());
    }

    /**
     * With one more, as FUNCTION LOAD adds it.
     *
     * @param replaces whether one of the same name goes for it
     * @throws ErrorReply when its name or that of a function is taken
     */
    public Libraries with(Library another, boolean replaces) {
        if (!replaces) {
            checkIsNew(another.name());
        }
        return joined(List.of(another));
    }

    /**
     * Refuses a library before it is looked at closer.
     *
     * @throws ErrorReply when its name is taken
     */
    void checkIsNew(String name) {
        if (find(name) != null) {
            throw ErrorReply.err("Library '" + name + "' already exists");
        }
    }

    /**
     * With others, as FUNCTION RESTORE adds them.
     *
     * @param replaces whether those of the same names go for them
     * @throws ErrorReply when a name is taken
     */
    public Libraries with(Libraries others, boolean replaces) {
        List<Library> all = others.all();
        for (Library each : all) {
            if (!replaces && find(each.name()) != null) {
                throw ErrorReply.err("Library " + each.name() + " already exists");
            }
        }
        return joined(all);
    }

    private Libraries joined(List<Library> others) {
        Draft left = new Draft(this);
        others.forEach(each -> left.remove(each.name()));
        others.forEach(each -> left.checkAreNew(each.functions()));
        return changed(nextVersion(), List.of(), loaded(others));
    }

    /** Others instead of all of them. */
    public Libraries replacedBy(Libraries others) {
        List<String> gone = new ArrayList<>();
        for (Library each : all()) {
            if (others.find(each.name()) == null) {
                gone.add(each.name());
            }
        }
        return changed(nextVersion(), List.copyOf(gone), loaded(others.all()));
    }

    private List<Library> loaded(List<Library> others) {
        long next = change() + 1;
        return others.stream().map(each -> each.loadedBy(next)).toList();
    }
}
