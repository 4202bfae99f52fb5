package io.gridscript.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random programs of Lua 5.1 that come to an end: statements over a few variables that hold
 * anything. They never show an address, or ask for time or memory.
 */
final class RandomPrograms {

    private static final String[] NAMES = {"a", "b", "c", "d", "t", "u"};
    private static final String[] FIELDS = {
        "x", "y", "len", "n", "goto", "rep", "longer_field_name"
    };
    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "%", "^"};
    private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "~="};
    private static final String[] EVENTS = {
        "__add",
        "__sub",
        "__mul",
        "__div",
        "__mod",
        "__pow",
        "__unm",
        "__concat",
        "__eq",
        "__lt",
        "__le",
        "__call",
        "__index",
        "__newindex",
        "__len",
        "__tostring",
        "__metatable"
    };
    private static final String[] LITERALS = {
        "nil",
        "true",
        "false",
        "0",
        "1",
        "2",
        "-1",
        "3.5",
        "-0.25",
        "7",
        "1e15",
        "2^53",
        "1/0",
        "0x1F",
        "\"\"",
        "\"abc\"",
        "\"10\"",
        "\"0x10\"",
        "\"a b\"",
        "'q\\0z'",
        "[==[long]==]",
        "\"1e1\""
    };
    private static final String[] PATTERNS = {
        "\"b\"",
        "\"%a+\"",
        "\"(.)(.)\"",
        "\"^a\"",
        "\"%d\"",
        "\".-\"",
        "\"()\"",
        "\"[a-b]*\"",
        "\"%\"",
        "\"(\"",
        "\"[\"",
        "\"%b()\"",
        "\"%f[%w]\"",
        "\"x?\"",
        "\"$\"",
        "\"\"",
        "\"%1\""
    };
    private static final String[] FORMATS = {
        "\"%d\"",
        "\"%5.2f\"",
        "\"%s\"",
        "\"%q\"",
        "\"%x\"",
        "\"%g\"",
        "\"%-5s|\"",
        "\"%c\"",
        "\"%y\"",
        "\"%05d %s\"",
        "\"%%\"",
        "\"%.3s\"",
        "\"%i%i\""
    };
    private static final String[] FUNCTIONS = {
        "string.byte",
        "string.find",
        "string.len",
        "string.lower",
        "string.match",
        "string.reverse",
        "string.sub",
        "string.upper",
        "table.getn",
        "table.maxn",
        "table.remove",
        "table.sort",
        "math.abs",
        "math.ceil",
        "math.floor",
        "math.fmod",
        "math.max",
        "math.min",
        "math.modf",
        "math.sqrt",
        "math.frexp",
        "rawget",
        "rawequal",
        "select",
        "tonumber",
        "type",
        "unpack",
        "next",
        "assert",
        "getmetatable",
        "S",
        "string.char",
        "error"
    };

    /** What every program begins with: what it records, and variables of most types. */
    private static final String PRELUDE =
            "local out = {} local function R(...) if #out < 60 then local r = {n = select('#', ...)}"
                    + " for i = 1, r.n do local v = select(i, ...) r[i] = v end out[#out + 1] = r end end"
                    + " local function S(v) local k = type(v) if k == 'table' or k == 'function' or k =="
                    + " 'thread' then return k end return tostring(v) end"
                    + " local function K(v) local k = type(v) if k == 'table' or k == 'function' or k =="
                    + " 'thread' then return k end return v end"
                    + " local a, b, c, d, t, u = 1, 'abc', 2.5, nil, {1, 2, 3, x = 1}, {n = 'u'}";

    private final Random random;
    private int depth;
    private int functions;

    RandomPrograms(long seed) {
        random = new Random(seed);
    }

    /** A program, statement by statement; together they are one line. */
    List<String> next() {
        List<String> statements = new ArrayList<>();
        functions = 0;
        int count = 2 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            statements.add(statement());
        }
        return statements;
    }

    static String text(List<String> statements) {
        return PRELUDE + " " + String.join(" ", statements) + " return out";
    }

    /** A program with something missing, doubled or exchanged. */
    String nearlyValid() {
        String[] tokens = String.join(" ", next()).split(" ", -1);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int at = random.nextInt(tokens.length);
            int other = random.nextInt(tokens.length);
            switch (random.nextInt(4)) {
                case 0 -> tokens[at] = "";
                case 1 -> tokens[at] = tokens[at] + " " + tokens[at];
                case 2 -> tokens[at] = tokens[other];
                default ->
                        tokens[at] =
                                one(
                                        "end", "(", ")", "{", "}", "\"", "[=[", "]=]", "..", "=",
                                        ",", "@", "then", "\\LF", "goto", "...", "0x", "--[=[", "~",
                                        "'\\300'");
            }
        }
        return "local a, b, c, d, t, u, R, S, K " + String.join(" ", tokens);
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String name() {
        return one(NAMES);
    }

    private String statement() {
        depth++;
        try {
            return depth > 4 ? simple() : compound();
        } finally {
            depth--;
        }
    }

    private String simple() {
        return switch (random.nextInt(8)) {
            case 0 -> name() + " = " + expression();
            case 1 -> "t[K(" + expression() + ")] = " + expression();
            case 2 -> one("t", "u", "a") + "." + one(FIELDS) + " = " + expression();
            case 3 -> name() + ", " + name() + " = " + expression() + ", " + call();
            case 4 -> "local " + name() + " = " + expression();
            case 5 -> "t[#t + 1] = " + expression();
            default -> "R(" + expression() + ")";
        };
    }

    private String compound() {
        return switch (random.nextInt(18)) {
            case 0 -> "if " + expression() + " then " + block() + " else " + block() + " end";
            case 1 -> "for i = " + bound() + ", " + bound() + " do " + block() + " end";
            case 2 ->
                    "do local q = 0 for k, v in "
                            + one("pairs", "ipairs")
                            + "(t) do q = q + 1 if q > 5 then break end R(S(k), S(v)) "
                            + block()
                            + " end end";
            case 3 -> "do local n = 0 while n < 3 do n = n + 1 " + block() + " end end";
            case 4 -> "do local n = 0 repeat n = n + 1 local r = n " + block() + " until r > 2 end";
            case 5, 6 -> "do local ok, e = pcall(function() " + block() + " end) R(ok, S(e)) end";
            case 7 -> protectedCall(one(FUNCTIONS));
            case 8 -> function();
            case 9 -> metatable();
            case 10, 11 -> coroutine();
            case 12 ->
                    "R((xpcall(function() "
                            + block()
                            + " end, function(e) "
                            + one("R(S(e)) return e", "error(e)", "return S(e) .. '!'", "R(1)")
                            + " end)))";
            case 13 -> "R(" + call() + ")";
            case 14 ->
                    "do local f, e = loadstring("
                            + code()
                            + ", '@in') R(S(f), e) if f then R(pcall(f)) end end";
            case 15 -> "R(S((" + call() + ")))";
            default -> simple();
        };
    }

    private String block() {
        StringBuilder block = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            block.append(statement()).append(' ');
        }
        if (random.nextInt(9) == 0) {
            block.append(
                    one(
                            "error(" + expression() + ")",
                            "error('e', 2)",
                            "error('e', 0)",
                            "error({1})"));
            block.append(' ');
        }
        return block.toString().trim();
    }

    private String bound() {
        return one("1", "3", "2", "-1", "'2'", "0.5", "{}", "b", "3, -1");
    }

    /** Levels beyond the one that calls pcall have no position here. */
    private String protectedCall(String function) {
        String given =
                function.equals("error")
                        ? expression() + one("", ", 0", ", 1", ", 2")
                        : arguments();
        return "do local ok, e = pcall(" + function + ", " + given + ") R(ok, S(e)) end";
    }

    private String function() {
        String name = "f" + ++functions;
        String body = block();
        String recursion =
                random.nextInt(3) == 0 ? " if x == 3 then return " + name + "(2) end" : "";
        String extra = one("...", "arg", "select('#', ...)", "a", "x");
        String more = random.nextBoolean() ? "x, ..." : "x, ...";
        return "local function "
                + name
                + "("
                + more
                + ")"
                + recursion
                + " "
                + body
                + " return S(x), "
                + (extra.equals("arg") ? "arg.n" : extra)
                + " end do local ok, e, g = pcall("
                + name
                + ", "
                + one("1", "3", "nil", "a, b", "3, 4, nil", "")
                + " ) R(ok, S(e), S(g)) end";
    }

    private String metatable() {
        StringBuilder table = new StringBuilder("setmetatable(t, {");
        for (int i = random.nextInt(4); i >= 0; i--) {
            String event = one(EVENTS);
            table.append(event)
                    .append(" = ")
                    .append(
                            one(
                                    "function(x, y) R('"
                                            + event
                                            + "', S(x), S(y)) return "
                                            + one("1", "S(y)", "nil", "u", "x")
                                            + " end",
                                    "u",
                                    "5",
                                    "function() error('mm') end",
                                    "function() error('mm', 2) end"));
            table.append(", ");
        }
        return one("pcall(setmetatable, t, nil) t = {3, 1, 2} ", "t = {} ", "") + table + "})";
    }

    private String coroutine() {
        String yields =
                one(
                        "coroutine.yield(" + arguments() + ")",
                        "R(coroutine.yield(a))",
                        "pcall(coroutine.yield)",
                        "for i = 1, 2 do coroutine.yield(i) end",
                        "return coroutine.yield(1)",
                        "error('in co')",
                        "local x = coroutine.yield() + 1",
                        "(function(...) return coroutine.yield(...) end)(1, 2)");
        String body = "function(...) " + block() + " " + yields + " end";
        return "do local co = coroutine.create("
                + body
                + ") for i = 1, "
                + one("2", "3", "4")
                + " do local ok, v, w = coroutine.resume(co, i, "
                + expression()
                + ") R(coroutine.status(co), ok, S(v), S(w)) end end";
    }

    private String code() {
        return one(
                "'return 1'",
                "'x ='",
                "'return ...'",
                "'error(5)'",
                "'local a a.b = 1'",
                "'return 1 +'",
                "'for i = 1 do'",
                "'return \"\\\\065\"'",
                "'local goto = 1 return goto'",
                "b");
    }

    private String arguments() {
        StringBuilder arguments = new StringBuilder(expression());
        for (int i = random.nextInt(3); i > 0; i--) {
            arguments.append(", ").append(expression());
        }
        return arguments.toString();
    }

    private String call() {
        return switch (random.nextInt(8)) {
            case 0 -> "string.find(" + value("b") + ", " + one(PATTERNS) + ")";
            case 1 ->
                    "string.gsub(string.sub("
                            + value("b")
                            + ", 1, 9), "
                            + one(PATTERNS)
                            + ", "
                            + one(
                                    "'<%0>'",
                                    "'%1'", "{a = 1}", "S", "function(x) return x end", "'%'", "5")
                            + ")";
            case 2 -> "string.format(" + one(FORMATS) + ", " + expression() + ")";
            case 3 ->
                    "string.rep(string.sub("
                            + expression()
                            + ", 1, 5), "
                            + one("0", "2", "3", "'2'", "{}")
                            + ")";
            case 4 -> "string.sub(table.concat(" + value("t") + ", " + leaf() + "), 1, 20)";
            case 5 ->
                    "("
                            + value("b")
                            + "):"
                            + one("upper", "len", "sub", "byte", "bad")
                            + "("
                            + one("1", "2", "-1", "")
                            + ")";
            default -> one(FUNCTIONS) + "(" + arguments() + ")";
        };
    }

    /** Mostly a variable that has the right type at first. */
    private String value(String likely) {
        return random.nextInt(4) == 0 ? expression() : likely;
    }

    private String expression() {
        depth++;
        try {
            return depth > 6 ? leaf() : operation();
        } finally {
            depth--;
        }
    }

    private String leaf() {
        return random.nextInt(3) == 0 ? one(LITERALS) : name();
    }

    private String operation() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> leaf() + " " + one(ARITHMETIC) + " " + leaf();
            case 2 -> leaf() + " " + one(COMPARISONS) + " " + leaf();
            // Whatever makes strings longer is cut, so that loops can't make them long.
            case 3 -> "string.sub(" + leaf() + " .. " + leaf() + ", 1, 20)";
            case 4 -> one("not ", "-", "#") + name();
            case 5 -> expression() + one(" and ", " or ") + leaf();
            case 6 ->
                    "{" + expression() + ", " + leaf() + ", " + one(FIELDS) + " = " + leaf() + "}";
            case 7 -> name() + "." + one(FIELDS);
            case 8 -> "t[" + leaf() + "]";
            case 9 -> "(" + expression() + ")";
            case 10 -> "S(" + leaf() + ")";
            case 11 -> "select('#', " + leaf() + ")";
            default -> leaf();
        };
    }
}
