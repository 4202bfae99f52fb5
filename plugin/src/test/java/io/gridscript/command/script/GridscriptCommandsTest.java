package io.gridscript.command.script;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** GRIDSCRIPT and EVALNAME on the keyspace's owner and on another member. */
@Timeout(60)
class GridscriptCommandsTest {

    private static final String NAMED =
            "#!lua flags=no-writes,allow-stale\n-- @name add\nreturn ARGV[1] + 1";
    private static final String UNNAMED = "return 2";

    private static RunningMember first;
    private static RunningMember second;
    private static RespClient one;
    private static RespClient two;

    @BeforeAll
    static void start() throws IOException {
        first = new RunningMember().joinable().start();
        second = new RunningMember().joining(first).start();
        one = first.connect();
        two = second.connect();
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @BeforeEach
    void flush() throws IOException {
        one.call("SCRIPT", "FLUSH");
        one.call("HELLO", "2");
        two.call("HELLO", "2");
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }

    private static String address(RunningMember member) {
        HazelcastInstance instance = member.instance();
        return instance.getCluster().getLocalMember().getAddress().toString();
    }

    /** The fields of each script, in order. */
    private static List<Map<String, Value>> scripts(RespClient client, String... words)
            throws IOException {
        String[] all = new String[words.length + 2];
        all[0] = "GRIDSCRIPT";
        all[1] = "SCRIPTS";
        System.arraycopy(words, 0, all, 2, words.length);
        Aggregate reply = (Aggregate) client.call(all);
        assertEquals('*', reply.type());
        return reply.elements().stream().map(GridscriptCommandsTest::fields).toList();
    }

    private static Map<String, Value> fields(Value map) {
        List<Value> elements = ((Aggregate) map).elements();
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i += 2) {
            fields.put(((Bulk) elements.get(i)).text(), elements.get(i + 1));
        }
        return fields;
    }

    /** Runs a script that the other member hears of a little later. */
    private void evalUntilAllKnowIt(RespClient client) throws IOException {
        client.call("EVAL", UNNAMED, "0");
        byte[] sha = Ascii.bytes(sha1(UNNAMED));
        Awaitility.await()
                .until(
                        () ->
                                first.scripts().find(sha) != null
                                        && second.scripts().find(sha) != null);
    }

    @Test
    void scriptsAreToldInBothProtocols() throws IOException {
        assertEquals(List.of(), scripts(one));
        two.call("SCRIPT", "LOAD", NAMED);
        evalUntilAllKnowIt(one);
        String port = two.localAddress();
        String loadedBy =
                "[\"how\", \"script-load\", \"member\", \""
                        + address(second)
                        + "\", \"from\", \""
                        + port
                        + "\", \"user\", \"default\"]";
        long epoch = first.scripts().epoch();
        for (RespClient each : List.of(one, two)) {
            List<Map<String, Value>> scripts = scripts(each);
            assertEquals(
                    "{sha1=\""
                            + sha1(NAMED)
                            + "\", name=\"add\", found-by-name=:1, flags=[+no-writes, +allow-stale],"
                            + " size=:"
                            + NAMED.length()
                            + ", loaded-by="
                            + loadedBy
                            + ", epoch=:"
                            + epoch
                            + ", calls=:0}",
                    scripts.get(0).toString());
        }
        assertEquals(2, scripts(one).size());
        assertInstanceOf(Nil.class, scripts(one).get(1).get("name"));
        assertEquals(integer(1), scripts(one).get(1).get("calls"));

        one.call("HELLO", "3");
        Aggregate reply =
                (Aggregate) one.call("GRIDSCRIPT", "SCRIPTS", "NAME", "add", "WITHSOURCE");
        Aggregate map = (Aggregate) reply.elements().get(0);
        assertEquals('%', map.type());
        Map<String, Value> fields = fields(map);
        assertEquals('~', ((Aggregate) fields.get("flags")).type());
        assertEquals('%', ((Aggregate) fields.get("loaded-by")).type());
        assertEquals("#t", fields.get("found-by-name").toString());
        assertEquals(bulk(NAMED), fields.get("source"));
    }

    @Test
    void oneScriptIsToldByItsDigestOrName() throws IOException {
        one.call("SCRIPT", "LOAD", NAMED);
        String later = NAMED + " -- later";
        two.call("SCRIPT", "LOAD", later);
        assertEquals(bulk(sha1(later)), scripts(one, "name", "add").get(0).get("sha1"));
        Map<String, Value> earlier = scripts(two, "SHA", sha1(NAMED)).get(0);
        assertEquals(bulk("add"), earlier.get("name"));
        assertEquals(integer(0), earlier.get("found-by-name"));
        assertEquals(List.of(), scripts(one, "NAME", "other"));
        assertEquals(List.of(), scripts(one, "SHA", "0".repeat(40)));
        assertEquals(List.of(), scripts(one, "SHA", "no sha"));
        for (String[] wrong :
                new String[][] {
                    {"NAME"},
                    {"SHA"},
                    {"WITHSOURCE", "WITHSOURCE"},
                    {"NAME", "a", "SHA", "b"},
                    {"x"}
                }) {
            String[] words = new String[wrong.length + 2];
            words[0] = "GRIDSCRIPT";
            words[1] = "SCRIPTS";
            System.arraycopy(wrong, 0, words, 2, wrong.length);
            assertEquals(error("ERR syntax error"), one.call(words));
        }
        assertEquals(
                error("ERR wrong number of arguments for 'gridscript|sha' command"),
                one.call("GRIDSCRIPT", "SHA"));
    }

    @Test
    void callsAreThoseOfAllMembersAndWhoBroughtAScriptIsToldForEveryWay() throws IOException {
        two.call("SCRIPT", "LOAD", NAMED);
        for (int i = 0; i < 3; i++) {
            assertEquals(integer(i + 1), one.call("EVALSHA", sha1(NAMED), "0", "" + i));
            assertEquals(integer(i + 1), two.call("EVALNAME", "add", "0", "" + i));
        }
        evalUntilAllKnowIt(two);
        for (RespClient each : List.of(one, two)) {
            assertEquals(integer(6), scripts(each, "NAME", "add").get(0).get("calls"));
            Map<String, Value> evaluated = scripts(each, "SHA", sha1(UNNAMED)).get(0);
            Map<String, Value> by = fields(evaluated.get("loaded-by"));
            assertEquals(bulk("eval"), by.get("how"));
            assertEquals(bulk(address(second)), by.get("member"));
            assertEquals(bulk(two.localAddress()), by.get("from"));
            Aggregate stats = (Aggregate) each.call("SCRIPT", "STATS", sha1(NAMED));
            assertEquals(integer(6), fields(stats).get("calls"));
        }
        assertEquals(status("OK"), one.call("ACL", "SETUSER", "ada", "on", ">x", "+@all", "~*"));
        try (RespClient ada = first.connect()) {
            ada.call("AUTH", "ada", "x");
            ada.call("SCRIPT", "LOAD", UNNAMED);
            Map<String, Value> loaded = scripts(ada, "SHA", sha1(UNNAMED)).get(0);
            assertEquals(bulk("ada"), fields(loaded.get("loaded-by")).get("user"));
            assertEquals(bulk("script-load"), fields(loaded.get("loaded-by")).get("how"));
        }
    }

    @Test
    void namedScriptRunsAsByItsDigest() throws IOException {
        two.call("SCRIPT", "LOAD", "-- @name put\nreturn redis.call('set', KEYS[1], ARGV[1])");
        assertEquals(status("OK"), two.call("EVALNAME", "put", "1", "k", "v"));
        assertEquals(bulk("v"), one.call("GET", "k"));
        one.call("MULTI");
        one.call("EVALNAME", "put", "1", "k", "w");
        one.call("GET", "k");
        assertEquals("[+OK, \"w\"]", one.call("EXEC").toString());
        assertEquals(
                error("ERR value is not an integer or out of range"),
                one.call("EVALNAME", "put", "x"));
        assertEquals(
                error("NOSCRIPT No script has that name. Please use SCRIPT LOAD."),
                one.call("EVALNAME", "no such", "0"));
        Value refused = one.call("EVAL", "return redis.call('evalname', 'put', 0)", "0");
        assertTrue(refused.toString().contains("not allowed from script"), refused.toString());
        assertEquals(
                "[\"k\"]", one.call("COMMAND", "GETKEYS", "EVALNAME", "put", "1", "k").toString());
        assertEquals(
                error("ERR wrong number of arguments for 'evalname' command"),
                one.call("EVALNAME", "put"));
    }

    @Test
    void namedScriptIsRefusedToWriteWhereItMayOnlyRead() throws IOException {
        one.call("SCRIPT", "LOAD", "-- @name get\nreturn redis.call('get', KEYS[1])");
        one.call("SCRIPT", "LOAD", "-- @name set\nreturn redis.call('set', KEYS[1], 'w')");
        one.call("SCRIPT", "LOAD", "#!lua\n-- @name flagged\nreturn 1");
        one.call("SET", "k", "v");
        for (RespClient each : List.of(one, two)) {
            assertEquals(bulk("v"), each.call("EVALNAME_RO", "get", "1", "k"));
            for (String name : List.of("set", "flagged")) {
                String sha = ((Bulk) each.call("GRIDSCRIPT", "SHA", name)).text();
                Value byName = each.call("EVALNAME_RO", name, "1", "k");
                assertInstanceOf(Failure.class, byName);
                assertEquals(each.call("EVALSHA_RO", sha, "1", "k"), byName);
            }
            assertEquals(
                    error("NOSCRIPT No script has that name. Please use SCRIPT LOAD."),
                    each.call("EVALNAME_RO", "no such", "0"));
        }
        assertEquals(bulk("v"), one.call("GET", "k"));
        assertEquals(
                one.call("COMMAND", "INFO", "evalsha_ro").toString().replace("evalsha", "evalname"),
                one.call("COMMAND", "INFO", "evalname_ro").toString());
        assertEquals(
                "[\"k\"]",
                one.call("COMMAND", "GETKEYS", "EVALNAME_RO", "get", "1", "k").toString());
    }

    @Test
    void helpTellsOfAllSubcommands() throws IOException {
        String help = one.call("GRIDSCRIPT", "HELP").toString();
        for (String each : List.of("GRIDSCRIPT <subcommand>", "SCRIPTS [", "SHA <name>", "HELP")) {
            assertTrue(help.contains(each), help);
        }
        String categories = one.call("ACL", "CAT", "scripting").toString();
        for (String each :
                List.of("evalname", "evalname_ro", "gridscript|scripts", "gridscript|sha")) {
            assertTrue(categories.contains(each), categories);
        }
    }
}
