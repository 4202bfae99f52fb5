package io.gridscript.lua.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The variables of one function while its text is read: what Lua 5.1 limits. */
final class SyntaxScope {

    private static final int MOST_LOCALS = 200;
    private static final int MOST_UPVALUES = 60;

    private record Block(int locals, boolean loop) {}

    private final SyntaxScanner scanner;
    private final SyntaxScope outer;
    private final int line;
    private final List<String> locals = new ArrayList<>();
    private final List<String> declared = new ArrayList<>();
    private final Set<String> upvalues = new HashSet<>();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private boolean takesMore;
    private boolean usesMore;
    private boolean usesArguments;

    /**
     * @param outer the function around it, or null
     * @param line where it begins; 0 for the main function
     */
    SyntaxScope(SyntaxScanner scanner, SyntaxScope outer, int line) {
        this.scanner = scanner;
        this.outer = outer;
        this.line = line;
    }

    SyntaxScope outer() {
        return outer;
    }

    /** Lets the function take further arguments, as {@code ...}. */
    void takeMore() {
        takesMore = true;
    }

    boolean takesMore() {
        return takesMore;
    }

    /** Notes that the function uses {@code ...}. */
    void useMore() {
        usesMore = true;
    }

    boolean usesMore() {
        return usesMore;
    }

    /** Whether the function, or one within, uses its variable {@code arg}. */
    boolean usesArguments() {
        return usesArguments;
    }

    void enterBlock(boolean loop) {
        blocks.push(new Block(locals.size(), loop));
    }

    void leaveBlock() {
        int before = blocks.pop().locals;
        locals.subList(before, locals.size()).clear();
    }

    boolean inLoop() {
        return blocks.stream().anyMatch(Block::loop);
    }

    /** Declares a local variable, which {@link #begin} makes visible. */
    void declare(String name) throws LuaSyntaxException {
        check(locals.size() + declared.size() + 1, MOST_LOCALS, "local variables");
        declared.add(name);
    }

    /** Makes what was declared visible. */
    void begin() {
        locals.addAll(declared);
        declared.clear();
    }

    /** Uses a variable; one of a function further out takes a place in all those between. */
    void use(String name) throws LuaSyntaxException {
        find(name);
    }

    private boolean find(String name) throws LuaSyntaxException {
        if (locals.contains(name)) {
            usesArguments |= line > 0 && takesMore && name.equals("arg");
            return true;
        }
        if (outer == null || !outer.find(name)) {
            return false;
        }
        if (!upvalues.contains(name)) {
            check(upvalues.size() + 1, MOST_UPVALUES, "upvalues");
            upvalues.add(name);
        }
        return true;
    }

    private void check(int count, int most, String what) throws LuaSyntaxException {
        if (count > most) {
            throw tooMany(most, what);
        }
    }

    /** The error of a function that has more of something than it may. */
    LuaSyntaxException tooMany(int most, String what) {
        String where = line == 0 ? "main function" : "function at line " + line;
        return scanner.plainError(where + " has more than " + most + " " + what);
    }
}
