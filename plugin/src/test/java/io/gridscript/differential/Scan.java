package io.gridscript.differential;

import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A command of the SCAN family with {@code @} for the cursor, which is called until it ends. */
final class Scan {

    private static final String CURSOR = "@";

    /** One request and its reply. */
    interface Call {
        Value call(Request request) throws IOException;
    }

    private Scan() {}

    static boolean isScan(List<String> words) {
        return words.contains(CURSOR);
    }

    /** Everything that it found, or the reply that isn't one of SCAN. */
    static Value toTheEnd(Request scan, Call server) throws IOException {
        List<Value> found = new ArrayList<>();
        String cursor = "0";
        do {
            Value reply = server.call(at(scan, cursor));
            if (!(reply instanceof Aggregate page)
                    || !(page.elements().get(1) instanceof Aggregate part)) {
                return reply;
            }
            found.addAll(part.elements());
            cursor = ((Bulk) page.elements().get(0)).text();
        } while (!cursor.equals("0"));
        return new Aggregate('*', found);
    }

    private static Request at(Request scan, String cursor) {
        List<String> words = new ArrayList<>(scan.words());
        words.replaceAll(word -> word.equals(CURSOR) ? cursor : word);
        return new Request(words, scan.inline());
    }
}
