package io.gridscript.member;

import java.util.ArrayList;
import java.util.List;

/**
 * Scripts over all that Redis adds to Lua, most of them made of a pattern and values, {@code $} in
 * a pattern being the value.
 */
final class ScriptSnippets {

    /** Shows values with their types, tables with their entries in order. */
    private static final String SHOW =
            "local function S(v, d) d = d or 0 if d > 4 then return '...' end"
                    + " if type(v) == 'table' then local t = {} for k, x in pairs(v) do"
                    + " t[#t + 1] = S(k, d + 1) .. '=' .. S(x, d + 1) end table.sort(t)"
                    + " return '{' .. table.concat(t, ',') .. '}'"
                    + " elseif type(v) == 'string' then return string.format('%q', v)"
                    + " elseif type(v) == 'number' then return string.format('%.17g', v)"
                    + " elseif type(v) == 'nil' or type(v) == 'boolean' then return tostring(v)"
                    + " else return type(v) end end"
                    + " local function P(...) local t = {select('#', ...)} for i = 1, select('#', ...)"
                    + " do t[i + 1] = S((select(i, ...))) end return t end ";

    private static final List<String> FUNCTIONS =
            List.of(
                    "call",
                    "pcall",
                    "error_reply",
                    "status_reply",
                    "sha1hex",
                    "log",
                    "setresp",
                    "set_repl",
                    "acl_check_cmd",
                    "replicate_commands",
                    "breakpoint",
                    "debug",
                    "register_function");

    private static final List<String> VALUES =
            List.of(
                    "nil",
                    "true",
                    "false",
                    "0",
                    "1",
                    "-1",
                    "2",
                    "3",
                    "4",
                    "2.5",
                    "1e15",
                    "2^53",
                    "2^63",
                    "1e300",
                    "0/0",
                    "1/0",
                    "'x'",
                    "''",
                    "'2'",
                    "'0x10'",
                    "' 1 '",
                    "'ab cd'",
                    "'-x y'",
                    "'-'",
                    "'-ERR'",
                    "'\\0a'",
                    "'a\\0b c'",
                    "'get'",
                    "'set'",
                    "{}",
                    "{1, 2}",
                    "{err = 'a b'}",
                    "function() end",
                    "coroutine.create(function() end)",
                    "redis",
                    "redis.call",
                    "cjson.null");

    private static final List<String> ERRORS =
            List.of(
                    "'X'",
                    "'X y'",
                    "'-X y'",
                    "''",
                    "' '",
                    "'a\\0b'",
                    "1",
                    "1.5",
                    "1e100",
                    "true",
                    "false",
                    "nil",
                    "{err = 'i'}",
                    "0/0",
                    "('x'):rep(300)");

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "1",
                    "-1",
                    "0.1",
                    "1/3",
                    "1e14",
                    "1e15",
                    "1e16",
                    "1e17",
                    "1e18",
                    "1e19",
                    "1e20",
                    "1e21",
                    "1e22",
                    "2^31",
                    "2^32",
                    "2^53",
                    "2^53 + 2",
                    "2^62",
                    "2^63",
                    "-2^63",
                    "2^64",
                    "1e300",
                    "1e-5",
                    "1e-7",
                    "1.5e-10",
                    "5e-324",
                    "0/0",
                    "-(0/0)",
                    "1/0",
                    "-1/0",
                    "100*1.1",
                    "3.14159265358979",
                    "12345678.9",
                    "0x10",
                    "'0x10'",
                    "9007199254740993",
                    "4.35",
                    "123456.789e3",
                    "99999999999999.99");

    private static final List<String> TABLES =
            List.of(
                    "_G",
                    "redis",
                    "string",
                    "table",
                    "math",
                    "os",
                    "coroutine",
                    "cjson",
                    "cmsgpack",
                    "bit",
                    "struct");

    private static final List<String> OF_ERRORS =
            List.of(
                    "error($)",
                    "error($, 0)",
                    "error($, 2)",
                    "error($, 3)",
                    "error($, 100)",
                    "error($, -1)",
                    "return {err = $}",
                    "return {ok = $}",
                    "return {err = $, ok = 'x'}",
                    "error({err = 'ERR x', source = $})",
                    "error({err = 'ERR x', source = $, line = 5})",
                    "error({err = 'ERR x', line = $})",
                    "return {err = 'ERR x', source = $, line = 1}",
                    "error({err = 'ERR x', ignore_error_stats_update = $})",
                    "return {1, {err = $}, 2}",
                    "return {{{err = $}}}",
                    "return {double = $}",
                    "return {map = $}",
                    "return {set = $}",
                    "return {big_number = $}",
                    "return {verbatim_string = $}",
                    "return {verbatim_string = {string = $, format = 'txt'}}",
                    "return {verbatim_string = {string = 'x', format = $}}",
                    "return {attribute = $}",
                    "return {map = {[$ == $ and $ or 'n'] = $}}",
                    "return {set = {[$ == $ and $ or 'n'] = true}}",
                    "return {$, $, nil, 3}",
                    "redis.setresp(3) return {$, nil, 3}",
                    "redis.setresp(3) return {map = {a = $}}",
                    "redis.setresp(3) return $",
                    "return redis.error_reply($)",
                    "return redis.status_reply($)",
                    "error(redis.error_reply($))",
                    SHOW + "return P(pcall(error, redis.error_reply($)))",
                    SHOW + "return P(pcall(error, {err = $}))",
                    SHOW + "return P(pcall(error, {err = $, x = 1}))",
                    SHOW + "return P(pcall(error, $))",
                    SHOW + "return P(pcall(error, $, 0))",
                    SHOW + "return P(pcall(error, $, 3))",
                    "assert($)",
                    "assert(false, $)",
                    "assert(nil, $, 2)",
                    SHOW + "return P(pcall(assert, $, 1, 2))",
                    SHOW + "return P(pcall(assert, false, $))",
                    SHOW + "return P(xpcall(function() error($) end, function(e) return e end))",
                    SHOW + "return P(xpcall(function() error($) end, redis.error_reply))",
                    "return setmetatable({}, {__index = function() return $ end})",
                    "error(setmetatable({err = 'i'}, {__newindex = function() error($) end}))",
                    "error(setmetatable({err = 'E x'}, {__newindex = function() end}))",
                    "error(setmetatable({err = 'A x'}, {__newindex = redis}))",
                    "return tostring(setmetatable({}, {__tostring = function() return $ end}))",
                    "coroutine.wrap(function() error($) end)()",
                    SHOW + "return P(coroutine.resume(coroutine.create(function() error($) end)))",
                    "local f = function() error($) end f()",
                    "local f = function() return error($) end return f()",
                    "return error($)",
                    "string.gsub('x', 'x', function() error($) end)",
                    "string.gsub('x', 'x', error)",
                    "string.gsub('x', 'x', redis.call)",
                    "table.sort({1, 2, 3}, function() error($) end)",
                    "table.sort({3, 2, 1}, string.rep)",
                    "table.foreach({$}, error)",
                    "table.foreachi({$}, error)",
                    "table.foreach({$}, redis.call)",
                    "load(function() error($) end)()",
                    "loadstring('error(...)')($)",
                    "loadstring('error(...)', 'name')($)",
                    "loadstring('error(...)', '=name')($)",
                    "loadstring('return error(...)', '@name')($)");

    private static final List<String> OF_NUMBERS =
            List.of(
                    "return redis.call('echo', $)",
                    "redis.call('set', 'k1', $) return redis.call('get', 'k1')",
                    "return tostring($)",
                    "return $..''",
                    "return $",
                    "return {double = $}",
                    "return {$, {map = {[$ == $ and $ or 'nan'] = $}}}",
                    "return string.format('%.17g %g %d %s', $, $, $, $)",
                    "redis.setresp(3) redis.pcall('zadd', 'z', $, 'm')"
                            + " return redis.call('zscore', 'z', 'm')",
                    SHOW + "redis.setresp(3) return P(redis.call('zscore', 'z', 'm'))",
                    "redis.call('set', 'f', 1) return redis.call('incrbyfloat', 'f', $)",
                    "redis.call('set', 'i', 1) return redis.call('incrby', 'i', $)",
                    "return redis.call('lrange', 'l', $, $)",
                    "math.randomseed($) return {tostring(math.random()), math.random(10),"
                            + " math.random(5, 15)}",
                    "math.randomseed(1) return math.random($)",
                    "math.randomseed(1) return math.random(1, $)",
                    "math.randomseed(1) return math.random($, 10)",
                    "return ({10, 20, 30})[$]",
                    "return bit.tobit($)",
                    "return redis.sha1hex($)");

    private static final List<String> OF_TABLES =
            List.of(
                    "return type(getmetatable($))",
                    "$.x = 1",
                    "$[1] = 1",
                    "$[{}] = 1",
                    "$[nil] = 1",
                    "$[0/0] = 1",
                    "rawset($, 'x', 1)",
                    "rawset($, 1, 1)",
                    "setmetatable($, {})",
                    "setmetatable($, nil)",
                    "getmetatable($).__index = 1",
                    "getmetatable($).__index()",
                    "return $.nosuch",
                    "return $['a\\0b']",
                    "return $[1]",
                    "return $[{}]",
                    "return $[nil]",
                    "return $[true]",
                    "table.insert($, 1)",
                    "table.remove($)",
                    "table.sort($)",
                    "table.setn($, 1)",
                    "for k in pairs($) do $[k] = nil end",
                    "return next($, 'nosuch')",
                    "return rawget($, 'x')",
                    "return rawequal($, _G)",
                    "return $()",
                    "return $..1",
                    "return $ + 1",
                    "return $ < $",
                    "return {$}",
                    "return unpack($)",
                    "return table.concat($)",
                    "error($)",
                    "return {pcall(error, $)}",
                    "return redis.call($)",
                    "return table.maxn($)",
                    "local x = $ x.y.z = 1",
                    "return {xpcall(function() $.x = 1 end, function(e) return e end)}");

    private static final List<String> KINDS =
            List.of(
                    "string",
                    "integer",
                    "double",
                    "null",
                    "array",
                    "set",
                    "map",
                    "attrib",
                    "verbatim",
                    "bignum",
                    "true",
                    "false",
                    "error",
                    "nosuch");

    private ScriptSnippets() {}

    /** Each function of the table redis with values of each type. */
    static List<String> calls() {
        List<String> snippets = new ArrayList<>();
        for (String function : FUNCTIONS) {
            snippets.add("return redis." + function + "()");
            for (String value : VALUES) {
                snippets.add("return redis." + function + "(" + value + ")");
                snippets.add(SHOW + "return P(pcall(redis." + function + ", " + value + "))");
            }
            for (int i = 0; i < VALUES.size(); i += 2) {
                for (int j = 1; j < VALUES.size(); j += 4) {
                    String both = VALUES.get(i) + ", " + VALUES.get(j);
                    snippets.add(SHOW + "return P(pcall(redis." + function + ", " + both + "))");
                }
            }
        }
        return snippets;
    }

    /** Errors of each type and how they reach the client, and what is returned as a reply. */
    static List<String> errorsAndReplies() {
        return filled(OF_ERRORS, ERRORS);
    }

    /** Numbers as arguments, as replies, as texts, and as seeds and bounds of random numbers. */
    static List<String> numbers() {
        return filled(OF_NUMBERS, NUMBERS);
    }

    /** Those that no command gets and no double shows. */
    static List<String> numbersInLua() {
        return numbers().stream()
                .filter(script -> !script.contains("redis.call") && !script.contains("double"))
                .toList();
    }

    /** What may be done to globals and libraries. */
    static List<String> tables() {
        return filled(OF_TABLES, TABLES);
    }

    /** What is there, with types, in the order of pairs where {@code ordered}. */
    static List<String> listings(boolean ordered) {
        String sort = ordered ? "" : " table.sort(t)";
        String list =
                "local t = {} for k, v in pairs($) do t[#t + 1] = tostring(k) .. ' ' .. type(v)"
                        + " end"
                        + sort
                        + " return t";
        List<String> snippets = new ArrayList<>();
        for (String table : TABLES.subList(1, TABLES.size())) {
            snippets.add(list.replace("$", table));
        }
        return snippets;
    }

    /** Each type of reply in each version of the protocol inside. */
    static List<String> conversions() {
        List<String> snippets = new ArrayList<>();
        for (String kind : KINDS) {
            String call = "redis.call('debug', 'protocol', '" + kind + "')";
            for (String version : List.of("", "redis.setresp(2) ", "redis.setresp(3) ")) {
                snippets.add(version + "return " + call);
                snippets.add(version + "return {" + call + ", 1}");
                snippets.add(SHOW + version + "return P(" + call + ")");
                snippets.add(SHOW + version + "return P(redis.p" + call.substring(6) + ")");
                snippets.add(version + "local r = " + call + " redis.setresp(2) return r");
                snippets.add(version + "return {map = {a = " + call + "}}");
                snippets.add(version + "return {set = {a = " + call + "}}");
            }
        }
        return snippets;
    }

    /** Integers that all versions write alike, as arguments, as results, and as both. */
    static List<String> integers() {
        List<String> snippets = new ArrayList<>();
        for (String number :
                List.of(
                        "0",
                        "7",
                        "-1",
                        "16777217",
                        "2147483647",
                        "2147483648",
                        "-2147483648",
                        "-2147483649",
                        "4294967297",
                        "9007199254740991",
                        "-9007199254740993",
                        "1e15",
                        "2^53")) {
            String sum = "redis.call('del', 'i') local r = redis.call('incrby', 'i', $) ";
            for (String snippet :
                    List.of(
                            "return redis.call('echo', $)",
                            "local n = $ return redis.call('echo', n + 1)",
                            "return redis.call('echo', '' .. $)",
                            "return {$, -$}",
                            sum + "return r",
                            sum + "return tostring(r)",
                            sum + "return {redis.call('echo', r), redis.call('get', 'i')}",
                            sum + "return redis.call('incrby', 'i', 0 - r)")) {
                snippets.add(snippet.replace("$", number));
            }
        }
        return snippets;
    }

    /** Tables of the host after an element was taken out of them: their length shows their room. */
    static List<String> lengths() {
        List<String> snippets = new ArrayList<>();
        for (int size = 1; size <= 9; size++) {
            String elements = "1,".repeat(size - 1) + "1";
            String push = "redis.call('del', 'l') redis.call('rpush', 'l', " + elements + ") ";
            String pack = "cmsgpack.pack({" + elements + "})";
            String mget = "redis.call('set', 'l', 1)";
            String keys = "'l'" + ", 'n', 'l'".repeat(size / 2);
            for (int hole = 1; hole <= size; hole++) {
                String length = " r[" + hole + "] = nil return #r";
                snippets.add(push + "local r = redis.call('lrange', 'l', 0, -1)" + length);
                snippets.add(
                        push
                                + "redis.setresp(3) local r = redis.call('lrange', 'l', 0, -1)"
                                + length);
                snippets.add("local r = cjson.decode('[" + elements + "]')" + length);
                snippets.add("local r = cmsgpack.unpack(" + pack + ")" + length);
                snippets.add(
                        "redis.call('del', 'l') "
                                + mget
                                + " local r = redis.call('mget', "
                                + keys
                                + ")"
                                + length);
                snippets.add(
                        "redis.call('del', 'l') redis.setresp(3) "
                                + mget
                                + " local r = redis.call('mget', "
                                + keys
                                + ")"
                                + length);
                snippets.add(
                        "redis.call('del', 'l') redis.setresp(3) "
                                + mget
                                + " local r = redis.call('mget', 'n', "
                                + keys
                                + ", 'n') return #r");
            }
        }
        snippets.add("ARGV[1] = nil return #ARGV");
        snippets.add("ARGV[2] = nil return #ARGV");
        snippets.add("KEYS[1] = nil return #KEYS");
        snippets.add(
                "local t = {} for i = 1, 40 do t[#t + 1] = 'f' .. i t[#t + 1] = i end"
                        + " redis.call('hset', 'h', unpack(t)) redis.setresp(3)"
                        + " local r = {} for k in pairs(redis.call('hgetall', 'h').map) do r[#r + 1] = k end"
                        + " return r");
        snippets.add(
                "local r = {} for k in pairs(cjson.decode('{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}'))"
                        + " do r[#r + 1] = k end return r");
        snippets.add(
                "local r = {} for k in pairs(cmsgpack.unpack(cmsgpack.pack({a = 1, b = 2, c = 3, d = 4, e = 5})))"
                        + " do r[#r + 1] = k end return r");
        return snippets;
    }

    private static List<String> filled(List<String> patterns, List<String> values) {
        List<String> snippets = new ArrayList<>();
        for (String value : values) {
            for (String pattern : patterns) {
                snippets.add(pattern.replace("$", value));
            }
        }
        return snippets;
    }
}
