package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A library is the same on every member, from the reply of FUNCTION LOAD on. */
@Timeout(120)
class FunctionsEverywhereTest {

    private static final Value NOT_FOUND = error("ERR Function not found");
    private static final Value NO_LEASE =
            error(
                    "ERR The script authority can't be reached, so this member doesn't know which"
                            + " scripts were flushed: try again, or use EVAL");

    private final List<RunningMember> members = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        members.forEach(RunningMember::close);
    }

    private void start(int count) {
        RunningMember first = new RunningMember().joinable().start();
        members.add(first);
        for (int i = 1; i < count; i++) {
            members.add(new RunningMember().joining(first).start());
        }
    }

    /** A library with one function of the same name. */
    private static String library(String name, String result) {
        return "#!lua name="
                + name
                + "\nredis.register_function('"
                + name
                + "', function() return '"
                + result
                + "' end)";
    }

    private static void load(RespClient client, String name, String result) throws IOException {
        assertEquals(bulk(name), client.call("FUNCTION", "LOAD", "REPLACE", library(name, result)));
    }

    @Test
    void whatIsLoadedOnAnyMemberRunsOnAllAndOnThoseThatJoin() throws Exception {
        start(2);
        members.add(new RunningMember().lite().joining(members.get(0)).start());
        List<RespClient> clients = connectAll();
        for (int round = 0; round < 60; round++) {
            load(clients.get(round % 3), "f" + round % 5, "round " + round);
            for (RespClient client : clients) {
                assertEquals(bulk("round " + round), client.call("FCALL", "f" + round % 5, "0"));
            }
        }
        assertEquals(status("OK"), clients.get(1).call("FUNCTION", "DELETE", "f1"));
        for (RespClient client : clients) {
            assertEquals(NOT_FOUND, client.call("FCALL", "f1", "0"));
        }
        try (RunningMember joiner = new RunningMember().joining(members.get(0)).start();
                RespClient onJoiner = joiner.connect()) {
            assertEquals(bulk("round 59"), onJoiner.call("FCALL", "f4", "0"));
            assertEquals(NOT_FOUND, onJoiner.call("FCALL", "f1", "0"));
            for (String[] report :
                    List.of(
                            new String[] {"FUNCTION", "LIST", "WITHCODE"},
                            new String[] {"FUNCTION", "STATS"},
                            new String[] {"FUNCTION", "DUMP"})) {
                assertEquals(clients.get(0).call(report), onJoiner.call(report));
            }
        }
        close(clients);
    }

    private List<RespClient> connectAll() throws IOException {
        List<RespClient> clients = new ArrayList<>();
        for (RunningMember member : members) {
            clients.add(member.connect());
        }
        return clients;
    }

    private static void close(List<RespClient> clients) throws IOException {
        for (RespClient client : clients) {
            client.close();
        }
    }

    @Test
    void noMemberRunsAFunctionAfterTheReplyOfFlush() throws Exception {
        start(3);
        List<RespClient> clients = connectAll();
        AtomicInteger flushed = new AtomicInteger(-1);
        AtomicInteger loaded = new AtomicInteger(-1);
        List<Future<?>> calling = new ArrayList<>();
        for (RunningMember member : members) {
            calling.add(
                    threads.submit(
                            () -> {
                                callUntil(member, flushed, loaded);
                                return null;
                            }));
        }
        for (int round = 0; round < 100; round++) {
            loaded.set(round);
            load(clients.get(round % 3), "f", "" + round);
            String mode = round % 2 == 0 ? "SYNC" : "ASYNC";
            assertEquals(
                    status("OK"), clients.get((round + 1) % 3).call("FUNCTION", "FLUSH", mode));
            flushed.set(round);
            for (RespClient client : clients) {
                assertEquals(NOT_FOUND, client.call("FCALL", "f", "0"));
                assertEquals(array(), client.call("FUNCTION", "LIST"));
            }
        }
        loaded.set(Integer.MAX_VALUE);
        for (Future<?> each : calling) {
            each.get(30, TimeUnit.SECONDS);
        }
        close(clients);
    }

    /** What a call answers must have been loaded, and not flushed before the call. */
    private static void callUntil(RunningMember member, AtomicInteger flushed, AtomicInteger loaded)
            throws IOException {
        try (RespClient client = member.connect()) {
            while (loaded.get() != Integer.MAX_VALUE) {
                int before = flushed.get();
                Value reply = client.call("FCALL", "f", "0");
                if (reply instanceof Bulk number) {
                    int ran = Integer.parseInt(number.text());
                    assertTrue(ran > before, () -> "runs " + ran + " after flush " + before);
                } else {
                    assertEquals(NOT_FOUND, reply);
                }
            }
        }
    }

    /** Of loads at once on several members that exclude each other, one holds, and as a whole. */
    @Test
    void changesAtOnceOnSeveralMembersHoldOrAreRefusedAsAWhole() throws Exception {
        start(2);
        List<RespClient> clients = connectAll();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 2; i++) {
                clients.get(i)
                        .send(
                                "FUNCTION",
                                "LOAD",
                                "#!lua name=lib"
                                        + i
                                        + "\nredis.register_function('own"
                                        + i
                                        + "', function() return 1 end)"
                                        + " redis.register_function('shared', function() return "
                                        + i
                                        + " end)");
            }
            List<Value> replies = List.of(clients.get(0).read(), clients.get(1).read());
            int winner = replies.get(0) instanceof Bulk ? 0 : 1;
            assertEquals(bulk("lib" + winner), replies.get(winner));
            assertEquals(error("ERR Function shared already exists"), replies.get(1 - winner));
            for (RespClient client : clients) {
                assertEquals(integer(winner), client.call("FCALL", "shared", "0"));
                assertEquals(NOT_FOUND, client.call("FCALL", "own" + (1 - winner), "0"));
            }
            for (int i = 0; i < 2; i++) {
                clients.get(i).send("FUNCTION", "LOAD", library("at_once" + i, "both"));
            }
            assertEquals(bulk("at_once0"), clients.get(0).read());
            assertEquals(bulk("at_once1"), clients.get(1).read());
            assertEquals(
                    3, ((Aggregate) clients.get(0).call("FUNCTION", "LIST")).elements().size());
            clients.get(1).call("FUNCTION", "FLUSH");
        }
        close(clients);
    }

    @Test
    void loadsGoOnWhenTheAuthorityDies() throws Exception {
        start(3);
        RunningMember authority =
                members.stream()
                        .filter(each -> each.participants().isAuthority())
                        .findFirst()
                        .orElseThrow();
        members.remove(authority);
        AtomicInteger count = new AtomicInteger();
        AtomicInteger most = new AtomicInteger(Integer.MAX_VALUE);
        TreeSet<String> loaded = new TreeSet<>();
        try (RespClient client = members.get(0).connect()) {
            Future<?> loading =
                    threads.submit(
                            () -> {
                                while (count.get() < most.get()) {
                                    String name = "f" + count.getAndIncrement();
                                    load(client, name, "after " + name);
                                    loaded.add(name);
                                }
                                return null;
                            });
            Awaitility.await().until(() -> count.get() > 20);
            authority.instance().getLifecycleService().terminate();
            authority.close();
            int before = count.get();
            Awaitility.await().until(() -> count.get() > before + 20);
            most.set(0);
            loading.get(30, TimeUnit.SECONDS);
        }
        for (RunningMember member : members) {
            try (RespClient client = member.connect()) {
                for (String name : loaded) {
                    assertEquals(bulk("after " + name), client.call("FCALL", name, "0"));
                }
            }
        }
    }

    @Test
    void memberThatIsCutOffRefusesAndThenHasWhatIsNew() throws Exception {
        start(2);
        RunningMember owner = members.get(0);
        try (RespClient client = owner.connect()) {
            load(client, "f", "old");
            members.get(0).awaitBalance(2);
            owner = members.get(0).participants().isAuthority() ? members.get(0) : members.get(1);
        }
        RunningMember other = owner == members.get(0) ? members.get(1) : members.get(0);
        Awaitility.await().until(() -> other.assembly().authority().lease().isValid());
        try (RespClient client = owner.connect();
                RespClient cutOff = other.connect()) {
            other.messages().sever(kind -> true);
            assertEquals(status("OK"), client.call("FUNCTION", "FLUSH"));
            assertEquals(NO_LEASE.toString(), reason(cutOff.call("FUNCTION", "LIST")));
            other.messages().sever(kind -> false);
            assertEquals(array(), cutOff.call("FUNCTION", "LIST"));
            assertEquals(NOT_FOUND, cutOff.call("FCALL", "f", "0"));
        }
    }

    private static String reason(Value reply) {
        return reply.toString().contains("can't be reached") ? NO_LEASE.toString() : "" + reply;
    }

    @Test
    void aTransactionMayLoadAndCall() throws Exception {
        start(2);
        List<RespClient> clients = connectAll();
        for (RespClient client : clients) {
            assertEquals(status("OK"), client.call("MULTI"));
            client.call("FUNCTION", "LOAD", "REPLACE", library("f", "inside"));
            client.call("FCALL", "f", "0");
            client.call("FUNCTION", "DELETE", "f");
            client.call("FCALL", "f", "0");
            assertEquals(
                    array(bulk("f"), bulk("inside"), status("OK"), NOT_FOUND), client.call("EXEC"));
        }
        close(clients);
    }

    @Test
    void aFunctionIsToldOfAndKilledFromAnyMember() throws Exception {
        start(2);
        List<RespClient> clients = connectAll();
        clients.get(0)
                .call(
                        "FUNCTION",
                        "LOAD",
                        "#!lua name=lib\nredis.register_function('spin', function()"
                                + " while true do end end) redis.register_function('write',"
                                + " function() redis.call('set', 'a', 'b') while #ARGV[1] > 0"
                                + " do end end)");
        for (int i = 0; i < 2; i++) {
            RespClient operator = clients.get(i);
            try (RespClient running = members.get(1 - i).connect()) {
                running.send("FCALL", "spin", "1", "key", "argument");
                Awaitility.await()
                        .until(
                                () ->
                                        operator.call("FUNCTION", "STATS")
                                                .toString()
                                                .contains("spin"));
                Aggregate statistics = (Aggregate) operator.call("FUNCTION", "STATS");
                Aggregate run = (Aggregate) statistics.elements().get(1);
                assertEquals(bulk("spin"), run.elements().get(1));
                assertEquals(
                        array(
                                bulk("FCALL"),
                                bulk("spin"),
                                bulk("1"),
                                bulk("key"),
                                bulk("argument")),
                        run.elements().get(3));
                assertEquals(
                        error(
                                "BUSY Redis is busy running a script. You can only call FUNCTION"
                                        + " KILL or SHUTDOWN NOSAVE."),
                        operator.call("SCRIPT", "KILL"));
                assertEquals(status("OK"), operator.call("FUNCTION", "KILL"));
                assertEquals(
                        error(
                                "ERR Script killed by user with FUNCTION KILL... script: spin,"
                                        + " on @user_function:2."),
                        running.read());
                assertEquals(
                        error("NOTBUSY No scripts in execution right now."),
                        operator.call("FUNCTION", "KILL"));
            }
        }
        close(clients);
    }

    @Test
    void thoseWhoWaitForAFunctionAreToldHowToEndIt() throws Exception {
        start(2);
        List<RespClient> clients = connectAll();
        clients.get(0)
                .call(
                        "FUNCTION",
                        "LOAD",
                        "#!lua name=lib\nredis.register_function('spin',"
                                + " function() while true do end end)");
        clients.get(0).call("CONFIG", "SET", "busy-reply-threshold", "50");
        try (RespClient running = members.get(0).connect()) {
            running.send("FCALL", "spin", "0");
            Value busy =
                    error(
                            "BUSY Redis is busy running a script. You can only call FUNCTION KILL"
                                    + " or SHUTDOWN NOSAVE.");
            for (RespClient client : clients) {
                Awaitility.await().until(() -> client.call("GET", "a").equals(busy));
            }
            assertEquals(status("OK"), clients.get(1).call("FUNCTION", "KILL"));
            running.read();
            running.send("EVAL", "while true do end", "0");
            Value busyScript =
                    error(
                            "BUSY Redis is busy running a script. You can only call SCRIPT KILL"
                                    + " or SHUTDOWN NOSAVE.");
            for (RespClient client : clients) {
                Awaitility.await().until(() -> client.call("GET", "a").equals(busyScript));
                assertEquals(busyScript, client.call("FUNCTION", "STATS"));
                assertEquals(busyScript, client.call("FUNCTION", "KILL"));
            }
            assertEquals(status("OK"), clients.get(1).call("SCRIPT", "KILL"));
        }
        close(clients);
    }

    /** As in Redis after a failover: the new owner has run the top levels itself. */
    @Test
    void whatFunctionsRememberStaysWithTheOwner() throws Exception {
        start(2);
        RunningMember owner = members.get(0);
        SeveralMembersTest.awaitBackup(owner, members.get(1));
        List<RespClient> clients = connectAll();
        clients.get(1)
                .call(
                        "FUNCTION",
                        "LOAD",
                        "#!lua name=lib\nlocal n = 0\nredis.register_function('count',"
                                + " function() n = n + 1 return n end)");
        for (int i = 1; i <= 100; i++) {
            assertEquals(integer(i), clients.get(i % 2).call("FCALL", "count", "0"));
        }
        clients.get(1).call("SET", "key", "value");
        owner.instance().getLifecycleService().terminate();
        assertEquals(integer(1), clients.get(1).call("FCALL", "count", "0"));
        assertEquals(integer(2), clients.get(1).call("FCALL", "count", "0"));
        assertEquals(bulk("value"), clients.get(1).call("GET", "key"));
        close(clients);
    }

    /** What a function writes is on the backup when it is answered. */
    @Test
    void whatFunctionsWriteIsOnTheBackup() throws Exception {
        start(2);
        SeveralMembersTest.awaitBackup(members.get(0), members.get(1));
        List<RespClient> clients = connectAll();
        clients.get(1)
                .call(
                        "FUNCTION",
                        "LOAD",
                        "#!lua name=lib\nredis.register_function('push', function(keys, args)"
                                + " redis.call('rpush', keys[1], args[1])"
                                + " return redis.call('llen', keys[1]) end)");
        for (int i = 1; i <= 200; i++) {
            assertEquals(integer(i), clients.get(i % 2).call("FCALL", "push", "1", "list", "" + i));
        }
        members.get(0).instance().getLifecycleService().terminate();
        assertEquals(integer(200), clients.get(1).call("LLEN", "list"));
        assertEquals(integer(201), clients.get(1).call("FCALL", "push", "1", "list", "x"));
        close(clients);
    }
}
