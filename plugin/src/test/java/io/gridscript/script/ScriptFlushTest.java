package io.gridscript.script;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.command;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.pipeline;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.internal.util.executor.ManagedExecutorService;
import com.hazelcast.replicatedmap.ReplicatedMap;
import com.hazelcast.replicatedmap.impl.ReplicatedMapService;
import io.gridscript.grid.authority.Authority;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRIPT FLUSH as Redis documents it, and what becomes of the ReplicatedMap. */
class ScriptFlushTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String SOURCE = "return 'here'";
    private static final String SHA = sha1(SOURCE);
    private static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";
    private static final String ONLY_MODES = "ERR SCRIPT FLUSH only support SYNC|ASYNC option";

    private static final ConditionFactory SOON =
            Awaitility.with().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));

    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        client = MEMBER.connect();
        MEMBER.set("lazyfree-lazy-user-flush", "no");
        client.call("SCRIPT", "FLUSH", "SYNC");
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRIPT FLUSH", "SCRIPT FLUSH SYNC", "script flush aSync"})
    void flushIsAnsweredOkInResp2AndResp3(String request) throws IOException {
        assertEquals(status("OK"), client.call(request.split(" ")));
        try (RespClient resp3 = MEMBER.connectInResp3()) {
            assertEquals(status("OK"), resp3.call(request.split(" ")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCRIPT FLUSH NOW",
                "SCRIPT FLUSH SYNCH",
                "SCRIPT FLUSH SYNC ASYNC",
                "SCRIPT FLUSH ASYNC x",
                "SCRIPT FLUSH x y z"
            })
    void anotherWordOrAnythingAfterTheModeIsRefused(String request) throws IOException {
        client.call("SCRIPT", "LOAD", SOURCE);

        assertEquals(error(ONLY_MODES), client.call(request.split(" ")));
        try (RespClient resp3 = MEMBER.connectInResp3()) {
            assertEquals(error(ONLY_MODES), resp3.call(request.split(" ")));
        }

        assertEquals(array(integer(1)), client.call("SCRIPT", "EXISTS", SHA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYNC", "ASYNC"})
    void flushedScriptsAreGoneForEvalshaAndExists(String mode) throws IOException {
        client.call("SCRIPT", "LOAD", SOURCE);
        client.call("EVAL", "return 'evaluated'", "0");
        assertEquals(bulk("here"), client.call("EVALSHA", SHA, "0"));

        client.call("SCRIPT", "FLUSH", mode);

        assertEquals(error(NO_SCRIPT), client.call("EVALSHA", SHA, "0"));
        assertEquals(
                array(integer(0), integer(0)),
                client.call("SCRIPT", "EXISTS", SHA, sha1("return 'evaluated'")));
    }

    @Test
    void withoutAModeTheDirectiveDecidesAlsoAfterConfigSet() throws IOException {
        String first = mapName();
        client.call("SCRIPT", "FLUSH");
        assertEquals(first, mapName(), "lazyfree-lazy-user-flush no means SYNC");

        assertEquals(status("OK"), client.call("CONFIG", "SET", "lazyfree-lazy-user-flush", "yes"));
        client.call("SCRIPT", "FLUSH");
        assertNotEquals(first, mapName(), "lazyfree-lazy-user-flush yes means ASYNC");

        assertEquals(status("OK"), client.call("CONFIG", "SET", "lazyfree-lazy-user-flush", "no"));
        String later = mapName();
        client.call("SCRIPT", "FLUSH");
        assertEquals(later, mapName(), "SYNC again");
    }

    @Test
    void directiveDecidesFromTheStartOn() throws IOException {
        try (RunningMember lazy = new RunningMember().with("lazyfree-lazy-user-flush", "yes")) {
            lazy.start();
            try (RespClient lazyClient = lazy.connect()) {
                String before = mapName(lazy);
                lazyClient.call("SCRIPT", "FLUSH");
                assertNotEquals(before, mapName(lazy));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "script flush, ''",
        "script flush, sync",
        "SCRIPT FLUSH, ASYNC",
        "SCRIPT FLUSH, other"
    })
    void pcallInAScriptGetsTheRefusal(String names, String mode) throws IOException {
        String call = redisCall("pcall", names, mode);
        assertEquals(
                bulk("ERR This Redis command is not allowed from script"),
                client.call("EVAL", "return " + call + ".err", "0"));
    }

    @ParameterizedTest
    @CsvSource({"script flush, ''", "script flush, sync", "SCRIPT FLUSH, ASYNC"})
    void callInAScriptEndsItWithTheRefusal(String names, String mode) throws IOException {
        String source = "return " + redisCall("call", names, mode);
        String expected =
                "ERR This Redis command is not allowed from script script: "
                        + sha1(source)
                        + ", on @user_script:1.";
        assertEquals(error(expected), client.call("EVAL", source, "0"));
        try (RespClient resp3 = MEMBER.connectInResp3()) {
            assertEquals(error(expected), resp3.call("EVAL", source, "0"));
        }
    }

    private static String redisCall(String function, String names, String mode) {
        String[] words = (names + " " + mode).trim().split(" ");
        return "redis." + function + "('" + String.join("','", words) + "')";
    }

    @Test
    void commandInfoShowsWhatRedisDocuments() throws IOException {
        Aggregate all = (Aggregate) client.call("COMMAND", "INFO", "script|flush");
        Aggregate info = (Aggregate) all.elements().get(0);
        assertEquals(bulk("script|flush"), info.elements().get(0));
        assertEquals(integer(-2), info.elements().get(1));
        assertEquals(array(status("noscript")), info.elements().get(2));
        assertEquals(List.of(integer(0), integer(0), integer(0)), info.elements().subList(3, 6));
        assertEquals(
                Set.of(status("@slow"), status("@scripting")),
                Set.copyOf(((Aggregate) info.elements().get(6)).elements()));
        assertEquals(
                array(bulk("request_policy:all_nodes"), bulk("response_policy:all_succeeded")),
                info.elements().get(7));
        assertEquals(array(), info.elements().get(8));
        assertEquals(array(), info.elements().get(9));
    }

    @Test
    void commandInfoListsFlushUnderScript() throws IOException {
        String script = client.call("COMMAND", "INFO", "script").toString();
        assertTrue(script.contains("\"script|flush\", :-2, [+noscript]"), script);
    }

    @Test
    void commandDocsShowWhatRedisDocuments() throws IOException {
        Aggregate docs = (Aggregate) client.call("COMMAND", "DOCS", "script|flush");
        assertEquals(bulk("script|flush"), docs.elements().get(0));
        List<Value> flush = ((Aggregate) docs.elements().get(1)).elements();
        assertEquals(bulk("2.6.0"), valueOf(flush, "since"));
        assertEquals(bulk("scripting"), valueOf(flush, "group"));
        assertEquals(
                bulk("O(N) with N being the number of scripts in cache"),
                valueOf(flush, "complexity"));
        Aggregate history = (Aggregate) ((Aggregate) valueOf(flush, "history")).elements().get(0);
        assertEquals(bulk("6.2.0"), history.elements().get(0));
        assertTrue(history.elements().get(1).toString().contains("`ASYNC` and `SYNC`"));
        Aggregate arguments = (Aggregate) valueOf(flush, "arguments");
        assertEquals(1, arguments.elements().size());
        List<Value> type = ((Aggregate) arguments.elements().get(0)).elements();
        assertEquals(bulk("flush-type"), valueOf(type, "name"));
        assertEquals(bulk("oneof"), valueOf(type, "type"));
        assertEquals(array(status("optional")), valueOf(type, "flags"));
        List<Value> modes = ((Aggregate) valueOf(type, "arguments")).elements();
        assertEquals(
                List.of("ASYNC", "SYNC"), modes.stream().map(each -> pureToken(each)).toList());
    }

    private static String pureToken(Value argument) {
        List<Value> pairs = ((Aggregate) argument).elements();
        assertEquals(bulk("pure-token"), valueOf(pairs, "type"));
        return ((Bulk) valueOf(pairs, "token")).text();
    }

    private static Value valueOf(List<Value> pairs, String name) {
        return pairs.get(pairs.indexOf(bulk(name)) + 1);
    }

    @Test
    void syncKeepsTheSameMapAndEmptiesIt() throws IOException {
        awaitOneStore();
        client.call("SCRIPT", "LOAD", SOURCE);
        ReplicatedMap<?, ?> before = map();
        assertEquals(1, before.size(), "a loaded script is stored in the map");
        assertEquals(Set.of(before.getName()), storeNames());

        client.call("SCRIPT", "FLUSH", "SYNC");

        ReplicatedMap<?, ?> after = map();
        assertSame(before, after);
        assertEquals(before.getName(), after.getName());
        assertEquals(0, after.size(), "empty when the reply is there");
    }

    @Test
    void asyncSwapsTheMapForOneOfAnotherName() throws IOException {
        awaitOneStore();
        client.call("SCRIPT", "LOAD", SOURCE);
        String before = mapName();

        client.call("SCRIPT", "FLUSH", "ASYNC");

        SOON.await().until(() -> scriptMaps().size() == 1);
        assertNotEquals(before, mapName());
        client.call("SCRIPT", "LOAD", SOURCE);
        assertEquals(1, map().size(), "scripts loaded later are stored in the new map");
    }

    @Test
    void asyncLeavesNoRecordStoreOfTheOldNameOnTheMember() throws IOException {
        awaitOneStore();
        client.call("SCRIPT", "LOAD", SOURCE);
        String before = mapName();
        assertTrue(storeNames().contains(before));

        client.call("SCRIPT", "FLUSH", "ASYNC");
        client.call("SCRIPT", "LOAD", SOURCE);

        SOON.await().until(() -> !storeNames().contains(before));
        assertEquals(Set.of(mapName()), storeNames());
    }

    @Test
    void asyncDestroysTheOldMapOnTheNamedExecutor() throws IOException {
        awaitOneStore();
        long before = flushExecutor().getCompletedTaskCount();

        client.call("SCRIPT", "FLUSH", "ASYNC");
        SOON.await().until(() -> flushExecutor().getCompletedTaskCount() == before + 1);

        client.call("SCRIPT", "FLUSH", "SYNC");
        client.call("SCRIPT", "FLUSH", "ASYNC");
        SOON.await().until(() -> flushExecutor().getCompletedTaskCount() == before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYNC", "ASYNC"})
    void runningScriptFinishesAndIsForgotten(String mode) throws IOException {
        String source =
                "local start = os.clock() while os.clock() - start < 0.5 do end"
                        + " return redis.call('INCR', KEYS[1])";
        String sha = ((Bulk) client.call("SCRIPT", "LOAD", source)).text();
        try (RespClient runner = MEMBER.connect()) {
            runner.call("DEL", "finished");
            runner.send("EVALSHA", sha, "1", "finished");
            MEMBER.awaitRunningScripts(1);

            assertEquals(status("OK"), client.call("SCRIPT", "FLUSH", mode));
            assertEquals(array(integer(0)), client.call("SCRIPT", "EXISTS", sha));

            assertEquals(integer(1), runner.read());
            assertEquals(error(NO_SCRIPT), runner.call("EVALSHA", sha, "1", "finished"));
        }
    }

    @Test
    void existsAndEvalshaTakeShasInEitherCase() throws IOException {
        client.call("SCRIPT", "LOAD", SOURCE);
        String upper = SHA.toUpperCase(Locale.ROOT);

        assertEquals(array(integer(1), integer(1)), client.call("SCRIPT", "EXISTS", SHA, upper));
        assertEquals(bulk("here"), client.call("EVALSHA", SHA, "0"));
        assertEquals(bulk("here"), client.call("EVALSHA", upper, "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRIPT FLUSH", "SCRIPT FLUSH SYNC", "SCRIPT FLUSH ASYNC"})
    void queuedFlushWorksInATransaction(String flush) throws IOException {
        client.sendBytes(
                pipeline(
                        command("MULTI"),
                        command("SCRIPT", "LOAD", SOURCE),
                        command("EVALSHA", SHA, "0"),
                        command("SCRIPT", "EXISTS", SHA),
                        flush.split(" "),
                        command("SCRIPT", "EXISTS", SHA),
                        command("EVALSHA", SHA, "0"),
                        command("EXEC")));

        assertEquals(status("OK"), client.read());
        for (int i = 0; i < 6; i++) {
            assertEquals(status("QUEUED"), client.read());
        }
        assertEquals(
                array(
                        bulk(SHA),
                        bulk("here"),
                        array(integer(1)),
                        status("OK"),
                        array(integer(0)),
                        error(NO_SCRIPT)),
                client.read());
    }

    @Test
    void refusedFlushInATransactionLeavesTheRestToRun() throws IOException {
        client.call("MULTI");
        assertEquals(status("QUEUED"), client.call("SCRIPT", "FLUSH", "LATER"));
        client.call("PING");
        assertEquals(array(error(ONLY_MODES), status("PONG")), client.call("EXEC"));
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }

    private static String mapName() {
        return mapName(MEMBER);
    }

    /** The map of the present generation; the old one may still be there while it goes. */
    private static String mapName(RunningMember member) {
        return "gridscript.scripts." + member.scripts().generation();
    }

    private static ReplicatedMap<?, ?> map() {
        return scriptMaps().stream()
                .filter(map -> map.getName().equals(mapName()))
                .findFirst()
                .orElseThrow();
    }

    private static List<ReplicatedMap<?, ?>> scriptMaps() {
        List<ReplicatedMap<?, ?>> maps = new ArrayList<>();
        for (DistributedObject object : MEMBER.instance().getDistributedObjects()) {
            if (object instanceof ReplicatedMap<?, ?> map) {
                maps.add(map);
            }
        }
        return maps;
    }

    /** Names of the maps that have record stores on this member, shown by Hazelcast or not. */
    private static Set<String> storeNames() {
        ReplicatedMapService service =
                MEMBER.nodeEngine().getService(ReplicatedMapService.SERVICE_NAME);
        Set<String> names = new TreeSet<>();
        int partitions = MEMBER.nodeEngine().getPartitionService().getPartitionCount();
        for (int i = 0; i < partitions; i++) {
            names.addAll(service.getPartitionContainer(i).getStores().keySet());
        }
        assertFalse(names.stream().anyMatch(name -> !name.startsWith("gridscript.scripts.")));
        return names;
    }

    private static ManagedExecutorService flushExecutor() {
        return MEMBER.nodeEngine().getExecutionService().getExecutor(Authority.FLUSH_EXECUTOR);
    }

    /** What earlier tests swapped out is gone. */
    private static void awaitOneStore() {
        SOON.await().until(() -> storeNames().size() <= 1 && scriptMaps().size() == 1);
    }
}
