package io.gridscript.grid.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.BlockingUnit;
import io.gridscript.command.Command;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.CommandUnit;
import io.gridscript.command.FakeConnection;
import io.gridscript.command.Unit;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.grid.commit.Backups;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.commit.KeyspaceCopy;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for keys is served once and in order, and never after it has left. */
@Timeout(30)
class ParkedBatchesTest {

    private static final SenderId SENDER = new SenderId(new UUID(1, 2), 3);

    private final KeyspaceThreads threads = new KeyspaceThreads("test");
    private final CommandTable table = new CommandTable();
    private final CommandRunner runner = new CommandRunner(new ErrorStatistics());
    private final List<Batch> gone = new ArrayList<>();
    private final Keyspace keyspace = new Keyspace(16, new EncodingLimits());
    private final KeyspaceActor actor =
            new KeyspaceActor(
                    new GroupCommit(new KeyspaceCopy(keyspace), Backups.NONE),
                    threads,
                    new BusyThreshold(),
                    gone::add);

    /** A batch on its way, and what it is answered. */
    private record Sent(Batch batch, CompletableFuture<String> answer) {

        String text() {
            return answer.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    ParkedBatchesTest() {
        ListCommands.register(table);
        SortedSetCommands.register(table);
        actor.here(true);
    }

    @AfterEach
    void endThreads() {
        threads.close();
    }

    private Sent send(long waitedMillis, RemoteOrigin origin, String... words) {
        byte[][] request = Arrays.stream(words).map(Ascii::bytes).toArray(byte[][]::new);
        Command command = table.resolve(request);
        Unit unit =
                command.blockingBody() == null
                        ? new CommandUnit(runner, command, request)
                        : new BlockingUnit(runner, command, request, null, waitedMillis);
        CompletableFuture<String> answer = new CompletableFuture<>();
        RespWriter replies = new RespWriter(2, Unpooled.buffer());
        Batch batch =
                new Batch(
                        new FakeConnection(1, replies),
                        List.of(unit),
                        replies,
                        done -> answer.complete(replies(done)),
                        origin);
        actor.enqueue(batch);
        return new Sent(batch, answer);
    }

    private static String replies(Batch batch) {
        return RespReader.all(ByteBufUtil.getBytes(batch.replies().target())).toString();
    }

    private Sent park(long waitedMillis, RemoteOrigin origin, String... words) {
        Sent sent = send(waitedMillis, origin, words);
        Awaitility.await().until(sent.batch::isBlocked);
        return sent;
    }

    private Sent park(String... words) {
        return park(0, null, words);
    }

    private String run(String... words) {
        return send(0, null, words).text();
    }

    @Test
    void firstComeFirstServed() {
        Sent first = park("BLPOP", "a", "b", "0");
        Sent second = park("BRPOP", "b", "0");
        assertEquals("[:3]", run("RPUSH", "b", "1", "2", "3"));
        assertEquals("[[\"b\", \"1\"]]", first.text());
        assertEquals("[[\"b\", \"3\"]]", second.text());
        assertEquals("[:1]", run("LLEN", "b"));
        assertEquals(0, keyspace.awaited().size());
    }

    /** Those that come from another owner have waited longer. */
    @Test
    void whoHasWaitedLongerIsFirst() {
        Sent here = park("BLPOP", "k", "0");
        Sent moved = park(5000, null, "BLPOP", "k", "0");
        Sent longer = park(6000, null, "BLPOP", "k", "0");
        run("RPUSH", "k", "1", "2");
        assertEquals("[[\"k\", \"1\"]]", longer.text());
        assertEquals("[[\"k\", \"2\"]]", moved.text());
        assertFalse(here.answer.isDone());
    }

    @Test
    void timeThatWasWaitedElsewhereCounts() {
        assertEquals("[nil-array]", send(4990, null, "BLPOP", "k", "5").text());
    }

    @Test
    void keyOfAnotherTypeLeavesThemWaiting() {
        Sent list = park("BLPOP", "k", "0");
        Sent set = park("BZPOPMIN", "k", "0");
        run("ZADD", "k", "1", "m");
        assertEquals("[[\"k\", \"m\", \"1\"]]", set.text());
        assertFalse(list.answer.isDone());
        run("LPUSH", "k", "e");
        assertEquals("[[\"k\", \"e\"]]", list.text());
    }

    @Test
    void servingOneMayServeAnother() {
        Sent last = park("BLPOP", "c", "0");
        Sent middle = park("BLMOVE", "b", "c", "LEFT", "LEFT", "0");
        Sent first = park("BLMOVE", "a", "b", "LEFT", "LEFT", "0");
        run("LPUSH", "a", "e");
        assertEquals("[\"e\"]", first.text());
        assertEquals("[\"e\"]", middle.text());
        assertEquals("[[\"c\", \"e\"]]", last.text());
    }

    @Test
    void withdrawnBatchTakesNothing() {
        Sent leaving = park("BLPOP", "k", "0");
        Sent staying = park("BLPOP", "k", "0");
        assertTrue(actor.reserve(TimeUnit.SECONDS.toNanos(5)));
        actor.parked().withdraw(leaving.batch);
        actor.release();
        run("RPUSH", "k", "e");
        assertEquals("[]", leaving.text());
        assertEquals("[[\"k\", \"e\"]]", staying.text());
    }

    /**
     * It is withdrawn on one thread, and on another the key becomes ready before that is noticed.
     */
    @Test
    void withdrawnBatchTakesNothingWhileItStillWaits() {
        Sent leaving = park("BLPOP", "k", "0");
        leaving.batch.withdraw();
        assertEquals("[:1]", run("RPUSH", "k", "e"));
        assertEquals("[]", leaving.text());
        assertEquals("[:1]", run("LLEN", "k"));
    }

    @Test
    void unblockingAnswersOnce() {
        Sent waiting = park("BLPOP", "k", "0");
        assertTrue(unblock(waiting, true));
        assertFalse(unblock(waiting, false));
        assertEquals("[-UNBLOCKED client unblocked via CLIENT UNBLOCK]", waiting.text());
        Sent again = park("BLMOVE", "k", "l", "LEFT", "LEFT", "0");
        assertTrue(unblock(again, false));
        assertEquals("[nil-array]", again.text());
    }

    private boolean unblock(Sent sent, boolean withError) {
        return actor.parked().unblock(sent.batch, withError).toCompletableFuture().join();
    }

    @Test
    void whoWaitsGoesWhereTheKeyspaceIs() {
        Sent first = park("BLPOP", "k", "0");
        Sent second = park("BLPOP", "k", "l", "60");
        assertTrue(actor.reserve(TimeUnit.SECONDS.toNanos(5)));
        actor.here(false);
        actor.release();
        assertEquals(List.of(first.batch, second.batch), gone);
        assertEquals(1, first.batch.remaining().size());
        assertEquals(0, keyspace.awaited().size());
        assertFalse(first.batch.isBlocked());
    }

    /** A batch of another member. */
    private static final class Origin implements RemoteOrigin {

        private final long sequence;
        private boolean moved;
        private boolean senderGone;
        private byte[] resumed;

        Origin(long sequence) {
            this.sequence = sequence;
        }

        @Override
        public SenderId sender() {
            return SENDER;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public byte[] answer() {
            return new byte[] {42};
        }

        @Override
        public ErrorReply refusal(Unit unit, Keyspace any) {
            return null;
        }

        @Override
        public void resume(byte[] answer) {
            resumed = answer;
        }

        @Override
        public boolean isSenderGone() {
            return senderGone;
        }

        @Override
        public void moved() {
            moved = true;
        }
    }

    @Test
    void sameBatchThatComesTwiceTakesOneElement() {
        Origin former = new Origin(7);
        Origin latter = new Origin(7);
        park(0, former, "BLPOP", "k", "0");
        Sent second = park(0, latter, "BLPOP", "k", "0");
        run("RPUSH", "k", "1", "2");
        assertEquals("[[\"k\", \"1\"]]", second.text());
        assertTrue(former.moved);
        assertEquals("[:1]", run("LLEN", "k"));
        Origin repeated = new Origin(7);
        Sent third = send(0, repeated, "BLPOP", "k", "0");
        third.text();
        assertEquals(42, repeated.resumed[0], "the answer that is remembered");
        assertEquals("[:1]", run("LLEN", "k"));
    }

    @Test
    void batchOfAMemberThatHasGoneTakesNothing() {
        Origin origin = new Origin(7);
        Sent waiting = park(0, origin, "BLPOP", "k", "0");
        origin.senderGone = true;
        run("RPUSH", "k", "1");
        assertEquals("[]", waiting.text());
        assertEquals("[:1]", run("LLEN", "k"));
    }

    @Test
    void waitOfAnotherMembersBatchIsEndedByItsNumber() {
        Sent waiting = park(0, new Origin(7), "BLPOP", "k", "0");
        assertNull(actor.parked().end(SENDER, 6, WaitState.UNBLOCKED));
        assertEquals(true, actor.parked().end(SENDER, 7, WaitState.TIMED_OUT));
        assertEquals("[nil-array]", waiting.text());
        assertNull(actor.parked().end(SENDER, 7, WaitState.TIMED_OUT));
    }
}
