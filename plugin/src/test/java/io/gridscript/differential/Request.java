package io.gridscript.differential;

import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Bulk;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One request.
 *
 * @param words latin-1
 * @param inline as a line instead of an array of bulk strings
 */
record Request(List<String> words, boolean inline) {

    /** The command in lower case. */
    String command() {
        return words.get(0).toLowerCase(Locale.ROOT);
    }

    /** A word in lower case, empty where there are fewer. */
    String word(int index) {
        return index < words.size() ? words.get(index).toLowerCase(Locale.ROOT) : "";
    }

    int count() {
        return words.size();
    }

    byte[] bytes() {
        return inline
                ? Ascii.bytes(this + "\r\n")
                : RedisOracle.command(words.toArray(String[]::new));
    }

    /** As a line of redis-cli, which is an inline request too. */
    @Override
    public String toString() {
        return words.stream()
                .map(word -> new Bulk(word).toString())
                .collect(Collectors.joining(" "));
    }
}
