package io.gridscript.command.server;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.Command;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.spec.CommandSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What COMMAND tells of every command, compared with a redis-server of version 7.0. */
class CommandSpecsOracleTest {

    /** What 7.0 does not have yet, or Redis at all. */
    private static final Set<String> NEWER =
            Set.of(
                    "client|setinfo",
                    "client|no-touch",
                    "script|show",
                    "script|stats",
                    "waitaof",
                    "evalname",
                    "evalname_ro",
                    "gridscript",
                    "gridscript|help",
                    "gridscript|scripts",
                    "gridscript|sha");

    /** What takes an option since 7.2. */
    private static final Set<String> WITHOUT_OPTION = Set.of("zrank", "zrevrank");

    /** Where 8.0 differs from 7.0, and how. */
    private static final Map<String, String> CHANGED =
            Map.ofEntries(
                    entry("info blmove", "allowed in scripts since 7.2"),
                    entry("info blpop", "allowed in scripts since 7.2"),
                    entry("info brpop", "allowed in scripts since 7.2"),
                    entry("info brpoplpush", "allowed in scripts since 7.2"),
                    entry("info bzpopmax", "allowed in scripts since 7.2"),
                    entry("info bzpopmin", "allowed in scripts since 7.2"),
                    entry("info client|setname", "tips added in 7.2"),
                    entry("info config|resetstat", "tips added in 7.2"),
                    entry("info config|rewrite", "tips added in 7.2"),
                    entry("info command|getkeys", "arity -3 since 7.2"),
                    entry("info command|getkeysandflags", "arity -3 since 7.2"),
                    entry("info msetnx", "tips removed in 8.0"),
                    entry("info randomkey", "response policy added in 7.2"),
                    entry("info scan", "response policy added in 7.2"),
                    entry("docs command|getkeys", "arguments added in 7.2"),
                    entry("docs command|getkeysandflags", "arguments added in 7.2"),
                    entry("docs bitop", "operations told since 7.2"),
                    entry("docs hscan", "NOVALUES added in 7.4"),
                    entry("info zrank", "arity -3 since 7.2"),
                    entry("info zrevrank", "arity -3 since 7.2"),
                    entry("info acl|deluser", "tips added in 7.2"),
                    entry("info acl|save", "tips added in 7.2"),
                    entry("info acl|setuser", "tips added in 7.2"),
                    entry("docs zrank", "WITHSCORE added in 7.2"),
                    entry("docs zrevrank", "WITHSCORE added in 7.2"),
                    entry("info cluster|shards", "may run while loading since 7.2"),
                    entry("info cluster|slots", "may run while loading since 7.2"),
                    entry("docs georadius_ro", "all of its history told since 7.2"),
                    entry("docs georadiusbymember", "all of its history told since 7.2"),
                    entry("docs georadiusbymember_ro", "all of its history told since 7.2"),
                    entry("info latency|reset", "another response policy since 7.2"),
                    entry("info wait", "scripts may call it since 7.2"),
                    entry("docs client|kill", "MAXAGE added in 7.4, words of SKIPME in 7.2"),
                    entry("docs client|pause", "since 3.0.0 as of 7.2"));

    private static RedisOracle oracle;
    private static RedisOracle.Connection redis;

    private final FakeServer server = EveryCommand.server();

    CommandSpecsOracleTest() {
        server.tester.connection().protocol(3);
    }

    @BeforeAll
    static void startOracle() throws IOException {
        oracle = RedisOracle.start();
        redis = oracle.connect();
        redis.call("HELLO", "3");
    }

    @AfterAll
    static void stopOracle() throws IOException {
        if (oracle != null) {
            redis.close();
            oracle.close();
        }
    }

    @Test
    void commandInfoTellsWhatRedisTells() throws IOException {
        Map<String, String> different = new TreeMap<>();
        for (String name : names()) {
            Value ours = only(server.tester.run("command", "info", name));
            Value theirs = only(redis.call("command", "info", name));
            compare(name, sorted(withoutSubcommands(ours)), sorted(withoutSubcommands(theirs)))
                    .forEach(difference -> different.merge(name, difference, String::concat));
        }
        assertDocumented("info", different);
    }

    @Test
    void commandDocsTellsWhatRedisTells() throws IOException {
        Map<String, String> different = new TreeMap<>();
        for (String name : names()) {
            Value ours = facts(server.tester.run("command", "docs", name));
            Value theirs = facts(redis.call("command", "docs", name));
            compare(name, sorted(ours), sorted(theirs))
                    .forEach(difference -> different.merge(name, difference, String::concat));
        }
        assertDocumented("docs", different);
    }

    @Test
    void subcommandsAreListedWithTheirContainers() {
        for (Command command : server.tester.table().all()) {
            Value info = only(server.tester.run("command", "info", command.spec().fullName()));
            List<Value> subcommands = ((Aggregate) ((Aggregate) info).elements().get(9)).elements();
            assertEquals(
                    command.subcommands().values().stream()
                            .map(each -> "\"" + each.spec().fullName() + "\"")
                            .toList(),
                    subcommands.stream()
                            .map(each -> ((Aggregate) each).elements().get(0).toString())
                            .toList());
        }
    }

    @Test
    void commandGetkeysFindsWhatRedisFinds() throws IOException {
        long seed = Seed.get();
        Random random = new Random(seed);
        int compared = 0;
        for (String name : names()) {
            for (int i = 0; i < 60 && !NEWER.contains(name); i++) {
                String[] request = randomRequest(name, random);
                for (String question : List.of("getkeys", "getkeysandflags")) {
                    String[] words = ask(question, request);
                    assertEquals(
                            sorted(redis.call(words)).toString(),
                            sorted(server.tester.run(words)).toString(),
                            "seed " + seed + ": " + String.join(" ", words));
                    compared++;
                }
            }
        }
        assertTrue(compared > 1000, "only " + compared + " requests were compared");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (Command command : server.tester.table().all()) {
            names.add(command.spec().fullName());
            for (Command subcommand : command.subcommands().values()) {
                names.add(subcommand.spec().fullName());
            }
        }
        names.removeAll(NEWER);
        return names;
    }

    /** A request that is near to a valid one as often as not. */
    private String[] randomRequest(String name, Random random) {
        CommandSpec spec = server.tester.table().findByFullName(Ascii.bytes(name)).spec();
        List<String> words = new ArrayList<>(List.of(name.split("\\|")));
        String[] vocabulary = {"0", "1", "2", "3", "-1", "x", "get", "GET", "ex", "match", "a"};
        int few = random.nextInt(5) == 0 ? 1 : 0;
        // Redis 7.0 wants at least two words here, 8.0 one.
        int length = Math.max(2, Math.abs(spec.arity()) + random.nextInt(4) - few);
        if (WITHOUT_OPTION.contains(name)) {
            length = Math.min(length, 3);
        }
        while (words.size() < length) {
            words.add(vocabulary[random.nextInt(vocabulary.length)]);
        }
        return words.toArray(String[]::new);
    }

    private static String[] ask(String question, String[] request) {
        String[] words = new String[request.length + 2];
        words[0] = "command";
        words[1] = question;
        System.arraycopy(request, 0, words, 2, request.length);
        return words;
    }

    private static void assertDocumented(String kind, Map<String, String> different) {
        StringBuilder undocumented = new StringBuilder();
        Set<String> unused = new LinkedHashSet<>();
        CHANGED.forEach(
                (key, reason) -> {
                    if (key.startsWith(kind + " ")) {
                        unused.add(key);
                    }
                });
        different.forEach(
                (name, text) -> {
                    if (!unused.remove(kind + " " + name)) {
                        undocumented.append('\n').append(name).append(": ").append(text);
                    }
                });
        assertEquals("", undocumented.toString(), "differs from Redis without a reason");
        assertEquals(Set.of(), unused, "doesn't differ from Redis any more");
    }

    private static List<String> compare(String name, Value ours, Value theirs) {
        if (ours.toString().equals(theirs.toString())) {
            return List.of();
        }
        if (ours instanceof Aggregate our
                && theirs instanceof Aggregate their
                && our.elements().size() == their.elements().size()) {
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < our.elements().size(); i++) {
                differences.addAll(compare(name, our.elements().get(i), their.elements().get(i)));
            }
            return differences;
        }
        return List.of("\n    ours   " + ours + "\n    redis's " + theirs);
    }

    private static Value only(Value reply) {
        return ((Aggregate) reply).elements().get(0);
    }

    private static Value withoutSubcommands(Value info) {
        if (info instanceof Nil) {
            return info;
        }
        Aggregate all = (Aggregate) info;
        return new Aggregate(all.type(), all.elements().subList(0, 9));
    }

    /**
     * Of the documentation what is neither prose nor was given another structure since: when and to
     * which group the command came, its changes up to 7.0, and the words that announce arguments.
     */
    private static Value facts(Value reply) {
        Aggregate docs = (Aggregate) ((Aggregate) reply).elements().get(1);
        List<Value> kept = new ArrayList<>();
        for (int i = 0; i < docs.elements().size(); i += 2) {
            Value field = docs.elements().get(i);
            Value value = docs.elements().get(i + 1);
            switch (((Bulk) field).text()) {
                case "since", "group" -> kept.addAll(List.of(field, value));
                case "history" -> {
                    Value versions = versions((Aggregate) value);
                    if (!((Aggregate) versions).elements().isEmpty()) {
                        kept.addAll(List.of(field, versions));
                    }
                }
                case "arguments" -> kept.addAll(List.of(field, tokens((Aggregate) value)));
                default -> {
                    // Prose, or asked for alone.
                }
            }
        }
        return new Aggregate('%', kept);
    }

    private static Value versions(Aggregate history) {
        List<Value> versions = new ArrayList<>();
        for (Value change : history.elements()) {
            Value version = ((Aggregate) change).elements().get(0);
            if (((Bulk) version).text().compareTo("7.1") < 0) {
                versions.add(version);
            }
        }
        return new Aggregate('*', versions);
    }

    private static Value tokens(Aggregate arguments) {
        List<Value> tokens = new ArrayList<>();
        addTokens(arguments, tokens);
        return new Aggregate('~', tokens);
    }

    private static void addTokens(Aggregate arguments, List<Value> tokens) {
        for (Value argument : arguments.elements()) {
            List<Value> fields = ((Aggregate) argument).elements();
            for (int i = 0; i < fields.size(); i += 2) {
                switch (((Bulk) fields.get(i)).text()) {
                    case "token" -> {
                        String token = ((Bulk) fields.get(i + 1)).text();
                        tokens.add(new Bulk(token.toUpperCase(Locale.ROOT)));
                    }
                    case "arguments" -> addTokens((Aggregate) fields.get(i + 1), tokens);
                    default -> {
                        // Names and types.
                    }
                }
            }
        }
    }

    /** The same without prose, and with sets and maps in an order of their own. */
    private static Value sorted(Value value) {
        if (!(value instanceof Aggregate all)) {
            return value;
        }
        List<Value> elements = new ArrayList<>();
        if (all.type() == '%') {
            Map<String, Value> entries = new TreeMap<>();
            for (int i = 0; i < all.elements().size(); i += 2) {
                entries.put(all.elements().get(i).toString(), sorted(all.elements().get(i + 1)));
            }
            entries.remove(new Bulk("notes").toString());
            entries.forEach(
                    (key, each) -> {
                        elements.add(new RespReader.Status(key));
                        elements.add(each);
                    });
        } else {
            all.elements().forEach(each -> elements.add(sorted(each)));
            if (all.type() == '~') {
                elements.sort((one, other) -> one.toString().compareTo(other.toString()));
            }
        }
        return new Aggregate(all.type(), elements);
    }
}
