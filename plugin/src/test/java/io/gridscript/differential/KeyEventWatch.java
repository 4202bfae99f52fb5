package io.gridscript.differential;

import io.gridscript.member.RespClient;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Is told by a server what happens to keys. */
final class KeyEventWatch implements AutoCloseable {

    private static final String CHANNELS = "__key*__:*";

    /** Published behind everything that has happened. */
    private static final String MARK = "__keymark__:";

    /** Not compared: since 7.2 XREADGROUP makes its consumer though there is nothing to read. */
    private static final String CONSUMERS = "xgroup-createconsumer";

    private final int port;
    private RespClient listener;
    private RespClient publisher;

    KeyEventWatch(int port) {
        this.port = port;
    }

    /** Begins to listen; nothing that was told before is of interest. */
    void begin() throws IOException {
        close();
        listener = new RespClient(port);
        publisher = new RespClient(port);
        publisher.call("CONFIG", "SET", "notify-keyspace-events", "AKEnm");
        listener.call("PSUBSCRIBE", CHANNELS);
    }

    /** The messages since this was asked last. */
    List<Value> events() throws IOException {
        publisher.call("PUBLISH", MARK, "");
        List<Value> events = new ArrayList<>();
        for (Value each = listener.read(); !isMark(each); each = listener.read()) {
            if (!each.toString().contains(CONSUMERS)) {
                events.add(each);
            }
        }
        return events;
    }

    private static boolean isMark(Value message) {
        return message instanceof Aggregate aggregate
                && aggregate.elements().get(2).toString().contains(MARK);
    }

    @Override
    public void close() throws IOException {
        if (listener != null) {
            listener.close();
            publisher.close();
        }
    }
}
