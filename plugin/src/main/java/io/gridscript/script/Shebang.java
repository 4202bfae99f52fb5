package io.gridscript.script;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A script's first line, {@code #!lua flags=a,b}, as Redis 7 reads it.
 *
 * @param present whether there is one; a script without runs by the rules of Redis before 7
 * @param length the bytes before its line feed, which stays so that line numbers are right
 * @param flags what it declares
 */
record Shebang(boolean present, int length, Set<ScriptFlag> flags) {

    private static final Shebang NONE = new Shebang(false, 0, Set.of());
    private static final String ENGINE = "#!lua";
    private static final String FLAGS = "flags=";

    /**
     * Reads the first line of a source.
     *
     * @throws ErrorReply for an engine, option or flag that doesn't exist
     */
    static Shebang of(byte[] source) {
        if (source.length < 2 || source[0] != '#' || source[1] != '!') {
            return NONE;
        }
        int length = lineLength(source);
        if (length < 0) {
            throw ErrorReply.err("Invalid script shebang");
        }
        List<String> words = words(Ascii.string(source).substring(0, length));
        if (words == null) {
            throw ErrorReply.err("Invalid engine in script shebang");
        }
        if (!words.get(0).equals(ENGINE)) {
            throw ErrorReply.err("Unexpected engine in script shebang: " + words.get(0));
        }
        Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        for (String option : words.subList(1, words.size())) {
            if (!option.startsWith(FLAGS)) {
                throw ErrorReply.err("Unknown lua shebang option: " + option);
            }
            addFlags(option.substring(FLAGS.length()), flags);
        }
        return new Shebang(true, length, Set.copyOf(flags));
    }

    /** The bytes before the first line feed; -1 if none comes, or a zero byte comes first. */
    static int lineLength(byte[] source) {
        for (int i = 0; i < source.length && source[i] != 0; i++) {
            if (source[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static void addFlags(String list, Set<ScriptFlag> flags) {
        if (list.isEmpty()) {
            return;
        }
        for (String word : list.split(",", -1)) {
            ScriptFlag flag = ScriptFlag.of(word);
            if (flag == null) {
                throw ErrorReply.err("Unexpected flag in script shebang: " + word);
            }
            flags.add(flag);
        }
    }

    /** The words between spaces, quotes taken off; null where a quote is left open. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean space = c == ' ' || (c >= '\t' && c <= '\r');
            if (quote == 0 && space) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                word = new StringBuilder();
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return quote == 0 ? words : null;
    }
}
