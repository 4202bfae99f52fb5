package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that wait for keys on whichever member, and what they get when members come and go. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedClientsTest {

    private static final int ELEMENTS = Integer.getInteger("test.elements", 900);
    private static final String CALL_TIMEOUT = "hazelcast.operation.call.timeout.millis";

    private static void awaitWaiting(RunningMember member, int keys) throws Exception {
        try (RespClient asking = member.connect()) {
            Awaitility.await()
                    .until(
                            () ->
                                    clientsOf(asking)
                                            .contains("total_blocking_keys:" + keys + "\r\n"));
        }
    }

    private static String clientsOf(RespClient asking) throws Exception {
        return ((Bulk) asking.call("INFO", "clients")).text();
    }

    private static Value popped(String key, String element) {
        return array(bulk(key), bulk(element));
    }

    @Test
    void clientOfAnotherMemberIsServedWhereTheDataIs() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient waiting = other.connect();
                RespClient onOwner = owner.connect();
                RespClient onOther = other.connect()) {
            waiting.send("BLPOP", "list", "0");
            awaitWaiting(other, 1);
            assertEquals(integer(2), onOwner.call("RPUSH", "list", "a", "b"));
            assertEquals(popped("list", "a"), waiting.read());
            assertEquals(popped("list", "b"), waiting.call("BLPOP", "list", "0"));
            waiting.send("BZPOPMIN", "set", "0");
            awaitWaiting(owner, 1);
            onOther.call("ZADD", "set", "1", "m");
            assertEquals(array(bulk("set"), bulk("m"), bulk("1")), waiting.read());
            assertEquals(Nil.ARRAY, waiting.call("BLPOP", "list", "0.05"));
        }
    }

    /** First come, first served, whichever way they came. */
    @Test
    void orderHoldsOverMembers() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient pushing = other.connect()) {
            List<RespClient> waiting = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                waiting.add(i % 2 == 0 ? other.connect() : owner.connect());
                waiting.get(i).send("BLPOP", "list", "key" + i, "0");
                awaitWaiting(owner, i + 2);
            }
            pushing.call("RPUSH", "list", "0", "1", "2", "3", "4", "5");
            for (int i = 0; i < 6; i++) {
                assertEquals(popped("list", String.valueOf(i)), waiting.get(i).read());
                waiting.get(i).close();
            }
        }
    }

    @Test
    void waitingOutlivesTheOwner() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RunningMember third = new RunningMember().joining(owner).start();
                RespClient first = other.connect();
                RespClient second = third.connect();
                RespClient timed = third.connect();
                RespClient pushing = third.connect()) {
            SeveralMembersTest.awaitOwnerWithBackup(owner);
            first.send("BLPOP", "list", "one", "0");
            awaitWaiting(owner, 2);
            second.send("BLPOP", "list", "two", "0");
            awaitWaiting(owner, 3);
            timed.send("BLPOP", "nothing", "4");
            awaitWaiting(owner, 4);
            owner.instance().getLifecycleService().terminate();
            awaitWaiting(third, 4);
            assertEquals(integer(1), pushing.call("RPUSH", "list", "a"));
            assertEquals(popped("list", "a"), first.read());
            assertEquals(integer(0), pushing.call("LLEN", "list"));
            assertEquals(integer(1), pushing.call("RPUSH", "list", "b"));
            assertEquals(popped("list", "b"), second.read());
            assertEquals(Nil.ARRAY, timed.read());
            assertEquals(integer(0), pushing.call("EXISTS", "list"));
        }
    }

    /** Whatever becomes of the owner in between: each element is taken by one client, once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachElementIsTakenOnce(boolean terminated) throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RunningMember third = new RunningMember().joining(owner).start();
                RespClient pushing = other.connect();
                RespClient one = other.connect();
                RespClient two = third.connect()) {
            SeveralMembersTest.awaitOwnerWithBackup(owner);
            CompletableFuture<List<Integer>> ofOne = takeAll(one);
            CompletableFuture<List<Integer>> ofTwo = takeAll(two);
            for (int i = 0; i < ELEMENTS; i++) {
                pushing.call("RPUSH", "list", String.valueOf(i));
                if (i == ELEMENTS / 3 && terminated) {
                    owner.instance().getLifecycleService().terminate();
                } else if (i == ELEMENTS / 3) {
                    CompletableFuture.runAsync(owner.instance()::shutdown);
                }
            }
            pushing.call("RPUSH", "list", "-1");
            pushing.call("RPUSH", "list", "-1");
            List<Integer> all = new ArrayList<>(ofOne.join());
            all.addAll(ofTwo.join());
            Collections.sort(all);
            assertEquals(IntStream.range(0, ELEMENTS).boxed().toList(), all);
            assertEquals(integer(ELEMENTS), pushing.call("LLEN", "taken"));
            assertEquals(integer(0), pushing.call("LLEN", "list"));
        }
    }

    /** What a client of the member that goes was not told of is still there. */
    @Test
    void nothingIsLostWhenAMemberShutsDown() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient pushing = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            List<CompletableFuture<List<Integer>>> taking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                taking.add(takeWhileConnected(owner.connect()));
            }
            CompletableFuture<Void> shutdown = null;
            for (int i = 0; i < ELEMENTS; i++) {
                pushing.call("RPUSH", "list", String.valueOf(i));
                if (i == ELEMENTS / 3) {
                    shutdown = CompletableFuture.runAsync(owner.instance()::shutdown);
                }
            }
            shutdown.join();
            List<Integer> all = new ArrayList<>();
            for (CompletableFuture<List<Integer>> each : taking) {
                all.addAll(each.join());
            }
            assertTrue(all.size() >= ELEMENTS / 3, all.size() + " taken");
            Value left = pushing.call("LRANGE", "list", "0", "-1");
            ((Aggregate) left)
                    .elements()
                    .forEach(each -> all.add(Integer.valueOf(((Bulk) each).text())));
            Collections.sort(all);
            assertEquals(IntStream.range(0, ELEMENTS).boxed().toList(), all);
        }
    }

    private static CompletableFuture<List<Integer>> takeWhileConnected(RespClient client) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Integer> taken = new ArrayList<>();
                    try (client) {
                        while (true) {
                            taken.add(take(client));
                        }
                    } catch (Exception closed) {
                        return taken;
                    }
                },
                task -> new Thread(task).start());
    }

    /** Takes elements, and tells of each in another list, until there is a negative one. */
    private static CompletableFuture<List<Integer>> takeAll(RespClient client) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        List<Integer> taken = new ArrayList<>();
                        for (int next = take(client); next >= 0; next = take(client)) {
                            taken.add(next);
                            client.call("RPUSH", "taken", String.valueOf(next));
                        }
                        return taken;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    private static int take(RespClient client) throws Exception {
        Value reply = client.call("BLPOP", "list", "0");
        return Integer.parseInt(((Bulk) ((Aggregate) reply).elements().get(1)).text());
    }

    /** The owner's own clients go with its shutdown; those of others wait on at the next. */
    @Test
    void waitingGoesOnWhenTheKeyspaceMigrates() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient first = other.connect();
                RespClient second = other.connect();
                RespClient pushing = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            onOwner.send("BLPOP", "list", "gone", "0");
            awaitWaiting(owner, 2);
            first.send("BLPOP", "list", "one", "0");
            awaitWaiting(owner, 3);
            second.send("BLMOVE", "list", "to", "LEFT", "LEFT", "0");
            Awaitility.await().until(() -> clientsOf(pushing).contains("blocked_clients:2\r\n"));
            owner.instance().shutdown();
            awaitWaiting(other, 2);
            assertEquals(integer(2), pushing.call("RPUSH", "list", "a", "b"));
            assertEquals(popped("list", "a"), first.read());
            assertEquals(bulk("b"), second.read());
            assertEquals(array(bulk("b")), pushing.call("LRANGE", "to", "0", "-1"));
        }
    }

    /** The owner stays, and so do its clients, which wait with another member from then on. */
    @Test
    void waitingGoesOnWhereTheKeyspaceHasGone() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient first = owner.connect();
                RespClient second = other.connect();
                RespClient third = owner.connect();
                RespClient leaving = owner.connect();
                RespClient pushing = owner.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            leaving.send("BLPOP", "list", "zero", "0");
            awaitWaiting(owner, 2);
            first.send("BLPOP", "list", "one", "0");
            awaitWaiting(owner, 3);
            second.send("BLPOP", "list", "two", "0");
            awaitWaiting(owner, 4);
            third.send("BLPOP", "list", "three", "3");
            awaitWaiting(owner, 5);
            owner.instance().getCluster().demoteLocalDataMember();
            Awaitility.await().until(() -> SeveralMembersTest.facts(other).role().equals("owner"));
            awaitWaiting(owner, 5);
            leaving.close();
            awaitWaiting(other, 4);
            pushing.call("RPUSH", "list", "a");
            assertEquals(popped("list", "a"), first.read());
            pushing.call("RPUSH", "list", "b");
            assertEquals(popped("list", "b"), second.read());
            assertEquals(Nil.ARRAY, third.read());
        }
    }

    @Test
    void clientThatHasGoneTakesNothing() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient staying = other.connect()) {
            RespClient leaving = other.connect();
            leaving.send("BLPOP", "list", "one", "0");
            awaitWaiting(owner, 2);
            staying.send("BLPOP", "list", "two", "0");
            awaitWaiting(owner, 3);
            leaving.close();
            awaitWaiting(owner, 2);
            onOwner.call("RPUSH", "list", "a");
            assertEquals(popped("list", "a"), staying.read());
        }
    }

    /** It is on its way from one owner to the next when its client leaves. */
    @Test
    void clientThatGoesWhileTheOwnerDiesTakesNothing() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient pushing = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            List<RespClient> leaving = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                leaving.add(other.connect());
                leaving.get(i).send("BLPOP", "list", "key" + i, "0");
            }
            awaitWaiting(owner, 21);
            owner.instance().getLifecycleService().terminate();
            for (RespClient client : leaving) {
                client.close();
            }
            Awaitility.await().until(() -> clientsOf(pushing).contains("connected_clients:1\r\n"));
            awaitWaiting(other, 0);
            assertEquals(integer(1), pushing.call("RPUSH", "list", "a"));
            assertEquals(integer(1), pushing.call("LLEN", "list"));
        }
    }

    @Test
    void clientsOfAMemberThatHasGoneTakeNothing() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient leaving = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            leaving.send("BLPOP", "list", "0");
            awaitWaiting(owner, 1);
            other.instance().getLifecycleService().terminate();
            awaitWaiting(owner, 0);
            assertEquals(integer(1), onOwner.call("RPUSH", "list", "a"));
            assertEquals(integer(1), onOwner.call("LLEN", "list"));
        }
    }

    @Test
    void clientIsUnblockedByItsMemberWhereverItWaits() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient waiting = other.connect();
                RespClient asking = other.connect()) {
            String id = waiting.call("CLIENT", "ID").toString().substring(1);
            assertEquals(integer(0), asking.call("CLIENT", "UNBLOCK", id));
            waiting.send("BLPOP", "list", "0");
            awaitWaiting(owner, 1);
            assertEquals(integer(1), asking.call("CLIENT", "UNBLOCK", id, "ERROR"));
            assertEquals(error("UNBLOCKED client unblocked via CLIENT UNBLOCK"), waiting.read());
            waiting.send("BLPOP", "list", "0");
            awaitWaiting(owner, 1);
            assertEquals(integer(1), asking.call("CLIENT", "UNBLOCK", id));
            assertEquals(Nil.ARRAY, waiting.read());
            assertEquals(integer(0), asking.call("CLIENT", "UNBLOCK", id));
            awaitWaiting(owner, 0);
        }
    }

    /**
     * A batch that waits is an invocation of Hazelcast's, which gives up what it hears nothing of.
     */
    @Test
    void waitingIsNotLimitedByHazelcastsCallTimeout() throws Exception {
        try (RunningMember owner =
                        new RunningMember().joinable().hazelcast(CALL_TIMEOUT, "1000").start();
                RunningMember other =
                        new RunningMember().joining(owner).hazelcast(CALL_TIMEOUT, "1000").start();
                RespClient waiting = other.connect();
                RespClient onOwner = owner.connect()) {
            waiting.send("BLPOP", "list", "0");
            awaitWaiting(owner, 1);
            long sent = other.assembly().batches().sentAgain();
            assertEquals(Nil.ARRAY, onOwner.call("BLPOP", "other", "5"));
            onOwner.call("RPUSH", "list", "a");
            assertEquals(popped("list", "a"), waiting.read());
            assertEquals(sent, other.assembly().batches().sentAgain());
        }
    }
}
