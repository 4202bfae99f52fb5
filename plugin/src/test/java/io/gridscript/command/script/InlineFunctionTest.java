package io.gridscript.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.ScriptUnit;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.Library;
import io.gridscript.script.RunningScripts.Kill;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A function that is tried on a connection's own thread, and what its library then remembers. */
@Timeout(120)
class InlineFunctionTest {

    private static final int ROUNDS = 1500;
    private static final InlineBudget ENDLESS = elapsed -> false;

    /** Each function has many names, because one that was slow isn't tried again soon. */
    private static final String REMEMBERING =
            """
            #!lua name=lib
            local count = 0
            local log = {}
            local nested = {deep = {}}
            local counter
            local function register(name, f)
              for i = 0, 1499 do redis.register_function(name .. i, f) end
            end
            local add = function(n) count = count + n return count end
            register('add', function(keys, args)
              local before = add(tonumber(args[1]))
              redis.call('incrby', 'sum', args[1])
              return {before, add(1), redis.call('get', 'sum')}
            end)
            register('log', function(keys, args)
              table.insert(log, args[1])
              redis.call('set', 'last', args[1])
              if #log > 5 then table.remove(log, 1) end
              nested.deep[args[1]] = (nested.deep[args[1]] or 0) + 1
              redis.call('get', 'last')
              return {#log, table.concat(log, ' '), nested.deep[args[1]]}
            end)
            register('replace', function(keys, args)
              log = {args[1]}
              nested = {deep = setmetatable({}, {__index = function() return 10 end})}
              redis.call('set', 'last', 'none')
              return nested.deep.anything
            end)
            register('make', function(keys, args)
              local from = tonumber(args[1])
              local made = counter
              counter = function() from = from + 1 return from end
              redis.call('get', 'last')
              return made and {made(), made()} or counter()
            end)
            register('fail', function(keys, args)
              count = count * 2
              redis.call('incr', 'failures')
              error('after ' .. count)
            end)
            """;

    private static InlineBudget looks(int count) {
        int[] left = {count};
        return elapsed -> --left[0] < 0;
    }

    @Test
    void nobodyCanTellWhetherAFunctionStartedAgain() {
        long seed = Seed.get();
        Random random = new Random(seed);
        ScriptWorld world = new ScriptWorld();
        ScriptWorld threadsOnly = new ScriptWorld();
        world.load(REMEMBERING);
        threadsOnly.load(REMEMBERING);
        String[] functions = {"add", "log", "replace", "make", "fail"};
        int startedAgain = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String function = functions[random.nextInt(functions.length)] + round;
            String argument = "" + random.nextInt(5);
            String context = "seed " + seed + ", round " + round + " " + function + " " + argument;
            ScriptUnit unit =
                    world.unit(looks(random.nextInt(6)), "FCALL", function, "0", argument);
            String reply = world.tryRun(unit);
            if (reply == null) {
                startedAgain++;
                assertEquals(threadsOnly.lasting(), world.lasting(), context);
                reply = world.run(unit);
            }
            String expected =
                    threadsOnly.run(threadsOnly.unit(ENDLESS, "FCALL", function, "0", argument));
            assertEquals(expected, reply, context);
            assertEquals(threadsOnly.trace(), world.trace(), context);
        }
        assertTrue(startedAgain > ROUNDS / 10, startedAgain + " started again");
        assertTrue(startedAgain < ROUNDS * 9 / 10, startedAgain + " started again");
    }

    @Test
    void libraryThatRemembersMuchIsNotTried() {
        ScriptWorld world = new ScriptWorld();
        world.load(
                """
                #!lua name=lib
                local all = {}
                redis.register_function('add', function(keys, args)
                  for i = 1, tonumber(args[1]) do all[#all + 1] = i end
                  return #all
                end)
                """);
        assertEquals(":10", world.tryRun(world.unit(ENDLESS, "FCALL", "add", "0", "10")));
        assertEquals(":1000", world.tryRun(world.unit(ENDLESS, "FCALL", "add", "0", "990")));
        ScriptUnit unit = world.unit(ENDLESS, "FCALL", "add", "0", "1");
        assertNull(world.tryRun(unit));
        assertEquals(":1001", world.run(unit));
    }

    @Test
    void functionWithTablesOfFunctionsAndConstantsRemembersNothing() {
        ScriptWorld world = new ScriptWorld();
        StringBuilder library = new StringBuilder("#!lua name=lib\nlocal M = {limit = 3}\n");
        for (int i = 0; i < 1000; i++) {
            library.append("M['f" + i + "'] = function(n) return n + M.limit end\n");
        }
        library.append("redis.register_function('f', function() return M.f7(1) end)");
        world.load(library.toString());
        assertEquals(":4", world.tryRun(world.unit(ENDLESS, "FCALL", "f", "0")));
    }

    @Test
    void killNamesFunctionKill() {
        ScriptWorld world = new ScriptWorld();
        world.load(
                "#!lua name=lib\n"
                        + "redis.register_function('f', function() while true do end end)");
        List<Kill> kills = new ArrayList<>();
        InlineBudget killing =
                elapsed -> {
                    kills.add(world.running.killLongest(false));
                    kills.add(world.running.killLongest(true));
                    return false;
                };
        String reply = world.tryRun(world.unit(killing, "FCALL", "f", "0"));
        assertEquals(
                "-ERR Script killed by user with FUNCTION KILL... script: f,"
                        + " on @user_function:2.",
                reply);
        assertEquals(List.of(Kill.ANOTHER_KIND, Kill.KILLED), kills.subList(0, 2));
        assertEquals(0, world.running.all().size());
    }

    @Test
    void runThatBeganEndsThoughItsLibraryIsReplacedBetweenItsTries() {
        ScriptWorld world = new ScriptWorld();
        String library =
                "#!lua name=lib\nlocal n = 0\nredis.register_function('f', function()"
                        + " for i = 1, 20000 do end n = n + 1 return 'old' .. n end)";
        world.load(library);
        assertNotNull(world.tryRun(world.unit(ENDLESS, "FCALL", "f", "0")));
        ScriptUnit unit = world.unit(elapsed -> true, "FCALL", "f", "0");
        assertNull(world.tryRun(unit));
        world.load(library.replace("old", "new"));
        assertEquals("\"old2\"", world.run(unit));
        assertEquals("\"new1\"", world.run(world.unit(ENDLESS, "FCALL", "f", "0")));
    }

    /** Where it is loaded by the one who asks, not where it is loaded to be called. */
    @Test
    void topLevelLogsOnce() {
        List<String> lines = new ArrayList<>();
        ScriptWorld world = new ScriptWorld();
        InlineScriptTest.logging(
                lines,
                () -> {
                    world.load(
                            "#!lua name=lib\nredis.log(redis.LOG_WARNING, 'loading', 1)"
                                    + " redis.register_function('f', function()"
                                    + " redis.log(redis.LOG_WARNING, 'called') return 1 end)");
                    world.run(world.unit(ENDLESS, "FCALL", "f", "0"));
                });
        assertEquals(List.of("WARNING [loading 1]", "WARNING [called]"), lines);
    }

    @Test
    void topLevelTakesHalfASecondAtMost() {
        ScriptWorld world = new ScriptWorld();
        long start = System.nanoTime();
        ErrorReply refused =
                assertThrows(
                        ErrorReply.class,
                        () -> world.load("#!lua name=lib\nlocal n = 1 while true do n = -n end"));
        assertEquals("ERR Error registering functions: ERR FUNCTION LOAD timeout", refused.text());
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20));
        assertEquals(0, world.libraries.present().count());
    }

    /** Nobody has to call another function for that. */
    @Test
    void whatLibrariesRememberedGoesWithThem() {
        ScriptWorld world = new ScriptWorld();
        List<WeakReference<Library>> gone = new ArrayList<>();
        for (String name : List.of("deleted", "replaced", "flushed")) {
            gone.add(loadAndCall(world, name));
        }
        world.change(world.libraries.present().without("deleted"));
        world.load(remembering("replaced"));
        world.change(world.libraries.present().flushed());
        world.run(world.unit(ENDLESS, "EVAL", "return 1", "0"));
        Awaitility.await()
                .until(
                        () -> {
                            System.gc();
                            return gone.stream().allMatch(each -> each.refersTo(null));
                        });
    }

    private static String remembering(String name) {
        return "#!lua name="
                + name
                + "\nlocal all = {} redis.register_function('"
                + name
                + "', function() all[#all + 1] = '' return #all end)";
    }

    private static WeakReference<Library> loadAndCall(ScriptWorld world, String name) {
        world.load(remembering(name));
        for (int i = 1; i < 3; i++) {
            assertEquals(":" + i, world.run(world.unit(ENDLESS, "FCALL", name, "0")));
        }
        return new WeakReference<>(world.libraries.present().find(name));
    }
}
