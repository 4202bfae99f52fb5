package io.gridscript.script;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a source says of its name, in a line {@code -- @name NAME}. To Redis that is a comment, so a
 * script with a name runs there, too.
 *
 * <p>The line stands in the source's head: its leading lines, as long as each is empty or a comment
 * of one line; before them there may be a first line {@code #!lua}. It has two or more dashes,
 * blanks if any, {@code @name}, blanks, the name and nothing else; only the first such line counts.
 * A name has 1 to 128 characters: letters and digits of ASCII, {@code _}, {@code -}, {@code .} and
 * {@code :}.
 *
 * @param text the name, or null without a proper one
 * @param malformed what stands where the name should be, or null when that is all right
 */
public record ScriptName(String text, String malformed) {

    /** Which names there are, for people. */
    public static final String RULE =
            "a name has 1 to 128 characters: letters and digits of ASCII, '_', '-', '.' and ':'";

    private static final ScriptName NONE = new ScriptName(null, null);
    private static final Pattern PROPER = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
    private static final Pattern LINE = Pattern.compile("--+[ \t]*@name(?:[ \t]+(.*))?");
    private static final Pattern LONG_COMMENT = Pattern.compile("--\\[=*\\[.*");

    /** What a line has beyond is not looked at. */
    private static final int LONGEST_LINE = 4096;

    /** Longer names are cut where something is told of them. */
    private static final int SHOWN_CHARACTERS = 200;

    /** Whether something can be a script's name. */
    public static boolean isProper(String name) {
        return PROPER.matcher(name).matches();
    }

    /** Reads the head of a source. */
    static ScriptName of(byte[] source) {
        int begin = 0;
        while (begin < source.length) {
            int end = endOfLine(source, begin);
            String line = text(source, begin, end).strip();
            boolean isShebang = begin == 0 && line.startsWith("#!");
            if (!isShebang && !isOfHead(line)) {
                return NONE;
            }
            Matcher named = LINE.matcher(line);
            if (named.matches()) {
                return named(named.group(1));
            }
            begin = end + 1;
        }
        return NONE;
    }

    private static int endOfLine(byte[] source, int begin) {
        int end = begin;
        while (end < source.length && source[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String text(byte[] source, int begin, int end) {
        int length = Math.min(end - begin, LONGEST_LINE);
        return new String(source, begin, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isOfHead(String line) {
        return line.isEmpty() || line.startsWith("--") && !LONG_COMMENT.matcher(line).matches();
    }

    private static ScriptName named(String name) {
        if (name != null && isProper(name)) {
            return new ScriptName(name, null);
        }
        String shown = name == null ? "" : name.replaceAll("\\p{Cntrl}", "?");
        return new ScriptName(
                null,
                shown.length() > SHOWN_CHARACTERS ? shown.substring(0, SHOWN_CHARACTERS) : shown);
    }
}
