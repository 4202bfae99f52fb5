package io.gridscript.command;

import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Value;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import java.util.List;

/**
 * What a blocked command waits for.
 *
 * @param keys in the selected database; a key may be named twice
 * @param type of the values that it can use; others leave it waiting
 * @param evenIfGone whether it also wants to run again when a key is gone or has another type
 * @param timeoutMillis how long it waits; 0: as long as it takes
 * @param insteadOfWaiting the reply where nobody can wait
 * @param timedOut the reply when time is up
 * @param again the request that runs when a key is ready, or null for the same again
 */
public record KeyWait(
        List<byte[]> keys,
        Class<? extends Value> type,
        boolean evenIfGone,
        long timeoutMillis,
        Reply insteadOfWaiting,
        Reply timedOut,
        byte[][] again) {

    private static final Reply NOTHING = ReplyWriter::nilArray;

    /** For commands that answer a nil array whenever there is nothing. */
    public static KeyWait of(List<byte[]> keys, Class<? extends Value> type, long timeoutMillis) {
        return new KeyWait(keys, type, false, timeoutMillis, NOTHING, NOTHING, null);
    }

    /** Where nobody can wait, the reply is that one. */
    public KeyWait insteadOfWaiting(Reply reply) {
        return new KeyWait(keys, type, evenIfGone, timeoutMillis, reply, timedOut, again);
    }

    /** It also wants to run again when a key is gone or has another type. */
    public KeyWait evenIfTheyAreGone() {
        return new KeyWait(keys, type, true, timeoutMillis, insteadOfWaiting, timedOut, again);
    }

    /**
     * It runs as another request then: with what the present one means now, like the last entry of
     * a stream.
     */
    public KeyWait thenAs(byte[][] request) {
        return new KeyWait(
                keys, type, evenIfGone, timeoutMillis, insteadOfWaiting, timedOut, request);
    }

    /** Whether it is to run again when a key has that entry, or none where that is null. */
    public boolean wants(Entry entry) {
        return evenIfGone || entry != null && type.isInstance(entry.value());
    }
}
