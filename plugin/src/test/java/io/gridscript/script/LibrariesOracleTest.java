package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * cjson, cmsgpack, struct and bit give what they give on a real redis-server, errors too. Numbers
 * of cases and the seed are set with {@code -Dtest.cases} and {@code -Dtest.seed}.
 */
class LibrariesOracleTest {

    private static final int CASES = Integer.getInteger("test.cases", 2000);
    private static final int MOST_SHOWN = 20;

    /** Shows any value, with the entries of tables in an order of their own. */
    private static final String SHOW =
            "local function show(v) local t = type(v)"
                    + " if t == 'string' then return #v .. ':' .. v end"
                    + " if t == 'number' then if v ~= v then return 'NaN' end"
                    + " if v == 0 then return '0' end return string.format('%.17g', v) end"
                    + " if t ~= 'table' then return t == 'function' and t or tostring(v) end"
                    + " local all = {}"
                    + " for k, e in pairs(v) do all[#all + 1] = show(k) .. '=' .. show(e) end"
                    + " table.sort(all) return '{' .. table.concat(all, ',') .. '}' end"
                    + " local function shown(...) local all = {}"
                    + " for i = 1, select('#', ...) do all[i] = show((select(i, ...))) end"
                    + " return table.concat(all, ' ') end ";

    private static final String DEFAULTS =
            "cjson.encode_sparse_array(false, 2, 10) cjson.encode_max_depth(1000)"
                    + " cjson.decode_max_depth(1000) cjson.encode_number_precision(14)"
                    + " cjson.encode_keep_buffer(true) cjson.encode_invalid_numbers(false)"
                    + " cjson.decode_invalid_numbers(true) ";

    /** Threads that run scripts have such a stack, too. */
    private static final long STACK_BYTES = 64 << 20;

    private static RedisOracle oracle;
    private static RedisOracle.Connection connection;

    private final long seed = Seed.get();
    private final LibraryInputs inputs = new LibraryInputs(new Random(seed));
    private final ScriptBench bench = new ScriptBench(2);
    private final ExecutorService deepStack =
            Executors.newSingleThreadExecutor(run -> new Thread(null, run, "deep", STACK_BYTES));
    private final List<String> differences = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        oracle = RedisOracle.start();
        connection = oracle.connect();
    }

    @AfterAll
    static void stop() throws IOException {
        if (oracle != null) {
            connection.close();
            oracle.close();
        }
    }

    @AfterEach
    void nothingDiffers() {
        deepStack.shutdown();
        assertEquals(
                "",
                String.join("\n", differences.subList(0, Math.min(MOST_SHOWN, differences.size()))),
                differences.size() + " differences with seed " + seed);
    }

    @Test
    void jsonIsRead() throws IOException {
        String caught = SHOW + DEFAULTS + "return shown(pcall(cjson.decode, ARGV[1]))";
        String strict =
                SHOW
                        + DEFAULTS
                        + "cjson.decode_invalid_numbers(false) return shown(cjson.decode(ARGV[1]))";
        String shallow =
                SHOW + DEFAULTS + "cjson.decode_max_depth(2) return shown(cjson.decode(ARGV[1]))";
        for (int i = 0; i < CASES; i++) {
            String json = inputs.json();
            String input = i % 3 == 0 ? inputs.mutated(json) : json;
            compare(i % 4 == 0 ? strict : i % 4 == 1 ? shallow : caught, input);
        }
    }

    @Test
    void jsonIsReadToAnyDepth() throws IOException {
        for (int depth : new int[] {999, 1000, 1001, 3998, 3999, 4000, 7996, 7997, 7998, 9000}) {
            for (int limit : new int[] {1000, 20_000}) {
                String script =
                        DEFAULTS
                                + "cjson.decode_max_depth("
                                + limit
                                + ") local v = cjson.decode(ARGV[1]) return type(v)";
                compare(script, "[".repeat(depth) + "]".repeat(depth));
                compare(script, "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
            }
        }
    }

    @Test
    void jsonIsWrittenToAnyDepth() throws IOException {
        for (int depth : new int[] {999, 1000, 1001, 3998, 3999, 4000, 7996, 7997, 7998, 9000}) {
            for (String table : new String[] {"{v}", "{a = v}"}) {
                for (int limit : new int[] {1000, 20_000}) {
                    compare(
                            DEFAULTS
                                    + "cjson.encode_max_depth("
                                    + limit
                                    + ") local v = {} for i = 2, "
                                    + depth
                                    + " do v = "
                                    + table
                                    + " end return redis.sha1hex(cjson.encode(v))");
                }
            }
        }
    }

    @Test
    void jsonIsWritten() throws IOException {
        for (int i = 0; i < CASES; i++) {
            String setting = jsonSetting();
            String value = inputs.luaValue();
            if (!isEndless(setting, value)) {
                compare(DEFAULTS + setting + "return cjson.encode(" + value + ")");
            }
        }
    }

    /** A ratio of zero lets Redis write all of an array that has one element far away. */
    private static boolean isEndless(String setting, String value) {
        return setting.matches(".*sparse_array\\([a-z]+, 0.*")
                && value.matches("(?s).*\\[[0-9]{7,}\\].*");
    }

    private String jsonSetting() {
        return switch (inputs.below(8)) {
            case 0 -> "cjson.encode_number_precision(" + (1 + inputs.below(14)) + ") ";
            case 1 -> "cjson.encode_invalid_numbers(true) ";
            case 2 -> "cjson.encode_invalid_numbers('null') ";
            case 3 ->
                    "cjson.encode_sparse_array("
                            + (inputs.below(2) == 0)
                            + ", "
                            + inputs.below(4)
                            + ", "
                            + inputs.below(20)
                            + ") ";
            case 4 -> "cjson.encode_max_depth(" + (1 + inputs.below(3)) + ") ";
            default -> "";
        };
    }

    @Test
    void jsonOfSeveralKeysIsTheSameInSomeOrder() throws IOException {
        String script =
                SHOW + DEFAULTS + "return shown(cjson.decode(cjson.encode(cjson.decode(ARGV[1]))))";
        for (int i = 0; i < CASES / 2; i++) {
            compare(script, inputs.json());
        }
    }

    @Test
    void settingsOfJsonAreTakenAndRefused() throws IOException {
        String[] settings = {
            "encode_sparse_array",
            "encode_max_depth",
            "decode_max_depth",
            "encode_number_precision",
            "encode_keep_buffer",
            "encode_invalid_numbers",
            "decode_invalid_numbers",
            "encode",
            "decode",
            "new"
        };
        String[] arguments = {
            "",
            "nil",
            "true",
            "false",
            "'on'",
            "'off'",
            "'null'",
            "'x'",
            "'on\\0x'",
            "0",
            "1",
            "14",
            "15",
            "2^31",
            "-1",
            "1.9",
            "{}",
            "'7'",
            "true, 3",
            "true, 3, 4",
            "nil, nil, nil, nil",
            "nil, -1",
            "nil, 1, -1",
            "nil, 'x'",
            "1, 2",
            "print"
        };
        for (String setting : settings) {
            for (String argument : arguments) {
                String call = "cjson." + setting + "(" + argument.replace("print", "type") + ")";
                compare(SHOW + DEFAULTS + "return shown(" + call + ")");
                compare(
                        SHOW
                                + DEFAULTS
                                + "return shown(pcall(cjson."
                                + setting
                                + (argument.isEmpty() ? "" : ", ")
                                + argument.replace("print", "type")
                                + "))");
            }
        }
    }

    @Test
    void messagePackIsRead() throws IOException {
        String[] scripts = {
            "return shown(pcall(cmsgpack.unpack, ARGV[1]))",
            "return shown(cmsgpack.unpack(ARGV[1]))",
            "return shown(cmsgpack.unpack_one(ARGV[1], ARGV[2]))",
            "return shown(cmsgpack.unpack_limit(ARGV[1], ARGV[2], ARGV[3]))",
            "return shown(pcall(cmsgpack.unpack_limit, ARGV[1], tonumber(ARGV[2])))"
        };
        for (int i = 0; i < CASES; i++) {
            String packed = inputs.messagePack();
            String input = i % 3 == 0 ? inputs.mutated(packed) : packed;
            String[] numbers = {"0", "1", "2", "-1", "3", "1000", "x", "1.9", "4294967296"};
            compare(
                    SHOW + inputs.oneOf(scripts),
                    input,
                    inputs.oneOf(numbers),
                    inputs.oneOf(numbers));
        }
    }

    @Test
    void messagePackIsReadToAnyDepthAndLength() throws IOException {
        String[] scripts = {
            "return select('#', cmsgpack.unpack(ARGV[1]))",
            "return select('#', cmsgpack.unpack_limit(ARGV[1], 100000))",
            "return type(cmsgpack.unpack(ARGV[1]))",
            "return select(2, pcall(cmsgpack.unpack, ARGV[1])) and 1"
        };
        for (String script : scripts) {
            for (int count : new int[] {15, 1000, 3997, 3998, 3999, 4000, 7997, 7998, 7999, 8000}) {
                compare(script, "\u0001".repeat(count));
                compare(script, "\u0091".repeat(count) + "\u0001");
                compare(script, "\u0081".repeat(count) + "\u0001".repeat(count + 1));
                compare(script, "\u0081\u0001".repeat(count) + "\u0001");
            }
        }
    }

    @Test
    void messagePackIsWritten() throws IOException {
        for (int i = 0; i < CASES; i++) {
            String values = inputs.luaValue();
            for (int more = inputs.below(3); more > 0; more--) {
                values += ", " + inputs.luaValue();
            }
            compare("return cmsgpack.pack(" + values + ")");
        }
        compare("return cmsgpack.pack()");
        compare("return {pcall(cmsgpack.pack)}");
        compare("local t = {} for i = 1, 4001 do t[i] = i end return #cmsgpack.pack(unpack(t))");
        compare("local t = {} for i = 1, 3900 do t[i] = i end return cmsgpack.pack(unpack(t))");
        compare("local t = {} for i = 1, 70000 do t[i] = i end return cmsgpack.pack(t)");
        compare("local t = {} t[1] = t return cmsgpack.pack(t)");
        compare("local t = {} t.x = t return cmsgpack.pack(t)");
        compare("return cmsgpack.pack(('x'):rep(70000))");
    }

    @Test
    void structsAreUnpacked() throws IOException {
        String[] scripts = {
            "return shown(struct.unpack(ARGV[1], ARGV[2]))",
            "return shown(pcall(struct.unpack, ARGV[1], ARGV[2]))",
            "return shown(struct.unpack(ARGV[1], ARGV[2], ARGV[3]))",
            "return shown(struct.size(ARGV[1]))"
        };
        String[] offsets = {"1", "2", "0", "-1", "5", "100", "1.5", "x", "1e300"};
        for (int i = 0; i < CASES; i++) {
            String data = inputs.anyBytes(60);
            if (i % 4 == 0) {
                data = data.substring(0, data.length() / 2) + "\u0003\0\0\0abcdef\0";
            }
            compare(
                    SHOW + inputs.oneOf(scripts),
                    inputs.structFormat(),
                    data,
                    inputs.oneOf(offsets));
        }
        compare("return select('#', struct.unpack(('b'):rep(7996), ('x'):rep(9000)))");
        compare("return select('#', struct.unpack(('b'):rep(7997), ('x'):rep(9000)))");
        compare("return {struct.unpack('bc0', '\\3abc')}");
        compare("return {struct.unpack('c1c0', '3abc')}");
    }

    @Test
    void structsArePacked() throws IOException {
        for (int i = 0; i < CASES; i++) {
            StringBuilder arguments = new StringBuilder();
            String format = inputs.structFormat();
            for (char option : format.toCharArray()) {
                if ("bBhHlLTiIfd".indexOf(option) >= 0) {
                    arguments.append(", ").append(inputs.luaNumber());
                } else if (option == 'c' || option == 's') {
                    arguments.append(", ").append(inputs.luaString());
                }
            }
            if (inputs.below(10) == 0) {
                arguments.setLength(Math.max(0, arguments.lastIndexOf(",")));
            }
            compare("return struct.pack(ARGV[1]" + arguments + ")", format);
        }
    }

    @Test
    void bitsAreTurned() throws IOException {
        String[] names = {
            "tobit", "tohex", "bnot", "band", "bor", "bxor", "lshift", "rshift", "arshift", "rol",
            "ror", "bswap"
        };
        String[] others = {"nil", "'5'", "'x'", "{}", "true", "'0x10'", "''"};
        for (int i = 0; i < CASES; i++) {
            StringBuilder arguments = new StringBuilder();
            for (int more = inputs.below(4); more > 0; more--) {
                arguments
                        .append(arguments.isEmpty() ? "" : ", ")
                        .append(
                                inputs.below(8) == 0
                                        ? inputs.oneOf(others)
                                        : inputs.below(3) == 0
                                                ? String.valueOf(inputs.below(70) - 35)
                                                : inputs.luaNumber());
            }
            compare(SHOW + "return shown(bit." + inputs.oneOf(names) + "(" + arguments + "))");
        }
    }

    @Test
    void tablesOfTheLibrariesHoldTheSame() throws IOException {
        for (String name : new String[] {"cjson", "cmsgpack", "struct", "bit", "cjson.new()"}) {
            compare(SHOW + "return shown(" + name + ")");
        }
        compare("return tostring(cjson.null)");
        compare("return type(cjson.null)");
        compare("return tostring(cjson.null == cjson.decode('null'))");
        compare("return tostring(cjson.new().null == cjson.null)");
        compare("return cjson.null");
        compare("return {1, cjson.null, 2}");
        compare("return cjson.null.x");
        compare("return redis.sha1hex(cjson.null)");
        compare("return cjson.encode({cjson.null, newproxy()})");
        compare("cjson.new().encode_max_depth(1) return cjson.encode({{{}}})");
        compare("local own = cjson.new() own.encode_max_depth(1) return own.encode({{{}}})");
        compare("local own = cjson.new() own.x = 1 return own.x");
    }

    private void compare(String script, String... arguments) throws IOException {
        String[] words = new String[3 + arguments.length];
        words[0] = "EVAL";
        words[1] = script;
        words[2] = "0";
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        String theirs;
        try {
            theirs = connection.call(words).toString();
        } catch (SocketTimeoutException e) {
            throw new IOException("Redis doesn't answer " + script, e);
        }
        String ours = ours(script, arguments);
        if (!ours.equals(theirs)) {
            differences.add(
                    script.replace(SHOW, "").replace(DEFAULTS, "")
                            + "\n  "
                            + shortened(String.join(" | ", arguments))
                            + "\n  redis "
                            + shortened(theirs)
                            + "\n  here  "
                            + shortened(ours));
        }
    }

    private String ours(String script, String[] arguments) {
        return CompletableFuture.supplyAsync(
                        () -> bench.eval(script, new String[0], arguments).toString(), deepStack)
                .join();
    }

    private static String shortened(String text) {
        return text.length() > 400 ? text.substring(0, 400) + "..." : text;
    }
}
