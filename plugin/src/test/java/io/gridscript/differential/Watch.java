package io.gridscript.differential;

import io.gridscript.member.RespClient;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Listens to what a server tells while requests run: messages of scripts and transactions. */
final class Watch implements AutoCloseable {

    private static final String MESSAGES = "tx.*";
    private static final String EVENTS = "__key*__:*";

    /** Published behind everything that has happened. */
    private static final String MARK = "tx.mark";

    /** Not compared: since 7.2 XREADGROUP makes its consumer though there is nothing to read. */
    private static final String CONSUMERS = "xgroup-createconsumer";

    private final int port;
    private final boolean events;
    private RespClient listener;
    private RespClient publisher;

    /**
     * @param events whether it is told, too, what happens to keys
     */
    Watch(int port, boolean events) {
        this.port = port;
        this.events = events;
    }

    /** Begins to listen; nothing that was told before is of interest. */
    void begin() throws IOException {
        close();
        listener = new RespClient(port);
        publisher = new RespClient(port);
        if (events) {
            publisher.call("CONFIG", "SET", "notify-keyspace-events", "AKEnm");
            listener.call("PSUBSCRIBE", EVENTS);
        }
        listener.call("PSUBSCRIBE", MESSAGES);
    }

    /** The messages since this was asked last. */
    List<Value> messages() throws IOException {
        publisher.call("PUBLISH", MARK, "");
        List<Value> messages = new ArrayList<>();
        for (Value each = listener.read(); !isMark(each); each = listener.read()) {
            if (!each.toString().contains(CONSUMERS)) {
                messages.add(each);
            }
        }
        return messages;
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
