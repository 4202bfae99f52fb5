package io.gridscript.command.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.command.Command;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.spec.AclCategory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random rules to us and to a real redis-server, then what each says of the user, and what it lets
 * the user do.
 *
 * <p>Left out is what a redis-server before 7.2 says in other words: it makes new command rules up
 * that amount to the same, which ACL DRYRUN shows, and doesn't tell of sanitize-payload where that
 * is as ever.
 */
class AclOracleTest {

    private static final int ROUNDS = Integer.getInteger("test.fuzz.batches", 400);
    private static final int DRY_RUNS = 12;

    private static final List<String> REQUESTS =
            List.of(
                    "GET a1",
                    "GET b1",
                    "STRLEN a1",
                    "EXISTS a1 b1",
                    "SET a1 v",
                    "SET b1 v GET",
                    "SETEX a1 1 v",
                    "GETDEL b1",
                    "MSET a1 v b1 v",
                    "MGET a1 c",
                    "INCR ab",
                    "DEL a1 b1 c1",
                    "TYPE b1",
                    "RENAME a1 b1",
                    "COPY a1 b1",
                    "KEYS *",
                    "RANDOMKEY",
                    "OBJECT ENCODING a1",
                    "EXPIRE a1 10",
                    "HSET a1 f v",
                    "HGETALL b1",
                    "LPUSH a1 v",
                    "LMOVE a1 b1 LEFT LEFT",
                    "LMPOP 2 a1 b1 LEFT",
                    "LMPOP x a1 b1 LEFT",
                    "SADD a1 v",
                    "SINTERSTORE a1 b1 c1",
                    "SINTERCARD 2 a1 b1",
                    "ZADD a1 1 v",
                    "ZUNIONSTORE a1 2 b1 ab",
                    "ZUNIONSTORE a1 9 b1 ab",
                    "ZRANGESTORE a1 b1 0 1",
                    "MIGRATE h 1 a1 0 1",
                    "MIGRATE h 1  0 1 KEYS a1 b1",
                    "MIGRATE h 1  0 1 AUTH KEYS COPY KEYS a1",
                    "MIGRATE h 1 c1 0 1 AUTH2 KEYS KEYS",
                    "MIGRATE h 1 a1 0 1 KEYS b1",
                    "MIGRATE h 1  0 1",
                    "SELECT 0",
                    "SELECT 1",
                    "CLIENT ID",
                    "CLIENT SETNAME x",
                    "PING",
                    "AUTH x",
                    "MULTI",
                    "WATCH a1 b1",
                    "ACL WHOAMI",
                    "ACL SETUSER x",
                    "NOSUCH a1",
                    "GET",
                    "CLIENT NOSUCH");

    private static final List<String> WORDS =
            List.of(
                    "on",
                    "off",
                    "ON",
                    "nopass",
                    "resetpass",
                    "clearselectors",
                    "reset",
                    ">pw",
                    ">other",
                    "<pw",
                    ">",
                    "#abc",
                    "!abc",
                    "allkeys",
                    "resetkeys",
                    "allchannels",
                    "resetchannels",
                    "allcommands",
                    "nocommands",
                    "+@all",
                    "-@all",
                    "+@nosuch",
                    "-nosuch",
                    "+nosuch|x",
                    "+get|",
                    "+client|nosuch",
                    "-client|nosuch",
                    "+client|id|x",
                    "+get|x|y",
                    "-get|x",
                    "+",
                    "-",
                    "+@",
                    "skip-sanitize-payload",
                    "sanitize-payload",
                    "odd",
                    "@",
                    "()",
                    "(",
                    "(odd",
                    "odd)",
                    "(+get",
                    "~a b",
                    "&a b",
                    "%X~a",
                    "%RR~a",
                    "%R",
                    "%WRW~a",
                    "~*",
                    "&*",
                    "%RW~*",
                    "(\"+get\" '~b*')",
                    "(~\"a)",
                    "(%R~\"b*\" +@read)",
                    "#34344e4d60c2b6d639b7bd22e18f2b0b91bc34bf0ac5f9952744435093cfb4e6",
                    "!34344e4d60c2b6d639b7bd22e18f2b0b91bc34bf0ac5f9952744435093cfb4e6");

    private static final List<String> OFTEN =
            List.of("select", "get", "set", "client", "client|id", "copy", "zunionstore");

    private static final List<String> PATTERNS = List.of("a*", "b*", "a1", "?1", "[ab]*", "", "c");

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final AclTester tester = new AclTester();
    private final List<String> names = new ArrayList<>();

    AclOracleTest() {
        for (Command command : tester.connection.table().all()) {
            names.add(command.spec().fullName());
            command.subcommands().values().forEach(each -> names.add(each.spec().fullName()));
        }
        names.removeAll(List.of("client|setinfo", "client|no-touch"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void usersAreWhatTheyAreInRedis(int protocol) throws IOException {
        long seed = Seed.get();
        Random random = new Random(seed);
        tester.connection.connection().protocol(protocol);
        try (RedisOracle.Connection redis = REDIS.connect()) {
            redis.call("HELLO", String.valueOf(protocol));
            for (int round = 0; round < ROUNDS; round++) {
                String user = "user" + protocol + round / 4;
                String[] words = setUser(user, random);
                String context = "seed " + seed + ": " + String.join(" ", words);
                compare(redis, context, words);
                compare(redis, context, "ACL", "GETUSER", user);
                for (int i = 0; i < DRY_RUNS; i++) {
                    String request = REQUESTS.get(random.nextInt(REQUESTS.size()));
                    compare(redis, context, ("ACL DRYRUN " + user + " " + request).split(" "));
                }
                String commands = names.get(random.nextInt(names.size()));
                compare(
                        redis,
                        context,
                        ("ACL DRYRUN " + user + " " + anyRequest(commands)).split(" "));
            }
            compare(redis, "", "ACL", "USERS");
            compare(redis, "", "ACL", "LIST");
            deleteAll(redis);
        }
    }

    /** The next protocol's users are then the only ones. */
    private void deleteAll(RedisOracle.Connection redis) throws IOException {
        List<String> words = new ArrayList<>(List.of("ACL", "DELUSER", "nobody"));
        tester.users.all().forEach(user -> words.add(user.name()));
        words.remove("default");
        compare(redis, "", words.toArray(String[]::new));
    }

    private String anyRequest(String name) {
        int words = Math.abs(tester.connection.table().findByFullName(bytes(name)).spec().arity());
        StringBuilder request = new StringBuilder(name.replace('|', ' '));
        for (int i = request.toString().split(" ").length; i < words; i++) {
            request.append(" 1");
        }
        return request.toString();
    }

    private static byte[] bytes(String text) {
        return Ascii.bytes(text);
    }

    private String[] setUser(String user, Random random) {
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", user));
        for (int left = random.nextInt(6); left > 0; left--) {
            words.add(rule(random));
        }
        return words.toArray(String[]::new);
    }

    private String rule(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> WORDS.get(random.nextInt(WORDS.size()));
            case 1, 2 -> sign(random) + name(random);
            case 3 -> "+" + inAnyCase(name(random), random);
            case 4 -> "+select|" + random.nextInt(2);
            case 5, 6 -> sign(random) + "@" + inAnyCase(category(random), random);
            case 7 -> List.of("+@all", "-@all", "resetkeys").get(random.nextInt(3));
            case 8, 9, 10 -> key(random);
            case 11 -> "&" + pattern(random);
            case 12 -> selector(random);
            default -> List.of("on", "off", ">pw", "nopass").get(random.nextInt(4));
        };
    }

    /** Some come often, so that rules meet. */
    private String name(Random random) {
        return random.nextBoolean()
                ? OFTEN.get(random.nextInt(OFTEN.size()))
                : names.get(random.nextInt(names.size()));
    }

    private String selector(Random random) {
        StringBuilder selector = new StringBuilder("(");
        for (int left = random.nextInt(4); left > 0; left--) {
            selector.append(
                    switch (random.nextInt(4)) {
                        case 0 -> key(random);
                        case 1 -> "&" + pattern(random);
                        case 2 -> sign(random) + "@" + category(random);
                        default -> "+" + names.get(random.nextInt(names.size()));
                    });
            selector.append(left > 1 ? " " : "");
        }
        return selector.append(")").toString();
    }

    private static String key(Random random) {
        return List.of("~", "~", "%R~", "%W~", "%RW~", "%wr~").get(random.nextInt(6))
                + pattern(random);
    }

    private static String pattern(Random random) {
        return PATTERNS.get(random.nextInt(PATTERNS.size()));
    }

    private static String sign(Random random) {
        return random.nextInt(3) == 0 ? "-" : "+";
    }

    private static String category(Random random) {
        AclCategory[] all = AclCategory.values();
        return all[random.nextInt(all.length)].text();
    }

    private static String inAnyCase(String word, Random random) {
        return random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT);
    }

    private void compare(RedisOracle.Connection redis, String context, String... words)
            throws IOException {
        String theirs = redis.call(words).toString();
        assertEquals(
                comparable(theirs),
                comparable(tester.text(words)),
                () -> context + ", then " + String.join(" ", words));
    }

    private static String comparable(String text) {
        return text.replaceAll("(?<!skip-)sanitize-payload ", "")
                .replaceAll("(, )?\"sanitize-payload\"", "")
                .replaceAll("[+-]@all[^)\"]*", "RULES")
                .replaceAll("^\"User \\S* has", "\"This user has");
    }

    @Test
    void categoriesAreThoseOfRedis() throws IOException {
        try (RedisOracle.Connection redis = REDIS.connect()) {
            compare(redis, "", "ACL", "CAT");
            compare(redis, "", "ACL", "CAT", "nosuch");
            compare(redis, "", "ACL", "CAT", "nosuch", "other");
            for (AclCategory category : AclCategory.values()) {
                TreeSet<String> theirs = names(redis.call("ACL", "CAT", category.text()));
                theirs.retainAll(names);
                TreeSet<String> ours = names(tester.connection.run("ACL", "CAT", category.text()));
                ours.retainAll(names);
                assertEquals(theirs, ours, category.text());
            }
        }
    }

    private static TreeSet<String> names(RespReader.Value reply) {
        TreeSet<String> names = new TreeSet<>();
        for (RespReader.Value each : ((RespReader.Aggregate) reply).elements()) {
            names.add(((RespReader.Bulk) each).text());
        }
        return names;
    }

    @Test
    void whatIsWrongIsToldAsInRedis() throws IOException {
        try (RedisOracle.Connection redis = REDIS.connect()) {
            for (String request :
                    List.of(
                            "ACL",
                            "ACL NOSUCH",
                            "ACL GETUSER nobody",
                            "ACL GETUSER",
                            "ACL DELUSER default",
                            "ACL DELUSER nobody nobody",
                            "ACL DRYRUN nobody GET a",
                            "ACL DRYRUN default NOSUCH a",
                            "ACL DRYRUN default GET",
                            "ACL GENPASS 0",
                            "ACL GENPASS 4097",
                            "ACL GENPASS x",
                            "ACL GENPASS 5 5",
                            "ACL LOG x",
                            "ACL LOG 1 2",
                            "ACL LOG RESET",
                            "ACL LOG",
                            "ACL LOG -1",
                            "ACL LOAD",
                            "ACL SAVE",
                            "ACL LOAD x",
                            "ACL WHOAMI",
                            "ACL WHOAMI x",
                            "ACL LIST x",
                            "ACL USERS x",
                            "ACL HELP x",
                            "ACL SETUSER")) {
                compare(redis, "", request.split(" "));
            }
            compare(redis, "", "ACL", "SETUSER", "a b");
            compare(redis, "", "ACL", "SETUSER", "a\0b");
            assertEquals(64 + 2, tester.send("ACL GENPASS").length());
            assertEquals(2 + 2, tester.send("ACL GENPASS 5").length());
        }
    }
}
