package io.gridscript.lua.compiler;

import static io.gridscript.lua.compiler.SyntaxScanner.END_OF_TEXT;
import static io.gridscript.lua.compiler.SyntaxScanner.NAME;

import java.util.function.Supplier;

/**
 * Reads a chunk by the grammar of Lua 5.1 and raises the errors that Lua 5.1 has for it. LuaJ's
 * front end, which compiles afterwards, has the grammar of 5.2 and other texts.
 */
final class SyntaxCheck {

    private static final int DEEPEST = 200;

    /** Expressions of a for loop that are used. */
    private static final int MOST_OF_A_LOOP = 3;

    private final SyntaxScanner scanner;
    private final ExpressionCheck expressions;
    private SyntaxScope scope;
    private int depth;

    private SyntaxCheck(SyntaxScanner scanner, int levels) {
        this.depth = levels;
        this.scanner = scanner;
        this.expressions = new ExpressionCheck(scanner, this);
        this.scope = new SyntaxScope(scanner, null, 0);
    }

    /**
     * Checks a text from an offset on.
     *
     * @param levels already taken of those that may nest
     * @param step is called for each token
     * @return what LuaJ's front end is to see otherwise
     */
    static SourceEdits check(byte[] source, int offset, String chunkName, int levels, Runnable step)
            throws LuaSyntaxException {
        SourceEdits edits = new SourceEdits(source, offset);
        SyntaxScanner scanner =
                new SyntaxScanner(new TokenReader(source, offset, chunkName, edits), step);
        new SyntaxCheck(scanner, levels).mainFunction();
        return edits;
    }

    /**
     * Reads a text in pieces, no further than to an error in it.
     *
     * @param pieces as for {@link SourceText#SourceText(Supplier)}
     * @return the whole text
     */
    static byte[] read(Supplier<byte[]> pieces, String chunkName, int levels, Runnable step)
            throws LuaSyntaxException {
        SourceText text = new SourceText(pieces);
        TokenReader reader = new TokenReader(text, chunkName, new SourceEdits(new byte[0], 0));
        new SyntaxCheck(new SyntaxScanner(reader, step), levels).mainFunction();
        return text.bytes();
    }

    private void mainFunction() throws LuaSyntaxException {
        scope.takeMore();
        scanner.next();
        chunk();
        if (!scanner.is(END_OF_TEXT)) {
            throw scanner.expected(END_OF_TEXT);
        }
    }

    SyntaxScope scope() {
        return scope;
    }

    void enterLevel() throws LuaSyntaxException {
        if (++depth > DEEPEST) {
            throw scanner.plainError("chunk has too many syntax levels");
        }
    }

    void leaveLevel() {
        depth--;
    }

    int levelsLeft() {
        return DEEPEST - depth;
    }

    /** A function from its parameters to its end. */
    void body(boolean method, int line) throws LuaSyntaxException {
        scope = new SyntaxScope(scanner, scope, line);
        scanner.take("(");
        if (method) {
            scope.declare("self");
            scope.begin();
        }
        parameters();
        scanner.take(")");
        int behindParameters = scanner.endBefore();
        chunk();
        if (scope.usesArguments()) {
            scanner.edits().arguments(behindParameters, !scope.usesMore());
        }
        scanner.takeClosing("end", "function", line);
        scope = scope.outer();
    }

    private void parameters() throws LuaSyntaxException {
        if (!scanner.is(")")) {
            do {
                if (scanner.is(NAME)) {
                    scope.declare(scanner.name());
                } else if (scanner.takes("...")) {
                    scope.takeMore();
                    // As old as 5.0, and still a local variable.
                    scope.declare("arg");
                } else {
                    throw scanner.error("<name> or '...' expected");
                }
            } while (!scope.takesMore() && scanner.takes(","));
        }
        scope.begin();
    }

    private void chunk() throws LuaSyntaxException {
        enterLevel();
        boolean last = false;
        while (!last && !blockEnds()) {
            last = statement();
            scanner.takes(";");
        }
        leaveLevel();
    }

    private boolean blockEnds() {
        return switch (scanner.token()) {
            case "else", "elseif", "end", "until", END_OF_TEXT -> true;
            default -> false;
        };
    }

    private void block(boolean loop) throws LuaSyntaxException {
        scope.enterBlock(loop);
        chunk();
        scope.leaveBlock();
    }

    /** Returns whether nothing may follow in its block. */
    private boolean statement() throws LuaSyntaxException {
        int line = scanner.line();
        switch (scanner.token()) {
            case "if" -> ifStatement(line);
            case "while" -> whileStatement(line);
            case "do" -> {
                scanner.next();
                block(false);
                scanner.takeClosing("end", "do", line);
            }
            case "for" -> forStatement(line);
            case "repeat" -> repeatStatement(line);
            case "function" -> functionStatement(line);
            case "local" -> localStatement();
            case "return" -> {
                returnStatement();
                return true;
            }
            case "break" -> {
                scanner.next();
                if (!scope.inLoop()) {
                    throw scanner.error("no loop to break");
                }
                return true;
            }
            default -> expressions.statement();
        }
        return false;
    }

    private void ifStatement(int line) throws LuaSyntaxException {
        do {
            scanner.next();
            expressions.expression();
            scanner.lines().conditionEnds(scanner.lines().last(), scanner.lineBefore());
            scanner.take("then");
            block(false);
        } while (scanner.is("elseif"));
        if (scanner.takes("else")) {
            block(false);
        }
        scanner.takeClosing("end", "if", line);
    }

    private void whileStatement(int line) throws LuaSyntaxException {
        scanner.next();
        expressions.expression();
        scope.enterBlock(true);
        scanner.take("do");
        block(false);
        scanner.takeClosing("end", "while", line);
        scope.leaveBlock();
    }

    private void repeatStatement(int line) throws LuaSyntaxException {
        scope.enterBlock(true);
        scope.enterBlock(false);
        scanner.next();
        chunk();
        scanner.takeClosing("until", "repeat", line);
        // The condition sees the variables of the block.
        expressions.expression();
        scope.leaveBlock();
        scope.leaveBlock();
    }

    private void forStatement(int line) throws LuaSyntaxException {
        scope.enterBlock(true);
        scanner.next();
        String first = scanner.name();
        switch (scanner.token()) {
            case "=" -> numbers(first);
            case ",", "in" -> elements(first);
            default -> throw scanner.error("'=' or 'in' expected");
        }
        scanner.takeClosing("end", "for", line);
        scope.leaveBlock();
    }

    private void numbers(String variable) throws LuaSyntaxException {
        declareHidden();
        scope.declare(variable);
        scanner.take("=");
        expressions.expression();
        scanner.take(",");
        expressions.expression();
        if (scanner.takes(",")) {
            expressions.expression();
        }
        loopBody();
    }

    private void elements(String first) throws LuaSyntaxException {
        declareHidden();
        scope.declare(first);
        while (scanner.takes(",")) {
            scope.declare(scanner.name());
        }
        scanner.take("in");
        int from = scanner.lines().start(scanner.lines().last());
        if (expressions.list() > MOST_OF_A_LOOP) {
            scanner.edits().values(from, scanner.endBefore());
        }
        loopBody();
    }

    /** The three variables in which a loop keeps its state. */
    private void declareHidden() throws LuaSyntaxException {
        scope.declare("(for 1)");
        scope.declare("(for 2)");
        scope.declare("(for 3)");
    }

    private void loopBody() throws LuaSyntaxException {
        scanner.take("do");
        scope.begin();
        block(false);
    }

    private void functionStatement(int line) throws LuaSyntaxException {
        scanner.next();
        scope.use(scanner.name());
        while (scanner.takes(".")) {
            scanner.name();
        }
        boolean method = scanner.takes(":");
        if (method) {
            scanner.name();
        }
        body(method, line);
    }

    private void localStatement() throws LuaSyntaxException {
        scanner.next();
        if (scanner.takes("function")) {
            scope.declare(scanner.name());
            scope.begin();
            body(false, scanner.line());
            return;
        }
        do {
            scope.declare(scanner.name());
        } while (scanner.takes(","));
        if (scanner.takes("=")) {
            expressions.list();
        }
        scope.begin();
    }

    private void returnStatement() throws LuaSyntaxException {
        scanner.next();
        if (!blockEnds() && !scanner.is(";")) {
            expressions.list();
        }
    }
}
