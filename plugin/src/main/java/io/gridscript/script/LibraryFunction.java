package io.gridscript.script;

import java.util.Set;

/** A function of a library, as FCALL calls it and FUNCTION LIST tells of it. For all threads. */
public final class LibraryFunction implements Executable {

    private final Library library;
    private final Declaration declaration;
    private final Pace pace = new Pace();

    /**
     * What a library says of a function when it registers it.
     *
     * @param description one character for each byte, or null
     */
    public record Declaration(String name, String description, Set<ScriptFlag> flags) {}

    LibraryFunction(Library library, Declaration declaration) {
        this.library = library;
        this.declaration = declaration;
    }

    public Library library() {
        return library;
    }

    public String name() {
        return declaration.name();
    }

    /** What the library says that it does, one character for each byte; null if nothing. */
    public String description() {
        return declaration.description();
    }

    Declaration declaration() {
        return declaration;
    }

    @Override
    public String title() {
        return declaration.name();
    }

    @Override
    public Set<ScriptFlag> flags() {
        return declaration.flags();
    }

    /** A function without flags declares that it writes, needs memory, and so on. */
    @Override
    public boolean isCompatible() {
        return false;
    }

    @Override
    public boolean isQuick() {
        return pace.isQuick();
    }

    @Override
    public void ran(boolean quickly) {
        pace.ran(quickly);
    }
}
