package io.gridscript.differential;

import io.gridscript.member.RespClient;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Value;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One of the two servers, and the connections of an episode to it. */
final class Side implements AutoCloseable {

    /** What stands for the replies that a closed connection doesn't bring. */
    private static final Value CLOSED = new Failure("(closed)");

    /** A request that is refused at once whatever state a connection is in. */
    private static final Request MARK = new Request(List.of("end-of-pipeline"), false);

    /** Commands with a reply for each of their words, or more. */
    private static final Set<String> OFTEN_ANSWERED =
            Set.of(
                    "subscribe",
                    "unsubscribe",
                    "psubscribe",
                    "punsubscribe",
                    "ssubscribe",
                    "sunsubscribe");

    private static final Set<Value> MESSAGES =
            Set.of(new Bulk("message"), new Bulk("pmessage"), new Bulk("smessage"));

    private static final List<List<String>> CLEAN =
            List.of(
                    List.of("FLUSHALL"),
                    List.of("SCRIPT", "FLUSH"),
                    List.of("ACL", "DELUSER", "alice", "bob", "bob2"),
                    List.of(
                            "CONFIG",
                            "SET",
                            "hash-max-listpack-entries",
                            "6",
                            "hash-max-listpack-value",
                            "20",
                            "list-max-listpack-size",
                            "6",
                            "set-max-intset-entries",
                            "4",
                            "zset-max-listpack-entries",
                            "6",
                            "zset-max-listpack-value",
                            "20"));

    private final int port;
    private final RespClient[] connections = new RespClient[Requests.CONNECTIONS];

    private final Watch watch;

    Side(int port) {
        this(port, false);
    }

    /**
     * @param events whether it also tells what happens to keys
     */
    Side(int port, boolean events) {
        this.port = port;
        watch = new Watch(port, events);
    }

    /** What was told since this was asked last. */
    List<Value> messages() throws IOException {
        return watch.messages();
    }

    /** Leaves nothing of a former episode; the last connection speaks RESP 3. */
    void begin() throws IOException {
        close();
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new RespClient(port);
        }
        for (List<String> words : CLEAN) {
            connections[0].call(words.toArray(String[]::new));
        }
        connections[connections.length - 1].call("HELLO", "3");
        watch.begin();
    }

    /**
     * The replies to requests that are sent at once, one for each, and behind them all that comes
     * besides.
     */
    List<Value> replies(int connection, List<Request> requests) throws IOException {
        List<Value> replies = new ArrayList<>();
        List<Value> besides = new ArrayList<>();
        List<Request> together = new ArrayList<>();
        for (Request request : requests) {
            boolean isScan = Scan.isScan(request.words());
            if (isScan || OFTEN_ANSWERED.contains(request.command())) {
                exchange(connection, together, replies, besides);
                together.clear();
                replies.add(
                        isScan
                                ? Scan.toTheEnd(request, each -> one(connection, each, besides))
                                : all(connection, request));
            } else {
                together.add(request);
            }
        }
        exchange(connection, together, replies, besides);
        replies.addAll(besides);
        return replies;
    }

    /** The reply to a single request, which messages may have overtaken. */
    private Value one(int connection, Request request, List<Value> besides) throws IOException {
        List<Value> replies = new ArrayList<>();
        exchange(connection, List.of(request), replies, besides);
        return replies.get(0);
    }

    /** All that a single request is answered. */
    private Value all(int connection, Request request) throws IOException {
        List<Value> replies = new ArrayList<>();
        exchange(connection, List.of(request), replies, replies);
        return new Aggregate('*', replies);
    }

    private void exchange(
            int connection, List<Request> requests, List<Value> replies, List<Value> pushes)
            throws IOException {
        if (requests.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        requests.forEach(request -> bytes.writeBytes(request.bytes()));
        bytes.writeBytes(MARK.bytes());
        try {
            connections[connection].sendBytes(bytes.toByteArray());
            for (Value reply = read(connection); !isMark(reply); reply = read(connection)) {
                (isPush(reply) ? pushes : replies).add(reply);
            }
        } catch (EOFException | SocketException closed) {
            replies.add(CLOSED);
            connections[connection].close();
            connections[connection] = reconnected(requests);
        }
    }

    private RespClient reconnected(List<Request> last) throws IOException {
        try {
            return new RespClient(port);
        } catch (ConnectException gone) {
            throw new IOException("no server any more after " + last, gone);
        }
    }

    private Value read(int connection) throws IOException {
        return connections[connection].read();
    }

    /** RESP 2 has no type of its own for it. */
    private static boolean isPush(Value reply) {
        return reply instanceof Aggregate aggregate
                && (aggregate.type() == '>'
                        || (!aggregate.elements().isEmpty()
                                && MESSAGES.contains(aggregate.elements().get(0))));
    }

    private static boolean isMark(Value reply) {
        return reply instanceof Failure failure && failure.text().contains(MARK.words().get(0));
    }

    @Override
    public void close() throws IOException {
        for (RespClient connection : connections) {
            if (connection != null) {
                connection.close();
            }
        }
        watch.close();
    }
}
