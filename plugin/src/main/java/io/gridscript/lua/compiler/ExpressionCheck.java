package io.gridscript.lua.compiler;

import static io.gridscript.lua.compiler.SyntaxScanner.NAME;
import static io.gridscript.lua.compiler.SyntaxScanner.NUMBER;
import static io.gridscript.lua.compiler.SyntaxScanner.STRING;

import java.util.regex.Pattern;

/** Expressions, and the statements that begin with one: calls and assignments. */
final class ExpressionCheck {

    /** How tightly operators hold what is on their left and on their right. */
    private record Priority(int left, int right) {}

    private static final Priority NO_OPERATOR = new Priority(-1, -1);
    private static final Priority OR = new Priority(1, 1);
    private static final Priority AND = new Priority(2, 2);
    private static final Priority COMPARISON = new Priority(3, 3);
    private static final Priority CONCATENATION = new Priority(5, 4);
    private static final Priority SUM = new Priority(6, 6);
    private static final Priority PRODUCT = new Priority(7, 7);
    private static final Priority POWER = new Priority(10, 9);
    private static final int UNARY = 8;
    private static final Pattern ZERO = Pattern.compile("0+\\.?0*|\\.0+|0[xX]0+");

    /** What an expression is good for. */
    private enum Kind {
        VARIABLE,
        CALL,
        VALUE
    }

    private final SyntaxScanner scanner;
    private final SyntaxCheck check;

    ExpressionCheck(SyntaxScanner scanner, SyntaxCheck check) {
        this.scanner = scanner;
        this.check = check;
    }

    void statement() throws LuaSyntaxException {
        Kind kind = primary();
        if (kind == Kind.CALL) {
            return;
        }
        for (int variables = 1; ; variables++) {
            if (kind != Kind.VARIABLE) {
                throw scanner.error("syntax error");
            }
            if (!scanner.takes(",")) {
                scanner.take("=");
                list();
                return;
            }
            kind = primary();
            checkVariables(variables);
        }
    }

    private void checkVariables(int variables) throws LuaSyntaxException {
        if (variables > check.levelsLeft()) {
            throw check.scope().tooMany(check.levelsLeft(), "variables in assignment");
        }
    }

    /** Returns how many expressions there are. */
    int list() throws LuaSyntaxException {
        int count = 0;
        do {
            expression();
            count++;
        } while (scanner.takes(","));
        return count;
    }

    void expression() throws LuaSyntaxException {
        operation(0);
    }

    /** Operands and operators that hold tighter than a limit. */
    private void operation(int limit) throws LuaSyntaxException {
        check.enterLevel();
        if (scanner.is("not") || scanner.is("-") || scanner.is("#")) {
            boolean minus = scanner.is("-");
            int operator = scanner.lines().last();
            scanner.next();
            if (minus && scanner.is(NUMBER) && ZERO.matcher(scanner.text()).matches()) {
                scanner.minusZero();
            }
            operation(UNARY);
            scanner.lines().operator(operator, scanner.lineBefore());
        } else {
            operand();
        }
        for (Priority p = priority(); p.left > limit; p = priority()) {
            int operator = scanner.lines().last();
            scanner.next();
            operation(p.right);
            scanner.lines().operator(operator, scanner.lineBefore());
        }
        check.leaveLevel();
    }

    private Priority priority() {
        return switch (scanner.token()) {
            case "or" -> OR;
            case "and" -> AND;
            case "<", ">", "<=", ">=", "~=", "==" -> COMPARISON;
            case ".." -> CONCATENATION;
            case "+", "-" -> SUM;
            case "*", "/", "%" -> PRODUCT;
            case "^" -> POWER;
            default -> NO_OPERATOR;
        };
    }

    private void operand() throws LuaSyntaxException {
        switch (scanner.token()) {
            case NUMBER, STRING, "nil", "true", "false" -> scanner.next();
            case "..." -> {
                if (!check.scope().takesMore()) {
                    throw scanner.error("cannot use '...' outside a vararg function");
                }
                check.scope().useMore();
                scanner.next();
            }
            case "{" -> table();
            case "function" -> {
                scanner.next();
                check.body(false, scanner.line());
            }
            default -> primary();
        }
    }

    /** A name or brackets, and the fields and calls behind. */
    private Kind primary() throws LuaSyntaxException {
        int start = scanner.lines().last();
        Kind kind = prefix();
        while (true) {
            switch (scanner.token()) {
                case "." -> {
                    scanner.next();
                    scanner.name();
                    kind = Kind.VARIABLE;
                }
                case "[" -> {
                    index();
                    kind = Kind.VARIABLE;
                }
                case ":" -> {
                    scanner.next();
                    scanner.name();
                    arguments(start);
                    kind = Kind.CALL;
                }
                case "(", STRING, "{" -> {
                    arguments(start);
                    kind = Kind.CALL;
                }
                default -> {
                    return kind;
                }
            }
        }
    }

    private Kind prefix() throws LuaSyntaxException {
        if (scanner.is(NAME)) {
            check.scope().use(scanner.name());
            return Kind.VARIABLE;
        }
        if (!scanner.is("(")) {
            throw scanner.error("unexpected symbol");
        }
        int line = scanner.line();
        scanner.next();
        expression();
        scanner.takeClosing(")", "(", line);
        return Kind.VALUE;
    }

    private void index() throws LuaSyntaxException {
        scanner.next();
        expression();
        scanner.take("]");
    }

    /**
     * @param start the token at which the expression begins
     */
    private void arguments(int start) throws LuaSyntaxException {
        int line = scanner.line();
        scanner.lines().call(start, line);
        switch (scanner.token()) {
            case "(" -> {
                if (line != scanner.lineBefore()) {
                    throw scanner.error("ambiguous syntax (function call x new statement)");
                }
                scanner.next();
                if (!scanner.is(")")) {
                    list();
                }
                scanner.takeClosing(")", "(", line);
            }
            case "{" -> table();
            case STRING -> scanner.next();
            default -> throw scanner.error("function arguments expected");
        }
    }

    private void table() throws LuaSyntaxException {
        int line = scanner.line();
        scanner.take("{");
        do {
            if (scanner.is("}")) {
                break;
            }
            if (scanner.is("[")) {
                index();
                scanner.take("=");
            } else if (scanner.is(NAME) && scanner.ahead().equals("=")) {
                scanner.next();
                scanner.next();
            }
            expression();
        } while (scanner.takes(",") || scanner.takes(";"));
        scanner.takeClosing("}", "{", line);
    }
}
