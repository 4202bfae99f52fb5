package io.gridscript.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small programs that end soon, and do whatever comes: most raise errors somewhere, in places where
 * they are caught or not. Each returns a text of all it has seen.
 */
final class TierPrograms {

    private static final String HEAD =
            """
            local seen = {}
            local function show(...)
              for i = 1, select('#', ...) do
                local v = select(i, ...)
                local t = type(v)
                if t == 'number' then v = string.format('%.17g', v) end
                if t == 'table' or t == 'function' then v = '' end
                seen[#seen + 1] = t:sub(1, 2) .. tostring(v)
              end
              return ...
            end
            local meta = {
              __add = function(a, b) return 'added' end,
              __sub = function(a, b) return 7 end,
              __unm = function(a) return a.x end,
              __concat = function(a, b) return 'joined' end,
              __eq = function(a, b) return true end,
              __lt = function(a, b) return a.x < b.x end,
              __call = function(self, ...) return select('#', ...), ... end,
              __index = function(t, k) return k end,
              __newindex = function(t, k, v) rawset(t, k, v == nil and 'gone' or v) end,
            }
            """;

    private static final String[] NUMBERS = {
        "0", "1", "-1", "2", "3", "0.5", "-2.25", "1e15", "2147483647", "2147483648",
        "9007199254740992", "1/0", "-1/0", "0/0", "-2147483648", "1e308", "100", "256", "7", "'10'"
    };

    private static final String[] STRINGS = {
        "''", "'a'", "'abc'", "'10'", "'0x10'", "' 5 '", "'1e1'", "'z'", "12"
    };

    private static final String[] TABLES = {"{}", "{1, 2}", "{x = 1, y = 'y'}", "{'a', nil, 'c'}"};
    private static final String[] OTHERS = {"nil", "true", "false", "1", "'s'"};

    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "%", "^", "+", "-", "*"};
    private static final String[] COMPARISONS = {"==", "~=", "<", "<=", ">", ">="};
    private static final String[] FIELDS = {"x", "y", "z"};

    private static final int DEEPEST = 4;

    /** One of so many operations has operands of any kind, and mostly raises an error. */
    private static final int ANYTHING = 25;

    private enum Kind {
        NUMBER,
        STRING,
        TABLE,
        FUNCTION,
        ANY
    }

    private record Variable(String name, Kind kind) {}

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private List<Variable> locals = new ArrayList<>();
    private boolean inVararg;
    private boolean inLoop;
    private int names;
    private int statements;

    TierPrograms(Random random) {
        this.random = random;
    }

    String next() {
        out.setLength(0);
        out.append(HEAD);
        locals = new ArrayList<>();
        inVararg = true;
        inLoop = false;
        names = 0;
        statements = 10 + random.nextInt(40);
        line("local a, b, c, d = 1, 2.5, 'str', {1, 2, 3, x = 4}");
        line("local f = function(x, ...) return x end");
        locals.add(new Variable("a", Kind.NUMBER));
        locals.add(new Variable("b", Kind.NUMBER));
        locals.add(new Variable("c", Kind.STRING));
        locals.add(new Variable("d", Kind.TABLE));
        locals.add(new Variable("f", Kind.FUNCTION));
        while (statements > 0) {
            statement(0);
        }
        line("show(a, b, c, d, f)");
        line("return table.concat(seen, ' ')");
        return out.toString();
    }

    private void statement(int depth) {
        statements--;
        int kinds = depth >= DEEPEST ? 9 : 20;
        switch (random.nextInt(kinds)) {
            case 0, 1 -> declare(kind());
            case 2, 3, 4 -> assign();
            case 5 -> line(place() + " = " + expression(0));
            case 6 -> line("show(" + expression(0) + ")");
            case 7 -> line(place() + ", " + place() + " = " + expression(0) + ", " + call(0));
            case 8 -> oneOfAFew();
            case 9 -> {
                line("if " + expression(0) + " then");
                block(depth, List.of());
                if (random.nextBoolean()) {
                    line("else");
                    block(depth, List.of());
                }
                line("end");
            }
            case 10, 11 -> numericLoop(depth);
            case 12 -> whileLoop(depth);
            case 13 -> genericLoop(depth);
            case 14, 15 -> function(depth);
            case 16, 17 -> protectedCall(depth);
            case 18 -> counter(depth);
            default -> {
                line("do");
                block(depth, List.of());
                line("end");
            }
        }
    }

    private void assign() {
        Variable variable = locals.get(random.nextInt(locals.size()));
        Kind kind = random.nextInt(ANYTHING) == 0 ? kind() : variable.kind;
        // Strings that double in loops would become too long.
        String value = expression(kind, 0);
        line(variable.name + " = " + (kind == Kind.STRING ? shortened(value) : value));
    }

    private static String shortened(String text) {
        return "(" + text + "):sub(1, 40)";
    }

    private void oneOfAFew() {
        String text = variable(Kind.STRING);
        String number = variable(Kind.NUMBER);
        String table = variable(Kind.TABLE);
        switch (random.nextInt(6)) {
            case 0 -> line(table + " = setmetatable({x = " + expression(2) + "}, meta)");
            case 1 -> line("show(" + call(0) + ")");
            case 2 -> line(text + " = " + shortened(number + " .. " + text + " .. 'x'"));
            case 3 -> line(number + " = " + number + " + " + expression(Kind.NUMBER, 1));
            case 4 -> line(table + " = {" + expression(1) + ", " + call(1) + "}");
            default -> line("show(#" + table + ", -" + number + ", not " + text + ")");
        }
    }

    private void declare(Kind kind) {
        if (locals.size() > 30) {
            line("show(" + expression(kind, 0) + ")");
            return;
        }
        String name = "v" + names++;
        line("local " + name + " = " + expression(kind, 0));
        locals.add(new Variable(name, kind));
    }

    private void block(int depth, List<Variable> parameters) {
        List<Variable> outer = locals;
        locals = new ArrayList<>(outer);
        locals.addAll(parameters);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            statement(depth + 1);
        }
        if (inLoop && random.nextInt(12) == 0) {
            line("break");
        }
        locals = outer;
    }

    private void numericLoop(int depth) {
        String name = "i" + names++;
        String[] ranges = {
            "1, 3",
            "3, 1, -1",
            "1, 2, 0.5",
            "0, -2, -1",
            "1, #" + variable(Kind.TABLE),
            "'1', '2'",
            "2147483646, 2147483648",
            "1, 0",
            variable(Kind.NUMBER) + ", 3",
            "1, 5, " + literal(Kind.NUMBER),
            "-1, 1",
            variable(Kind.ANY) + ", 2"
        };
        String range = ranges[random.nextInt(ranges.length)];
        // Any step or start may make it long.
        String guard = "n" + names++;
        line("local " + guard + " = 0");
        line("for " + name + " = " + range + " do");
        line(guard + " = " + guard + " + 1 if " + guard + " > 5 then break end");
        loopBody(depth, List.of(new Variable(name, Kind.NUMBER)));
        line("end");
    }

    private void whileLoop(int depth) {
        String guard = "n" + names++;
        line("local " + guard + " = 0");
        boolean repeat = random.nextBoolean();
        line(repeat ? "repeat" : "while " + guard + " < 4 and " + expression(Kind.ANY, 1) + " do");
        line(guard + " = " + guard + " + 1");
        loopBody(depth, List.of());
        line(repeat ? "until " + guard + " > 3 or " + expression(1) : "end");
    }

    private void genericLoop(int depth) {
        String[] iterators = {
            "ipairs(" + variable(Kind.TABLE) + ")",
            "ipairs({4, 5, " + literal(kind()) + "})",
            "pairs({" + literal(kind()) + ", " + literal(kind()) + "})",
            "('a b c'):gmatch('%a')",
            "next, {10, 20}",
            "function(s, i) i = i + 1 if i < 4 then return i, s end end, "
                    + literal(kind())
                    + ", 0",
            variable(Kind.FUNCTION)
        };
        String key = "k" + names++;
        String value = "w" + names++;
        String guard = "n" + names++;
        line("local " + guard + " = 0");
        line(
                "for "
                        + key
                        + ", "
                        + value
                        + " in "
                        + iterators[random.nextInt(iterators.length)]
                        + " do");
        line(guard + " = " + guard + " + 1 if " + guard + " > 5 then break end");
        loopBody(depth, List.of(new Variable(key, Kind.ANY), new Variable(value, Kind.ANY)));
        line("end");
    }

    private void loopBody(int depth, List<Variable> variables) {
        boolean outer = inLoop;
        inLoop = true;
        block(depth, variables);
        inLoop = outer;
    }

    private void function(int depth) {
        String name = "f" + names++;
        boolean vararg = random.nextInt(3) == 0;
        List<Variable> parameters = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            parameters.add(new Variable("p" + names++, i > 2 ? Kind.NUMBER : Kind.ANY));
        }
        String list = String.join(", ", parameters.stream().map(Variable::name).toList());
        String all = vararg ? list.isEmpty() ? "..." : list + ", ..." : list;
        line("local " + name + " = function(" + all + ")");
        body(depth, parameters, vararg);
        line("end");
        locals.add(new Variable(name, Kind.FUNCTION));
        String argument = expression(Kind.NUMBER, 1);
        line("show(pcall(" + name + ", " + argument + ", " + expression(1) + ", 3, 4, 5))");
    }

    private void body(int depth, List<Variable> parameters, boolean vararg) {
        boolean outerVararg = inVararg;
        boolean outerLoop = inLoop;
        inVararg = vararg;
        inLoop = false;
        block(depth + 1, parameters);
        switch (random.nextInt(7)) {
            case 0 -> line("do return " + call(1) + " end");
            case 1 -> line("do return " + expression(1) + ", " + expression(1) + " end");
            case 2 -> line("do return " + expression(1) + ", " + call(1) + " end");
            case 3 -> line("do return end");
            case 4 -> line("do return " + variable(Kind.FUNCTION) + "(" + expression(1) + ") end");
            default -> line("do return " + expression(0) + " end");
        }
        inVararg = outerVararg;
        inLoop = outerLoop;
    }

    private void protectedCall(int depth) {
        line("show(pcall(function()");
        body(depth, List.of(), false);
        line("end))");
    }

    private void counter(int depth) {
        String name = "c" + names++;
        String inner = "s" + names++;
        line("local " + name + " do");
        line("local " + inner + " = " + expression(Kind.NUMBER, 1));
        line(name + " = function(x)");
        body(
                depth,
                List.of(new Variable(inner, Kind.NUMBER), new Variable("x", Kind.NUMBER)),
                false);
        line("end end");
        locals.add(new Variable(name, Kind.FUNCTION));
        line("show(pcall(" + name + ", 1)) show(pcall(" + name + ", 2))");
    }

    private String expression(int depth) {
        return expression(kind(), depth);
    }

    private String expression(Kind wanted, int depth) {
        Kind kind = random.nextInt(ANYTHING) == 0 ? kind() : wanted;
        if (depth > 3) {
            return random.nextBoolean() ? variable(kind) : literal(kind);
        }
        if (random.nextInt(4) == 0) {
            return variable(kind);
        }
        return switch (kind) {
            case NUMBER -> number(depth);
            case STRING -> text(depth);
            case TABLE -> table(depth);
            case FUNCTION -> function();
            case ANY -> any(depth);
        };
    }

    private String number(int depth) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> literal(Kind.NUMBER);
            case 2 -> "-(" + expression(Kind.NUMBER, depth + 1) + ")";
            case 3 -> "#(" + expression(Kind.STRING, depth + 1) + ")";
            case 4 -> "math.floor(" + expression(Kind.NUMBER, depth + 1) + ")";
            default -> operation(Kind.NUMBER, depth, ARITHMETIC);
        };
    }

    private String text(int depth) {
        String inner = expression(Kind.STRING, depth + 1);
        return switch (random.nextInt(6)) {
            case 0 -> "(" + inner + "):upper()";
            case 1 -> "(" + inner + "):sub(1, " + literal(Kind.NUMBER) + ")";
            case 2 -> "(" + inner + " .. " + expression(Kind.NUMBER, depth + 1) + ")";
            case 3 -> "(" + inner + " .. " + inner + " .. 'z')";
            case 4 -> "string.rep(" + inner + ", 2)";
            default -> literal(Kind.STRING);
        };
    }

    private String table(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "{" + expression(depth + 1) + ", x = " + expression(depth + 1) + "}";
            case 1 -> "{" + expression(depth + 1) + ", " + call(depth + 1) + "}";
            case 2 -> "setmetatable({x = " + expression(depth + 1) + "}, meta)";
            default -> literal(Kind.TABLE);
        };
    }

    private String any(int depth) {
        Kind kind = random.nextBoolean() ? Kind.NUMBER : Kind.STRING;
        return switch (random.nextInt(7)) {
            case 0, 1 -> "(" + operation(kind, depth, COMPARISONS) + ")";
            case 2 -> "(" + expression(depth + 1) + " and " + expression(depth + 1) + ")";
            case 3 -> "(" + expression(depth + 1) + " or " + expression(depth + 1) + ")";
            case 4 -> place();
            case 5 -> call(depth);
            default -> "not (" + expression(depth + 1) + ")";
        };
    }

    private String function() {
        String[] functions = {
            "function() return a end",
            "function(x) a = x return x end",
            "function(...) return ... end",
            "function(...) local x, y = ... return y, x end",
            "function(x, ...) return select('#', ...), x end",
            "function(x) return function() x = x + 1 return x end end",
            "function(x) local n = 0 for i = 1, 3 do n = n + i * 2 end return n end",
            "function(x) if x then return f(x) end return 1, 2 end"
        };
        return functions[random.nextInt(functions.length)];
    }

    private String operation(Kind kind, int depth, String[] operators) {
        return "("
                + expression(kind, depth + 1)
                + " "
                + operators[random.nextInt(operators.length)]
                + " "
                + expression(kind, depth + 1)
                + ")";
    }

    private String call(int depth) {
        String argument = depth > 3 ? literal(kind()) : expression(depth + 1);
        String function = variable(Kind.FUNCTION);
        return switch (random.nextInt(16)) {
            case 0 -> "tostring(" + argument + " == nil)";
            case 1 -> "tonumber(" + argument + ")";
            case 2 -> "select(2, " + argument + ", " + literal(kind()) + ", 1)";
            case 3 -> "unpack({" + argument + ", 2, 3})";
            case 4 -> random.nextInt(4) == 0 ? "error(" + argument + ")" : "type(" + argument + ")";
            case 5 -> "pcall(error, 'raised', " + random.nextInt(4) + ")";
            case 6 -> inVararg ? "select('#', ...)" : "rawget(" + variable(Kind.TABLE) + ", 1)";
            case 7 -> inVararg ? "(...)" : "next({" + argument + "})";
            case 8 -> variable(Kind.TABLE) + "." + field() + "(" + argument + ")";
            case 9, 10 -> function + "(" + argument + ", " + literal(kind()) + ", 3, 4)";
            case 11 -> function + "()";
            case 12 -> function + "(" + argument + ", 1)";
            case 13 -> function + "(" + argument + ", 1, 2)";
            default -> function + "(" + argument + ")";
        };
    }

    private String place() {
        String table = variable(Kind.TABLE);
        return switch (random.nextInt(5)) {
            case 0 -> table + "[" + expression(3) + "]";
            case 1 -> table + "[" + literal(Kind.NUMBER) + "]";
            case 2 -> table + "[" + variable(Kind.NUMBER) + "]";
            default -> table + "." + field();
        };
    }

    private String variable(Kind wanted) {
        if (random.nextInt(400) == 0) {
            return "missing";
        }
        List<Variable> fitting =
                locals.stream()
                        .filter(variable -> wanted == Kind.ANY || variable.kind == wanted)
                        .toList();
        return fitting.get(random.nextInt(fitting.size())).name;
    }

    private Kind kind() {
        return Kind.values()[random.nextInt(Kind.values().length)];
    }

    private String field() {
        return FIELDS[random.nextInt(FIELDS.length)];
    }

    private String literal(Kind kind) {
        String[] literals =
                switch (kind) {
                    case NUMBER -> NUMBERS;
                    case STRING -> STRINGS;
                    case TABLE -> TABLES;
                    case FUNCTION -> new String[] {function()};
                    case ANY -> OTHERS;
                };
        return "(" + literals[random.nextInt(literals.length)] + ")";
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
