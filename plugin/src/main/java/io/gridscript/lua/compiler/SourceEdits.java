package io.gridscript.lua.compiler;

import io.gridscript.lua.vm.Numbers;
import io.gridscript.lua.vm.StringTable;
import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * Pieces of source text that LuaJ's front end, made for Lua 5.2, must see in another form; some of
 * them are put right afterwards in what it has compiled.
 */
final class SourceEdits {

    /** Stands for zero behind a minus sign, which would go when LuaJ folds the two. */
    private static final double ZERO = 1.2345e-312;

    private record Edit(int from, int to, byte[] text) {}

    /** What puts a token on a line of its own; the space keeps it from a carriage return before. */
    private static final byte[] NEW_LINE = {' ', '\n'};

    private final List<Edit> edits = new ArrayList<>();
    private final SourceLines lines = new SourceLines();
    private final String source;
    private final int offset;

    // What stands for names that mean something else in 5.2; null while none is needed.
    private String ofGoto;
    private String ofEnvironment;
    private String ofArguments;
    private String ofValues;
    private boolean hasMinusZero;

    SourceEdits(byte[] source, int offset) {
        this.source = Ascii.string(source);
        this.offset = offset;
    }

    SourceLines lines() {
        return lines;
    }

    /**
     * Takes note of a numeral: hexadecimal ones, which LuaJ reads otherwise, and those with more
     * behind a zero byte become decimal. Of {@code 1e5..x} LuaJ takes the dots for a part of the
     * numeral.
     */
    void number(int from, int to, double value, String numeral) {
        boolean isHexadecimal = numeral.length() > 1 && (numeral.charAt(1) | 0x20) == 'x';
        if (isHexadecimal || numeral.length() < to - from) {
            edits.add(new Edit(from, to, Ascii.bytes(decimal(value))));
        }
        if (to < source.length() && source.charAt(to) == '.') {
            edits.add(new Edit(to, to, new byte[] {' '}));
        }
    }

    private static String decimal(double value) {
        // Too large for a double: a numeral that is, too.
        return Double.isInfinite(value) ? "1e999" : Double.toString(value);
    }

    /** Takes note of dots, some of which may be zero bytes. */
    void dots(int from, String dots) {
        if (!source.startsWith(dots, from)) {
            edits.add(new Edit(from, from + dots.length(), Ascii.bytes(dots)));
        }
    }

    /** Takes note of a zero behind a minus sign. */
    void minusZero(int from, int to) {
        hasMinusZero = true;
        edits.removeIf(edit -> edit.from == from);
        edits.add(new Edit(from, to, Ascii.bytes(Double.toString(ZERO))));
    }

    /**
     * Takes note of an escape that stands for its character: 5.2 has made two of these special.
     *
     * @param from of its backslash
     */
    void plainEscape(int from, int c) {
        if (c == 'x' || c == 'z' || c == 'u') {
            edits.add(new Edit(from, from + 1, new byte[0]));
        }
    }

    /**
     * Takes note of a string or comment in double brackets: LuaJ refuses some with such brackets
     * inside.
     */
    void bracketed(int from, int to) {
        // What comes in pieces is only checked.
        if (to <= source.length() && source.substring(from + 2, to - 2).contains("[[")) {
            String signs = "=";
            while (source.contains("]" + signs + "]")) {
                signs += "=";
            }
            edits.add(new Edit(from, from + 2, Ascii.bytes("[" + signs + "[")));
            edits.add(new Edit(to - 2, to, Ascii.bytes("]" + signs + "]")));
        }
    }

    /** Takes note of a name, which may be a word of 5.2. */
    void name(int from, int to, String name) {
        if (name.equals("goto")) {
            ofGoto = ofGoto == null ? unused("goto") : ofGoto;
            edits.add(new Edit(from, to, Ascii.bytes(ofGoto)));
        } else if (name.equals("_ENV")) {
            ofEnvironment = ofEnvironment == null ? unused("_ENV") : ofEnvironment;
            edits.add(new Edit(from, to, Ascii.bytes(ofEnvironment)));
        }
    }

    /**
     * Gives a function the local variable {@code arg} that 5.1 gives those with {@code ...}.
     *
     * @param at behind its parameters
     * @param filled whether it is a table of the arguments; nil in functions that use {@code ...}
     */
    void arguments(int at, boolean filled) {
        if (filled && ofArguments == null) {
            ofArguments = unused("arguments");
        }
        String value = filled ? "=('')." + ofArguments + "(...)" : "";
        edits.add(new Edit(at, at, Ascii.bytes(" local arg" + value + " ")));
    }

    /** Makes one call of the expressions of a for loop: LuaJ takes no more than three. */
    void values(int from, int to) {
        ofValues = ofValues == null ? unused("values") : ofValues;
        edits.add(new Edit(from, from, Ascii.bytes(" ('')." + ofValues + "(")));
        edits.add(new Edit(to, to, new byte[] {')'}));
    }

    private String unused(String name) {
        String longer = name + "_";
        while (source.contains(longer)) {
            longer += "_";
        }
        return longer;
    }

    /** The text from its offset on, with all that in place. */
    byte[] applied(byte[] bytes) {
        if (lines.differ()) {
            for (int token = 0; token < lines.tokens(); token++) {
                edits.add(new Edit(lines.start(token), lines.start(token), NEW_LINE));
            }
        }
        edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(SourceEdits::rank));
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length - offset + 16);
        int at = offset;
        for (Edit edit : edits) {
            out.write(bytes, at, edit.from - at);
            out.writeBytes(edit.text);
            at = edit.to;
        }
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    /** At one place, what belongs to the token before comes first, then the next one's line. */
    private static int rank(Edit edit) {
        if (edit.text == NEW_LINE) {
            return 1;
        }
        return edit.from == edit.to ? 0 : 2;
    }

    /** Puts right what was compiled from the changed text. */
    void putRight(Prototype prototype) {
        if (lines.differ()) {
            lines.putRight(prototype);
        }
        boolean hasStandIns =
                ofGoto != null || ofEnvironment != null || ofArguments != null || ofValues != null;
        if (hasStandIns || hasMinusZero) {
            putAllRight(prototype);
        }
    }

    private void putAllRight(Prototype prototype) {
        for (int i = 0; i < prototype.k.length; i++) {
            if (prototype.k[i] instanceof LuaString name) {
                prototype.k[i] = original(name);
            }
        }
        if (hasMinusZero) {
            putZerosRight(prototype.k);
        }
        for (LocVars variable : prototype.locvars) {
            variable.varname = originalVariable(variable.varname);
        }
        for (Upvaldesc upvalue : prototype.upvalues) {
            upvalue.name = originalVariable(upvalue.name);
        }
        for (Prototype inner : prototype.p) {
            putAllRight(inner);
        }
    }

    private LuaString original(LuaString name) {
        if (is(name, ofEnvironment)) {
            return LuaValue.valueOf("_ENV");
        }
        if (is(name, ofValues)) {
            return StringTable.VALUES;
        }
        return is(name, ofArguments) ? StringTable.ARGUMENTS : originalVariable(name);
    }

    private LuaString originalVariable(LuaString name) {
        return is(name, ofGoto) ? LuaValue.valueOf("goto") : name;
    }

    private static boolean is(LuaString name, String standIn) {
        return standIn != null && name != null && name.tojstring().equals(standIn);
    }

    /** Lua 5.1 keeps one zero for each function: it has the sign of the one that comes first. */
    private static void putZerosRight(LuaValue[] constants) {
        LuaValue zero = null;
        for (int i = 0; i < constants.length; i++) {
            LuaValue constant = constants[i];
            boolean standsForZero =
                    constant instanceof LuaDouble && Math.abs(constant.todouble()) == ZERO;
            if (standsForZero || (constant instanceof LuaInteger && constant.toint() == 0)) {
                zero = zero != null ? zero : Numbers.of(constant.todouble() < 0 ? -0.0 : 0.0);
                constants[i] = zero;
            }
        }
    }
}
