package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.grid.message.MessageKind;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever listens on any member gets what is published on any member, in order and once. */
class PubSubOverMembersTest {

    private static final String PUBLISH_AFTER_WRITE =
            "redis.call('SET', KEYS[1], ARGV[2])"
                    + " return redis.call('PUBLISH', ARGV[1], ARGV[2])";

    private static final List<RunningMember> MEMBERS = new ArrayList<>();

    @BeforeAll
    static void startMembers() {
        RunningMember first = new RunningMember().joinable().start();
        MEMBERS.add(first);
        MEMBERS.add(new RunningMember().joining(first).start());
        MEMBERS.add(new RunningMember().joining(first).start());
        first.awaitBalance(3);
    }

    @AfterAll
    static void stopMembers() {
        MEMBERS.forEach(RunningMember::close);
    }

    private static Value told(String word, String name, long count) {
        return new Aggregate('>', List.of(bulk(word), bulk(name), integer(count)));
    }

    private static Value message(String channel, String text) {
        return new Aggregate('>', List.of(bulk("message"), bulk(channel), bulk(text)));
    }

    private static Value smessage(String channel, String text) {
        return new Aggregate('>', List.of(bulk("smessage"), bulk(channel), bulk(text)));
    }

    private final List<RespClient> opened = new ArrayList<>();

    /** A connection to each member, which ends with the test. */
    private List<RespClient> connectToAll() throws IOException {
        List<RespClient> clients = new ArrayList<>();
        for (RunningMember member : MEMBERS) {
            clients.add(connectTo(member));
        }
        return clients;
    }

    private RespClient connectTo(RunningMember member) throws IOException {
        RespClient client = member.connectInResp3();
        opened.add(client);
        return client;
    }

    @AfterEach
    void close() throws IOException {
        for (RespClient client : opened) {
            client.close();
        }
    }

    @Test
    void countsAreExactOnceSubscriptionsAreConfirmed() throws IOException {
        List<RespClient> listeners = connectToAll();
        List<RespClient> publishers = connectToAll();
        for (int i = 0; i < 3; i++) {
            RespClient listener = listeners.get(i);
            assertEquals(told("subscribe", "exact", 1), listener.call("SUBSCRIBE", "exact"));
            assertEquals(told("psubscribe", "exa*", 2), listener.call("PSUBSCRIBE", "exa*"));
            assertEquals(told("ssubscribe", "exact", 1), listener.call("SSUBSCRIBE", "exact"));
            for (RespClient publisher : publishers) {
                assertEquals(integer(2 * i + 2), publisher.call("PUBLISH", "exact", "x"));
                assertEquals(integer(i + 1), publisher.call("SPUBLISH", "exact", "x"));
                assertEquals(
                        array(bulk("exact"), integer(i + 1)),
                        publisher.call("PUBSUB", "NUMSUB", "exact"));
                assertEquals(integer(1), publisher.call("PUBSUB", "NUMPAT"));
                assertEquals(array(bulk("exact")), publisher.call("PUBSUB", "CHANNELS"));
            }
        }
        for (int i = 0; i < 3; i++) {
            RespClient listener = listeners.get(i);
            // Three kinds of messages came for each of the publishers' requests until now.
            listener.read(9 * (3 - i));
            assertEquals(told("unsubscribe", "exact", 1), listener.call("UNSUBSCRIBE", "exact"));
            assertEquals(told("punsubscribe", "exa*", 0), listener.call("PUNSUBSCRIBE"));
            assertEquals(told("sunsubscribe", "exact", 0), listener.call("SUNSUBSCRIBE"));
            for (RespClient publisher : publishers) {
                assertEquals(integer(2 * (2 - i)), publisher.call("PUBLISH", "exact", "x"));
                assertEquals(integer(2 - i), publisher.call("SPUBLISH", "exact", "x"));
            }
            if (i < 2) {
                listeners.subList(i + 1, 3).forEach(each -> readQuietly(each, 9));
            }
        }
    }

    private static void readQuietly(RespClient client, int count) {
        try {
            client.read(count);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes in every way there is, in turn, without waiting for replies. */
    private static void publish(RespClient client, String name, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String text = name + " " + i;
            switch (i % 4) {
                case 0, 3 -> client.send("PUBLISH", "order", text);
                case 1 -> client.send("EVAL", PUBLISH_AFTER_WRITE, "1", name, "order", text);
                default -> {
                    client.send("MULTI");
                    client.send("SET", name, text);
                    client.send("PUBLISH", "order", text);
                    client.send("EXEC");
                }
            }
        }
        for (int i = 0; i < count; i++) {
            if (i % 4 == 2) {
                client.read(3);
                assertEquals(array(status("OK"), integer(3)), client.read());
            } else {
                assertEquals(integer(3), client.read());
            }
        }
    }

    @Test
    void messagesOfEachPublisherComeInOrderAndOnceWhereverItPublishes() throws Exception {
        int count = 200;
        List<RespClient> listeners = connectToAll();
        for (RespClient listener : listeners) {
            listener.call("SUBSCRIBE", "order");
        }
        List<RespClient> publishers = connectToAll();
        publishers.addAll(connectToAll());
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < publishers.size(); i++) {
            RespClient publisher = publishers.get(i);
            String name = "publisher-" + i;
            running.add(
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    publish(publisher, name, count);
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
        }
        for (RespClient listener : listeners) {
            Map<String, Integer> next = new HashMap<>();
            for (Value each : listener.read(publishers.size() * count)) {
                String text = each.toString().replaceAll(".*\"(publisher-.*)\".*", "$1");
                String[] words = text.split(" ");
                int expected = next.merge(words[0], 1, Integer::sum) - 1;
                assertEquals(expected, Integer.parseInt(words[1]), each.toString());
            }
        }
        for (CompletableFuture<Void> each : running) {
            each.get();
        }
        for (RespClient listener : listeners) {
            assertEquals(told("unsubscribe", "order", 0), listener.call("UNSUBSCRIBE"));
        }
    }

    @Test
    void unitsOfTheKeyspacePublishInTheirOrder() throws Exception {
        List<RespClient> listeners = connectToAll();
        for (RespClient listener : listeners) {
            listener.call("SUBSCRIBE", "units");
        }
        List<RespClient> publishers = connectToAll();
        String script = "return redis.call('PUBLISH','units',redis.call('INCR','units'))";
        publishers.get(0).call("DEL", "units");
        int count = 150;
        for (int i = 0; i < count; i++) {
            for (RespClient publisher : publishers) {
                publisher.send("EVAL", script, "0");
            }
        }
        for (RespClient listener : listeners) {
            for (int i = 1; i <= 3 * count; i++) {
                assertEquals(message("units", String.valueOf(i)), listener.read());
            }
        }
        for (RespClient publisher : publishers) {
            publisher.read(count);
        }
    }

    @Test
    void connectionThatPublishesToItselfGetsTheReplyFirst() throws IOException {
        for (RespClient client : connectToAll()) {
            client.call("SUBSCRIBE", "self");
            client.send("PUBLISH", "self", "1");
            client.send("EVAL", PUBLISH_AFTER_WRITE, "1", "k", "self", "2");
            client.send("MULTI");
            client.send("PUBLISH", "self", "3");
            client.send("PING", "x");
            client.send("EXEC");
            client.send("PING", "end");
            assertEquals(
                    List.of(
                            integer(1),
                            message("self", "1"),
                            integer(1),
                            message("self", "2"),
                            status("OK"),
                            status("QUEUED"),
                            status("QUEUED"),
                            array(integer(1), bulk("x")),
                            message("self", "3"),
                            bulk("end")),
                    client.read(10));
            client.close();
            // Every member counts by itself, and hears of it at its own time.
            for (RespClient other : connectToAll()) {
                Awaitility.await()
                        .until(() -> other.call("PUBLISH", "self", "x").equals(integer(0)));
                other.close();
            }
        }
    }

    @Test
    void eventsOfKeysComeInOrderAmongMessagesWhereverKeysAreChanged() throws IOException {
        List<RespClient> listeners = connectToAll();
        for (RespClient listener : listeners) {
            listener.call("PSUBSCRIBE", "__keyevent@0__:*", "noted");
            listener.read();
        }
        List<RespClient> writers = connectToAll();
        writers.get(1).call("CONFIG", "SET", "notify-keyspace-events", "EAn");
        int count = 50;
        for (RespClient writer : writers) {
            for (int i = 0; i < count; i++) {
                writer.send("SET", "noted", String.valueOf(i));
                writer.send("PUBLISH", "noted", String.valueOf(i));
                writer.send("EVAL", PUBLISH_AFTER_WRITE, "1", "noted", "noted", "again " + i);
                writer.send("DEL", "noted");
            }
            writer.read(4 * count);
        }
        for (RespClient listener : listeners) {
            for (int i = 0; i < 3 * count; i++) {
                String number = String.valueOf(i % count);
                assertEquals(
                        List.of(
                                event("new", "noted"),
                                event("set", "noted"),
                                pmessage("noted", "noted", number),
                                event("set", "noted"),
                                pmessage("noted", "noted", "again " + number),
                                event("del", "noted")),
                        listener.read(6));
            }
        }
        writers.get(2).call("CONFIG", "SET", "notify-keyspace-events", "");
    }

    private static Value event(String event, String key) {
        return pmessage("__keyevent@0__:*", "__keyevent@0__:" + event, key);
    }

    private static Value pmessage(String pattern, String channel, String text) {
        return new Aggregate(
                '>', List.of(bulk("pmessage"), bulk(pattern), bulk(channel), bulk(text)));
    }

    @Test
    void subscribingInsideExecWorksOnEveryMember() throws IOException {
        for (RespClient client : connectToAll()) {
            client.call("MULTI");
            client.call("SUBSCRIBE", "inside");
            client.call("PUBLISH", "inside", "1");
            client.call("SSUBSCRIBE", "inside");
            client.call("SPUBLISH", "inside", "2");
            client.call("UNSUBSCRIBE", "inside");
            client.call("PUBLISH", "inside", "3");
            client.send("EXEC");
            client.send("PING", "end");
            assertEquals(
                    List.of(
                            array(
                                    told("subscribe", "inside", 1),
                                    integer(1),
                                    told("ssubscribe", "inside", 1),
                                    integer(1),
                                    told("unsubscribe", "inside", 0),
                                    integer(0)),
                            smessage("inside", "2"),
                            bulk("end")),
                    client.read(3));
            assertEquals(told("sunsubscribe", "inside", 0), client.call("SUNSUBSCRIBE"));
        }
    }

    @Test
    void messagesThatCannotTravelForAWhileComeLaterInOrderAndOnce() throws IOException {
        RunningMember cutOff = MEMBERS.get(2);
        try (RespClient listener = cutOff.connectInResp3();
                RespClient publisher = MEMBERS.get(0).connect()) {
            listener.call("SUBSCRIBE", "severed");
            cutOff.messages().sever(kind -> kind == MessageKind.PUBSUB_STREAM);
            try {
                for (int i = 0; i < 50; i++) {
                    assertEquals(
                            integer(1), publisher.call("PUBLISH", "severed", String.valueOf(i)));
                }
            } finally {
                cutOff.messages().sever(kind -> false);
            }
            for (int i = 0; i < 50; i++) {
                assertEquals(message("severed", String.valueOf(i)), listener.read());
            }
            assertEquals(told("unsubscribe", "severed", 0), listener.call("UNSUBSCRIBE"));
        }
    }

    @Test
    void subscriptionIsConfirmedThoughAMemberDoesNotAnswerAndHoldsThereLater() throws IOException {
        RunningMember cutOff = MEMBERS.get(2);
        try (RespClient listener = MEMBERS.get(0).connectInResp3();
                RespClient near = MEMBERS.get(1).connect();
                RespClient far = cutOff.connect()) {
            cutOff.messages().sever(kind -> kind == MessageKind.PUBSUB_STREAM);
            try {
                assertEquals(told("subscribe", "late", 1), listener.call("SUBSCRIBE", "late"));
                assertEquals(integer(1), near.call("PUBLISH", "late", "near"));
                assertEquals(integer(0), far.call("PUBLISH", "late", "far"));
            } finally {
                cutOff.messages().sever(kind -> false);
            }
            Awaitility.await().until(() -> far.call("PUBLISH", "late", "far").equals(integer(1)));
            assertEquals(
                    List.of(message("late", "near"), message("late", "far")), listener.read(2));
        }
    }

    @Test
    void memberThatComesKnowsWhoListensAndOneThatDiesIsForgotten() throws IOException {
        RespClient listener = connectTo(MEMBERS.get(1));
        listener.call("SUBSCRIBE", "news");
        RunningMember newcomer = new RunningMember().joining(MEMBERS.get(0)).start();
        RespClient there = connectTo(newcomer);
        assertEquals(integer(1), there.call("PUBLISH", "news", "from the new one"));
        assertEquals(message("news", "from the new one"), listener.read());
        there.call("SUBSCRIBE", "news", "news2");
        for (RunningMember member : MEMBERS) {
            try (RespClient publisher = member.connect()) {
                assertEquals(integer(2), publisher.call("PUBLISH", "news", "to both"));
            }
        }
        newcomer.instance().getLifecycleService().terminate();
        for (RunningMember member : MEMBERS) {
            try (RespClient publisher = member.connect()) {
                Awaitility.await()
                        .until(
                                () ->
                                        publisher
                                                .call("PUBSUB", "NUMSUB", "news", "news2")
                                                .equals(
                                                        array(
                                                                bulk("news"),
                                                                integer(1),
                                                                bulk("news2"),
                                                                integer(0))));
            }
        }
        assertEquals(3, listener.read(3).size());
        assertEquals(told("subscribe", "again", 2), listener.call("SUBSCRIBE", "again"));
        assertTrue(listener.isSilentFor(1));
    }
}
