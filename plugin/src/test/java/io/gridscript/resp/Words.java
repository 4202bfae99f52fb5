package io.gridscript.resp;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.QuotedWords;
import java.util.Arrays;
import java.util.List;

/** The words of a line as latin-1 text; null for unbalanced quotes. */
final class Words {

    private Words() {}

    static List<String> of(String line) {
        byte[][] words = QuotedWords.split(Ascii.bytes(line));
        return words == null ? null : Arrays.stream(words).map(Ascii::string).toList();
    }
}
