package io.gridscript.script;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A library as members tell it each other, one character for each byte: the change that brought it,
 * how many functions it has, a line for each of them (name, flags, length of the description) with
 * the description behind it, and its text.
 */
final class LibraryText {

    private static final String NO_FLAGS = "-";
    private static final int NO_DESCRIPTION = -1;

    private final String text;
    private int position;

    private LibraryText(String text) {
        this.text = text;
    }

    static String write(Library library) {
        StringBuilder out = new StringBuilder();
        out.append(library.load()).append('\n');
        out.append(library.functions().size()).append('\n');
        for (LibraryFunction function : library.functions()) {
            String description = function.description();
            out.append(function.name()).append(' ').append(words(function.flags())).append(' ');
            out.append(description == null ? NO_DESCRIPTION : description.length()).append('\n');
            out.append(description == null ? "" : description);
        }
        return out.append(Ascii.string(library.code())).toString();
    }

    private static String words(Set<ScriptFlag> flags) {
        return flags.isEmpty()
                ? NO_FLAGS
                : String.join(",", flags.stream().map(ScriptFlag::word).toList());
    }

    /**
     * The library of such a text.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Library read(String text) {
        return new LibraryText(text).read();
    }

    private Library read() {
        try {
            long load = Long.parseLong(line());
            int count = Integer.parseInt(line());
            List<LibraryFunction.Declaration> functions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                functions.add(function());
            }
            LibrarySource source = LibrarySource.of(Ascii.bytes(text.substring(position)));
            return new Library(source, load, functions, null);
        } catch (IndexOutOfBoundsException | ErrorReply e) {
            throw new IllegalArgumentException("no library", e);
        }
    }

    private LibraryFunction.Declaration function() {
        String[] words = line().split(" ");
        Set<ScriptFlag> flags = flags(words[1]);
        int length = Integer.parseInt(words[2]);
        if (length == NO_DESCRIPTION) {
            return new LibraryFunction.Declaration(words[0], null, flags);
        }
        String description = text.substring(position, position + length);
        position += length;
        return new LibraryFunction.Declaration(words[0], description, flags);
    }

    private static Set<ScriptFlag> flags(String list) {
        if (list.equals(NO_FLAGS)) {
            return Set.of();
        }
        Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        for (String word : list.split(",")) {
            flags.add(ScriptFlag.of(word));
        }
        return flags;
    }

    private String line() {
        int end = text.indexOf('\n', position);
        String line = text.substring(position, end);
        position = end + 1;
        return line;
    }
}
