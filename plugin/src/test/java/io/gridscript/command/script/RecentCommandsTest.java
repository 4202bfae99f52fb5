package io.gridscript.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.InlineBudget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each call of a script reaches its own command, though the script names them by the same bytes.
 */
class RecentCommandsTest {

    private static final InlineBudget ENDLESS = elapsed -> false;

    private final ScriptWorld world = new ScriptWorld();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'object', 'encoding', KEYS[1] | 'object', 'refcount', KEYS[1] | 'object', 'nothing'",
                "'get', KEYS[1]                | 'set', KEYS[1], 'v'           | 'get', KEYS[1]",
                "'config', 'get', 'save'       | 'config', 'help'              | 'config'",
                "'nothing', '1'                | 'nothing'                     | ''",
                "'acl', 'whoami'               | 'acl', 'log'                  | 'acl', 'dryrun'",
            })
    void namesOfCommandsAreRememberedWithWhatTheyStandFor(String one, String two, String three) {
        for (String each : new String[] {one, two, three}) {
            String alone = "return redis.pcall(" + each + ")";
            String behindOthers =
                    "redis.pcall(%s) redis.pcall(%s) redis.pcall(%s) return redis.pcall(%s)"
                            .formatted(one, two, three, each);
            run("redis.call('set', KEYS[1], 'v') return 1");
            String expected = run(alone);
            run("redis.call('set', KEYS[1], 'v') return 1");
            assertEquals(expected, run(behindOthers), each);
        }
    }

    private String run(String source) {
        return world.run(world.unit(ENDLESS, "EVAL", source, "1", "k"));
    }
}
