package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.command;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.InlineBudget;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told of keys, to whom, when, and how often. */
class KeyNotificationsTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private RespClient listener;
    private RespClient writer;

    @BeforeEach
    void connect() throws IOException {
        listener = MEMBER.connectInResp3();
        writer = MEMBER.connect();
        writer.call("FLUSHALL");
        writer.call("CONFIG", "SET", "notify-keyspace-events", "EA");
    }

    @AfterEach
    void disconnect() throws IOException {
        MEMBER.inlineBudget(InlineBudget.DEFAULT);
        writer.call("CONFIG", "SET", "notify-keyspace-events", "");
        listener.close();
        writer.close();
    }

    private static Value event(String event, String key) {
        return message("__keyevent@0__:" + event, key);
    }

    private static Value message(String channel, String text) {
        return new Aggregate('>', List.of(bulk("pmessage"), bulk("*"), bulk(channel), bulk(text)));
    }

    /** What the listener gets up to a message that is published now. */
    private List<Value> told() throws IOException {
        writer.call("PUBLISH", "until", "now");
        List<Value> told = new ArrayList<>();
        for (Value next = listener.read();
                !next.equals(message("until", "now"));
                next = listener.read()) {
            told.add(next);
        }
        return told;
    }

    @Test
    void nothingIsToldUnlessItIsAskedFor() throws IOException {
        listener.call("PSUBSCRIBE", "*");
        for (String letters : new String[] {"", "A", "KE", "Kg", "Em"}) {
            writer.call("CONFIG", "SET", "notify-keyspace-events", letters);
            writer.call("SET", "k", "v");
            assertEquals(List.of(), told(), letters);
        }
    }

    @Test
    void eachLetterAsksForItsClass() throws IOException {
        listener.call("PSUBSCRIBE", "*");
        String[][] cases = {
            {"Eg", "DEL k", "del"},
            {"E$", "SET k v", "set"},
            {"El", "RPUSH k v", "rpush"},
            {"Es", "SADD k v", "sadd"},
            {"Eh", "HSET k f v", "hset"},
            {"Ez", "ZADD k 1 v", "zadd"},
            {"Et", "XADD k * f v", "xadd"},
            {"En", "SET k v", "new"},
            {"Em", "GET k", "keymiss"},
        };
        for (String[] each : cases) {
            if (each[0].equals("Eg")) {
                writer.call("CONFIG", "SET", "notify-keyspace-events", "");
                writer.call("SET", "k", "v");
            }
            writer.call("CONFIG", "SET", "notify-keyspace-events", each[0]);
            writer.call(each[1].split(" "));
            assertEquals(List.of(event(each[2], "k")), told(), each[0]);
            writer.call("CONFIG", "SET", "notify-keyspace-events", "");
            writer.call("DEL", "k");
        }
    }

    @Test
    void channelsNameKeyEventAndDatabase() throws IOException {
        writer.call("CONFIG", "SET", "notify-keyspace-events", "KEA");
        listener.call("PSUBSCRIBE", "*");
        writer.call("SELECT", "7");
        writer.call("SET", "a key\r\n", "v");
        writer.call("MOVE", "a key\r\n", "8");
        assertEquals(
                List.of(
                        message("__keyspace@7__:a key\r\n", "set"),
                        message("__keyevent@7__:set", "a key\r\n"),
                        message("__keyspace@7__:a key\r\n", "move_from"),
                        message("__keyevent@7__:move_from", "a key\r\n"),
                        message("__keyspace@8__:a key\r\n", "move_to"),
                        message("__keyevent@8__:move_to", "a key\r\n")),
                told());
    }

    @Test
    void scriptsAndTransactionsTellInTheOrderOfWhatTheyDoAndPublish() throws IOException {
        listener.call("PSUBSCRIBE", "*");
        String script =
                "redis.call('SET', 'a', '1') redis.call('PUBLISH', 'between', 'x')"
                        + " redis.call('DEL', 'a') return redis.call('LPUSH', 'l', '1')";
        List<Value> expected =
                List.of(
                        event("set", "a"),
                        message("between", "x"),
                        event("del", "a"),
                        event("lpush", "l"));
        for (boolean slow : new boolean[] {false, true}) {
            MEMBER.inlineBudget(elapsed -> slow);
            writer.call("EVAL", script, "0");
            assertEquals(expected, told());
        }
        writer.call("MULTI");
        writer.call("SET", "a", "1");
        writer.call("PUBLISH", "between", "x");
        writer.call("DEL", "a");
        writer.call("LPUSH", "l", "1");
        writer.call("EXEC");
        assertEquals(expected, told());
    }

    @Test
    void runThatStartsAgainTellsOnce() throws IOException {
        String script =
                "redis.call('SET', 'a', '1') for i = 1, 200000 do local x = i * 2 end"
                        + " return redis.call('INCR', 'a')";
        listener.call("PSUBSCRIBE", "*");
        MEMBER.inlineBudget(elapsed -> true);
        assertEquals(integer(2), writer.call("EVAL", script, "0"));
        assertEquals(List.of(event("set", "a"), event("incrby", "a")), told());
    }

    @Test
    void whatFailsTellsWhatItDidBefore() throws IOException {
        listener.call("PSUBSCRIBE", "*");
        writer.call("EVAL", "redis.call('SET', 'a', '1') error('e')", "0");
        writer.call("LPUSH", "a", "x");
        assertEquals(List.of(event("set", "a")), told());
    }

    @Test
    void expiryIsToldWhetherSomebodyLooksOrNot() throws IOException {
        listener.call("PSUBSCRIBE", "*");
        writer.call("SET", "looked-at", "v", "PX", "1");
        Awaitility.await().until(() -> writer.call("EXISTS", "looked-at").equals(integer(0)));
        writer.call("SET", "alone", "v", "PX", "1");
        assertEquals(
                List.of(
                        event("set", "looked-at"),
                        event("expire", "looked-at"),
                        event("expired", "looked-at"),
                        event("set", "alone"),
                        event("expire", "alone"),
                        event("expired", "alone")),
                listener.read(6));
    }

    @Test
    void servedClientsTellWhatTheyTake() throws IOException {
        listener.call("PSUBSCRIBE", "*");
        try (RespClient waiting = MEMBER.connect()) {
            waiting.send("BLMOVE", "l", "m", "LEFT", "RIGHT", "0");
            Awaitility.await()
                    .until(
                            () ->
                                    writer.call("INFO", "clients")
                                            .toString()
                                            .contains("blocked_clients:1"));
            writer.call("RPUSH", "l", "x");
            assertEquals(bulk("x"), waiting.read());
        }
        assertEquals(
                List.of(
                        event("rpush", "l"),
                        event("rpush", "m"),
                        event("lpop", "l"),
                        event("del", "l")),
                told());
    }

    @Test
    void missOfAReaderThatWaitsIsToldAsOftenAsRedisLooks() throws IOException {
        writer.call("CONFIG", "SET", "notify-keyspace-events", "Em");
        listener.call("PSUBSCRIBE", "*");
        try (RespClient waiting = MEMBER.connect()) {
            waiting.send("XREAD", "BLOCK", "0", "STREAMS", "s", "$");
            Awaitility.await()
                    .until(
                            () ->
                                    writer.call("INFO", "clients")
                                            .toString()
                                            .contains("blocked_clients:1"));
            assertEquals(List.of(event("keymiss", "s"), event("keymiss", "s")), told());
            waiting.send("BLPOP", "l", "0");
            assertEquals(List.of(), told());
        }
    }

    @Test
    void whatAConnectionCausesComesToItAfterTheReply() throws IOException {
        try (RespClient both = MEMBER.connectInResp3()) {
            both.call("PSUBSCRIBE", "*");
            both.sendBytes(
                    RespClient.pipeline(
                            command("SET", "k", "v"),
                            command("GET", "k"),
                            command("EVAL", "return redis.call('DEL', 'k')", "0"),
                            command("MULTI"),
                            command("SET", "k", "v"),
                            command("DEL", "k"),
                            command("EXEC"),
                            command("PING")));
            assertEquals(
                    List.of(
                            status("OK"),
                            event("set", "k"),
                            bulk("v"),
                            integer(1),
                            event("del", "k"),
                            status("OK"),
                            status("QUEUED"),
                            status("QUEUED"),
                            array(status("OK"), integer(1)),
                            event("set", "k"),
                            event("del", "k"),
                            status("PONG")),
                    both.read(12));
        }
    }

    @Test
    void lettersAreToldInRedisOrder() throws IOException {
        String[][] cases = {
            {"", ""},
            {"EK", "KE"},
            {"KEA", "AKE"},
            {"nmKA", "AKm"},
            {"tezhsl$gx", "g$lshzxet"},
            {"g$lshzxetd", "A"},
            {"nEd", "dnE"},
        };
        for (String[] each : cases) {
            assertEquals(
                    status("OK"), writer.call("CONFIG", "SET", "notify-keyspace-events", each[0]));
            assertEquals(
                    array(bulk("notify-keyspace-events"), bulk(each[1])),
                    writer.call("CONFIG", "GET", "notify-keyspace-events"));
        }
        assertEquals(
                RespClient.error(
                        "ERR CONFIG SET failed (possibly related to argument"
                                + " 'notify-keyspace-events') - Invalid event class character. Use"
                                + " 'Ag$lshzxeKEtmdn'."),
                writer.call("CONFIG", "SET", "notify-keyspace-events", "Kq"));
    }
}
