package io.gridscript.grid.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Publication;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.Ascii;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A stream from one member to another keeps order and number of its items. */
class LinkTest {

    private static final UUID HERE = new UUID(1, 1);
    private static final UUID THERE = new UUID(2, 2);
    private static final ChannelName NAME = new ChannelName(Ascii.bytes("news"));

    private final Deque<byte[]> sent = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();
    private final Link link = new Link(null, (from, batch) -> sent.add(batch), first(1));
    private IncomingStream incoming = newIncoming();

    private IncomingStream newIncoming() {
        return new IncomingStream(publication -> received.add(Ascii.string(publication.message())));
    }

    private static List<byte[]> first(int count) {
        return List.of(StreamCodec.count(ChannelKind.CHANNEL, NAME, count));
    }

    private static byte[] message(String text) {
        Publication publication =
                new Publication(ChannelKind.CHANNEL, NAME.bytes(), Ascii.bytes(text), null, 7);
        return StreamCodec.message(publication, HERE);
    }

    private void publish(String text) {
        link.add(message(text));
        link.flush();
    }

    /** Lets the other take a batch, and the link know of it. */
    private void deliver() throws CorruptInput {
        byte[] batch = sent.remove();
        assertTrue(incoming.take(batch, THERE));
        link.taken(batch);
    }

    @Test
    void oneBatchIsOnItsWayAndWhatComesMeanwhileFollowsInOrder() throws CorruptInput {
        publish("1");
        publish("2");
        assertEquals(1, sent.size());
        assertFalse(link.hasBegun());
        deliver();
        assertTrue(link.hasBegun());
        publish("3");
        assertEquals(1, sent.size());
        deliver();
        deliver();
        assertEquals(List.of("1", "2", "3"), received);
        assertEquals(1, incoming.subscriptions().count(ChannelKind.CHANNEL, NAME));
        assertNull(link.delivered());
    }

    @Test
    void batchThatComesAgainIsTakenOnce() throws CorruptInput {
        publish("1");
        byte[] batch = sent.remove();
        assertTrue(link.isOnItsWay(batch));
        assertTrue(incoming.take(batch, THERE));
        assertTrue(incoming.take(batch, THERE));
        link.taken(batch);
        link.taken(batch);
        assertFalse(link.isOnItsWay(batch));
        publish("2");
        assertTrue(incoming.take(batch, THERE));
        deliver();
        assertEquals(List.of("1", "2"), received);
    }

    @Test
    void whoWaitsLearnsWhenAllThatWasAddedUntilThenIsTaken() throws CorruptInput {
        link.flush();
        publish("1");
        CompletableFuture<Void> delivered = link.delivered().toCompletableFuture();
        publish("2");
        deliver();
        assertFalse(delivered.isDone());
        deliver();
        assertTrue(delivered.isDone());
    }

    @Test
    void whoWaitsLearnsThatTheOtherIsGone() {
        publish("1");
        CompletableFuture<Void> delivered = link.delivered().toCompletableFuture();
        link.end();
        assertTrue(delivered.isDone());
        publish("2");
        assertEquals(1, sent.size());
        assertNull(link.delivered());
    }

    @Test
    void streamThatTheOtherForgotBeginsAnewWithWhoListensNow() throws CorruptInput {
        link.flush();
        deliver();
        publish("1");
        publish("2");
        CompletableFuture<Void> delivered = link.delivered().toCompletableFuture();
        incoming = newIncoming();
        byte[] batch = sent.remove();
        assertFalse(incoming.take(batch, THERE));
        link.beginAnew(batch, first(5));
        link.flush();
        assertFalse(delivered.isDone());
        deliver();
        assertTrue(delivered.isDone());
        // The first message may have been taken before the other forgot.
        assertEquals(List.of("2"), received);
        assertEquals(5, incoming.subscriptions().count(ChannelKind.CHANNEL, NAME));
    }

    @Test
    void batchOfAnEarlierStreamChangesNothing() throws CorruptInput {
        link.flush();
        byte[] old = sent.remove();
        Link next = new Link(null, (from, batch) -> sent.add(batch), first(2));
        next.flush();
        assertTrue(incoming.take(sent.remove(), THERE));
        assertTrue(incoming.take(old, THERE));
        assertEquals(2, incoming.subscriptions().count(ChannelKind.CHANNEL, NAME));
    }

    @Test
    void messageKnowsTheMemberOfItsPublisher() throws CorruptInput {
        List<UUID> homes = new ArrayList<>();
        for (UUID reader : List.of(HERE, THERE)) {
            IncomingStream stream = new IncomingStream(each -> homes.add(each.home()));
            Link to = new Link(null, (from, batch) -> sent.add(batch), List.of(message("x")));
            to.flush();
            assertTrue(stream.take(sent.remove(), reader));
        }
        List<UUID> expected = new ArrayList<>();
        expected.add(null);
        expected.add(HERE);
        assertEquals(expected, homes);
    }
}
