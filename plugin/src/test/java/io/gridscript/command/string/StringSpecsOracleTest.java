package io.gridscript.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import io.gridscript.spec.LegacyRange;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the specs say is what a real redis-server says of the same commands. */
class StringSpecsOracleTest {

    private static final int FLAGS = 2;
    private static final int CATEGORIES = 6;
    private static final int TIPS = 7;
    private static final int KEY_SPECS = 8;

    @Test
    void specsAreThoseOfRedis() throws IOException {
        CommandTable table = new CommandTable();
        StringCommands.register(table, () -> 1);
        assertEquals(22, table.size());
        try (RedisOracle oracle = RedisOracle.start();
                RedisOracle.Connection redis = oracle.connect()) {
            for (Command command : table.all()) {
                CommandSpec spec = command.spec();
                Value reply = redis.call("COMMAND", "INFO", spec.name());
                check(spec, elements(elements(reply).get(0)));
            }
        }
    }

    private static void check(CommandSpec spec, List<Value> info) {
        String name = spec.name();
        LegacyRange range = spec.legacyRange();
        assertEquals(
                List.of(new Int(spec.arity()), new Int(range.first()), new Int(range.last())),
                List.of(info.get(1), info.get(3), info.get(4)),
                name);
        assertEquals(new Int(range.step()), info.get(5), name);
        assertEquals(
                sorted(spec.flags().stream().map(CommandFlag::text).toList()),
                sorted(texts(info.get(FLAGS))),
                name);
        assertEquals(
                sorted(spec.categories().stream().map(AclCategory::text).toList()),
                sorted(texts(info.get(CATEGORIES))),
                name);
        // Redis 8.0 has taken the tips of MSETNX away.
        if (!name.equals("msetnx")) {
            assertEquals(sorted(spec.tips()), sorted(texts(info.get(TIPS))), name);
        }
        List<Value> keySpecs = elements(info.get(KEY_SPECS));
        assertEquals(spec.keySpecs().size(), keySpecs.size(), name);
        for (int i = 0; i < keySpecs.size(); i++) {
            checkKeys(name, spec.keySpecs().get(i), keySpecs.get(i));
        }
    }

    private static void checkKeys(String name, KeySpec keys, Value expected) {
        assertEquals(
                sorted(keys.flags().stream().map(KeyFlag::text).toList()),
                sorted(texts(entry(expected, "flags"))),
                name);
        // The words of a note are our own; whether there is one is Redis's.
        assertEquals(keys.notes() == null, textOrNull(entry(expected, "notes")) == null, name);
        KeySpec.Range range = (KeySpec.Range) keys.find();
        Value find = entry(entry(expected, "find_keys"), "spec");
        assertEquals(new Int(range.lastKey()), entry(find, "lastkey"), name);
        assertEquals(new Int(range.step()), entry(find, "keystep"), name);
        assertEquals(new Int(range.limit()), entry(find, "limit"), name);
    }

    private static Value entry(Value map, String key) {
        List<Value> elements = elements(map);
        for (int i = 0; i < elements.size(); i += 2) {
            if (text(elements.get(i)).equals(key)) {
                return elements.get(i + 1);
            }
        }
        return null;
    }

    private static List<Value> elements(Value value) {
        return ((Aggregate) value).elements();
    }

    private static List<String> texts(Value array) {
        return elements(array).stream().map(StringSpecsOracleTest::text).toList();
    }

    private static String textOrNull(Value value) {
        return value == null ? null : text(value);
    }

    private static String text(Value value) {
        return value instanceof Status status ? status.text() : ((Bulk) value).text();
    }

    private static Set<String> sorted(List<String> texts) {
        return texts.stream()
                .map(text -> text.replaceFirst("^@", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
