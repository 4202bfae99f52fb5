package io.gridscript.command.migrate;

import io.gridscript.reply.Ascii;
import java.util.function.IntConsumer;

/**
 * Where the keys of MIGRATE are: one at its place, or those after the word KEYS with an empty one
 * at that place. Both forms at once are an error, and name none.
 */
final class MigrateKeys {

    private static final int KEY = 3;
    private static final int FIRST_OPTION = 6;

    private MigrateKeys() {}

    static void single(byte[][] request, IntConsumer position) {
        if (KEY < request.length && word(request) < 0) {
            position.accept(KEY);
        }
    }

    static void afterTheWord(byte[][] request, IntConsumer position) {
        int word = word(request);
        if (word >= 0 && request[KEY].length == 0) {
            for (int at = word + 1; at < request.length; at++) {
                position.accept(at);
            }
        }
    }

    /** The place of KEYS, or -1; a name or a password may read the same. */
    private static int word(byte[][] request) {
        int at = FIRST_OPTION;
        while (at < request.length) {
            byte[] option = request[at];
            if (Ascii.is(option, "keys")) {
                return at;
            }
            at += Ascii.is(option, "auth") ? 2 : Ascii.is(option, "auth2") ? 3 : 1;
        }
        return -1;
    }
}
