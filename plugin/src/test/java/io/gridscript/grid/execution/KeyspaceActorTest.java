package io.gridscript.grid.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandCall;
import io.gridscript.command.FakeConnection;
import io.gridscript.command.Unit;
import io.gridscript.grid.commit.Backups;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.commit.KeyspaceCopy;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One holder at a time, in order, and none who waits is forgotten. */
@Timeout(30)
class KeyspaceActorTest {

    private final KeyspaceThreads threads = new KeyspaceThreads("test");
    private final BusyThreshold threshold = new BusyThreshold();
    private final KeyspaceActor actor = newActor();
    private ExecutorService others;

    private KeyspaceActor newActor() {
        KeyspaceCopy copy = new KeyspaceCopy(new Keyspace(16, new EncodingLimits()));
        KeyspaceActor made =
                new KeyspaceActor(
                        new GroupCommit(copy, Backups.NONE), threads, threshold, Elsewhere.NOWHERE);
        made.here(true);
        return made;
    }

    @BeforeEach
    void startThreads() {
        others = Executors.newFixedThreadPool(8);
    }

    @AfterEach
    void endThreads() {
        others.shutdownNow();
        threads.close();
    }

    /** A unit made of a function; refused it answers with the error. */
    private record TestUnit(
            boolean mayTakeLong, BiFunction<CommandCall, ReplyWriter, CompletionStage<?>> body)
            implements Unit {

        @Override
        public CompletionStage<?> run(CommandCall call, ReplyWriter reply) {
            return body.apply(call, reply);
        }

        @Override
        public void refuse(ErrorReply error, ReplyWriter reply) {
            reply.error(error);
        }
    }

    private static TestUnit answering(long number) {
        return new TestUnit(
                false,
                (call, reply) -> {
                    reply.integer(number);
                    return null;
                });
    }

    private static TestUnit waitingFor(CountDownLatch latch, CountDownLatch begun) {
        return new TestUnit(
                true,
                (call, reply) -> {
                    begun.countDown();
                    await(latch);
                    reply.ok();
                    return null;
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends units as one batch; completes with their replies. */
    private static CompletableFuture<String> send(KeyspaceActor to, Unit... units) {
        CompletableFuture<String> answered = new CompletableFuture<>();
        RespWriter replies = new RespWriter(2, Unpooled.buffer());
        to.enqueue(
                new Batch(
                        new FakeConnection(1, replies),
                        Arrays.asList(units),
                        replies,
                        batch -> answered.complete(replies(batch))));
        return answered;
    }

    private static String replies(Batch batch) {
        return RespReader.all(ByteBufUtil.getBytes(batch.replies().target())).toString();
    }

    private static String text(CompletableFuture<String> answered) {
        return answered.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void faultInAUnitIsAnsweredAndTheKeyspaceGoesOn() {
        Unit faulty =
                new TestUnit(
                        false,
                        (call, reply) -> {
                            reply.array(2);
                            throw new IllegalStateException("a fault made by a test");
                        });
        assertEquals(
                "[-ERR internal error: see the member's log, :7]",
                text(send(actor, faulty, answering(7))));
        assertEquals("[:8]", text(send(actor, answering(8))));
    }

    @Test
    void oneHolderAtATimeWhoeverTriesAndHowever() throws Exception {
        int rounds = 20_000;
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] unguarded = new int[1];
        Runnable asHolder =
                () -> {
                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                    unguarded[0]++;
                    holders.decrementAndGet();
                };
        AtomicInteger done = new AtomicInteger();
        List<Future<?>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean inline = i % 2 == 0;
            tries.add(
                    others.submit(
                            () -> {
                                for (int round = 0; round < rounds; round++) {
                                    if (inline && actor.tryHold()) {
                                        asHolder.run();
                                        actor.release();
                                        done.incrementAndGet();
                                    } else if (round % 50 == 0) {
                                        TestUnit unit =
                                                new TestUnit(
                                                        round % 100 == 0,
                                                        (call, reply) -> {
                                                            asHolder.run();
                                                            reply.ok();
                                                            return null;
                                                        });
                                        text(send(actor, unit));
                                        done.incrementAndGet();
                                    }
                                }
                            }));
        }
        for (Future<?> each : tries) {
            each.get();
        }
        assertEquals(1, most.get());
        assertEquals(done.get(), unguarded[0], "lost updates without a lock");
        // A batch is answered before its holder lets go.
        Awaitility.await("free in the end").until(actor::tryHold);
    }

    @Test
    void batchesRunInTheOrderInWhichTheyCame() {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> first = send(actor, waitingFor(go, new CountDownLatch(0)));
        List<Integer> order = new ArrayList<>();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            TestUnit unit =
                    new TestUnit(
                            false,
                            (call, reply) -> {
                                order.add(number);
                                reply.integer(number);
                                return null;
                            });
            answers.add(send(actor, unit, answering(-number)));
        }
        go.countDown();
        assertEquals("[+OK]", text(first));
        for (int i = 0; i < 100; i++) {
            assertEquals("[:" + i + ", :" + -i + "]", text(answers.get(i)));
            assertEquals(i, order.get(i));
        }
    }

    @Test
    void nobodyHoldsInlineWhileABatchRunsOrWaits() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> running = send(actor, waitingFor(go, begun));
        begun.await();
        assertFalse(actor.tryHold());
        go.countDown();
        text(running);
        Awaitility.await().until(actor::tryHold);

        CompletableFuture<String> waiting = send(actor, answering(1));
        assertFalse(actor.tryHold(), "held already");
        assertFalse(waiting.isDone());
        actor.release();
        assertEquals("[:1]", text(waiting), "whoever lets go wakes those who wait");
    }

    @Test
    void isBusyOnlyAfterTheThresholdAndOnlyForWhatMayTakeLong() throws Exception {
        threshold.milliseconds(50);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> running = send(actor, waitingFor(go, begun));
        begun.await();
        Awaitility.await().until(actor::isBusy);
        threshold.milliseconds(60_000);
        assertFalse(actor.isBusy());
        threshold.milliseconds(0);
        assertFalse(actor.isBusy(), "0 is never");
        threshold.milliseconds(50);
        assertTrue(actor.isBusy());
        go.countDown();
        text(running);
        assertFalse(actor.isBusy());
    }

    @Test
    void thoseWhoWaitAreRefusedAtTheThresholdAndTheRunningUnitGoesOn() throws Exception {
        threshold.milliseconds(100);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> running = send(actor, waitingFor(go, begun), answering(2));
        begun.await();

        String refused = text(send(actor, answering(1), answering(2)));

        assertEquals(
                "[-" + threshold.busy().text() + ", -" + threshold.busy().text() + "]", refused);
        assertFalse(running.isDone());
        go.countDown();
        assertEquals("[+OK, :2]", text(running));
        assertEquals("[:3]", text(send(actor, answering(3))), "free again");
    }

    @Test
    void unitThatWaitsHoldsTheKeyspaceAndNoThread() throws Exception {
        List<CompletableFuture<Void>> awaited = new ArrayList<>();
        List<CompletableFuture<String>> suspended = new ArrayList<>();
        int many = 4 * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < many; i++) {
            CompletableFuture<Void> event = new CompletableFuture<>();
            awaited.add(event);
            suspended.add(send(newActor(), resumedBy(event)));
        }
        CompletableFuture<Void> event = new CompletableFuture<>();
        CompletableFuture<String> transaction = send(actor, resumedBy(event), answering(2));
        CompletableFuture<String> behind = send(actor, answering(3));

        assertEquals("[:4]", text(send(newActor(), answering(4))), "threads are free");
        assertFalse(transaction.isDone());
        assertFalse(behind.isDone());
        assertFalse(actor.tryHold());

        event.complete(null);
        assertEquals("[:0, :1, :2]", text(transaction));
        assertEquals("[:3]", text(behind));
        awaited.forEach(each -> each.complete(null));
        suspended.forEach(each -> assertEquals("[:0, :1]", text(each)));
    }

    /** Answers 0, waits for the event, then answers 1. */
    private static TestUnit resumedBy(CompletableFuture<Void> event) {
        AtomicInteger runs = new AtomicInteger();
        return new TestUnit(
                true,
                (call, reply) -> {
                    int run = runs.getAndIncrement();
                    reply.integer(run);
                    return run == 0 ? event : null;
                });
    }

    @Test
    void spareThreadStartsWhenAllAreTaken() {
        CountDownLatch go = new CountDownLatch(1);
        int taken = Runtime.getRuntime().availableProcessors() + 2;
        List<CompletableFuture<String>> endless = new ArrayList<>();
        for (int i = 0; i < taken; i++) {
            endless.add(send(newActor(), waitingFor(go, new CountDownLatch(0))));
        }

        assertEquals("[:1]", text(send(newActor(), answering(1))));

        go.countDown();
        endless.forEach(each -> assertEquals("[+OK]", text(each)));
    }

    @Test
    void batchHandedOverRunsNextAndWithTheClockAsItWas() {
        TestUnit clock = clock();
        assertTrue(actor.tryHold());
        actor.keyspace().now(123);
        CompletableFuture<String> waiting = send(actor, clock);
        CompletableFuture<String> handedOver = new CompletableFuture<>();
        RespWriter replies = new RespWriter(2, Unpooled.buffer());
        actor.handOver(
                new Batch(
                        new FakeConnection(1, replies),
                        List.of(clock, clock),
                        replies,
                        batch -> {
                            assertFalse(waiting.isDone());
                            handedOver.complete(replies(batch));
                        }));
        assertEquals("[:123, :1]", text(handedOver).replaceAll(":\\d{4,}", ":1"));
        assertEquals("[:1]", text(waiting).replaceAll(":\\d{4,}", ":1"));
        Awaitility.await().until(actor::tryHold);
    }

    @Test
    void clockOfAUnitThatWaitsStaysAsItWas() {
        CompletableFuture<Void> event = new CompletableFuture<>();
        List<Long> clocks = new ArrayList<>();
        TestUnit waits =
                new TestUnit(
                        true,
                        (call, reply) -> {
                            clocks.add(call.keyspace().now());
                            // What nobody does while it is held shows whether the clock is set.
                            call.keyspace().now(123);
                            reply.ok();
                            return clocks.size() == 1 ? event : null;
                        });
        CompletableFuture<String> answered = send(actor, waits, clock());
        event.complete(null);
        assertEquals("[+OK, +OK, :1]", text(answered).replaceAll(":\\d{4,}", ":1"));
        assertEquals(123, clocks.get(1));
    }

    /** Answers what the clock says. */
    private static TestUnit clock() {
        return new TestUnit(
                true,
                (call, reply) -> {
                    reply.integer(call.keyspace().now());
                    return null;
                });
    }

    @Test
    void clockIsSetForEveryUnit() {
        long before = System.currentTimeMillis();
        TestUnit clock =
                new TestUnit(
                        true,
                        (call, reply) -> {
                            reply.integer(call.keyspace().now() >= before ? 1 : 0);
                            return null;
                        });
        assertEquals("[:1, :1]", text(send(actor, clock, clock)));
    }
}
