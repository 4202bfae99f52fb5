package io.gridscript.lua.vm;

import io.gridscript.reply.Ascii;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * The text of an error that LuaJ's values throw, as Lua 5.1 words it: with the kind and name of the
 * variable that held the wrong value.
 */
final class OperandErrors {

    private static final int CONSTANT = 0x100;

    private OperandErrors() {}

    /** A value that can't be part of a concatenation. */
    static final class Concat extends OperationError {

        private final LuaValue value;

        Concat(LuaValue value) {
            super("attempt to concatenate a " + value.typename() + " value");
            this.value = value;
        }
    }

    /**
     * An error in the instruction at {@code pc}, for Lua code to catch.
     *
     * @param error what the instruction threw
     * @param stack the function's stack, which a failed instruction leaves as it was
     */
    static RaisedError raised(
            LuaError error, InterpretedFunction function, int pc, LuaValue[] stack) {
        String text = text(error, function, pc, stack);
        boolean inLibrary = error instanceof OperationError && isCall(function.prototype.code[pc]);
        return inLibrary
                ? RaisedError.of(LuaString.valueUsing(Ascii.bytes(text)))
                : RaisedError.text(text);
    }

    private static String text(
            LuaError error, InterpretedFunction function, int pc, LuaValue[] stack) {
        Prototype p = function.prototype;
        int i = p.code[pc];
        int a = (i >> 6) & 0xff;
        if (error instanceof ArgumentError argument) {
            return argument.text(isCall(i) ? VariableNames.of(p, pc, a) : null);
        }
        String text = String.valueOf(error.getMessage());
        int b = i >>> 23;
        int c = (i >> 14) & 0x1ff;
        if (error instanceof Concat concat) {
            return concat(concat, p, pc, stack, b, c);
        }
        return switch (i & 0x3f) {
            case Lua.OP_GETTABLE, Lua.OP_SELF ->
                    isIndexing(text) ? indexed(p, pc, b, stack[b], text) : text;
            case Lua.OP_SETTABLE -> stored(text, p, pc, a, stack[a], rk(b, p, stack));
            case Lua.OP_GETTABUP ->
                    isIndexing(text)
                            ? wrong(
                                    "index",
                                    VariableNames.upvalue(p, b),
                                    function.upvalues[b].get())
                            : text;
            case Lua.OP_SETTABUP ->
                    isIndexing(text)
                            ? wrong(
                                    "index",
                                    VariableNames.upvalue(p, a),
                                    function.upvalues[a].get())
                            : text;
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW ->
                    text.startsWith("attempt to perform arithmetic")
                            ? arithmetic(p, pc, stack, b, c)
                            : text;
            case Lua.OP_UNM ->
                    text.startsWith("attempt to perform arithmetic")
                            ? operand("perform arithmetic on", p, pc, stack, b)
                            : text;
            case Lua.OP_LEN ->
                    text.startsWith("attempt to get length")
                            ? operand("get length of", p, pc, stack, b)
                            : text;
            case Lua.OP_CALL, Lua.OP_TAILCALL -> called(text, p, pc, stack[a], a);
            case Lua.OP_TFORCALL ->
                    text.startsWith("attempt to call ") ? wrong("call", null, stack[a]) : text;
            default -> text;
        };
    }

    private static boolean isIndexing(String text) {
        return text.startsWith("attempt to index ?") || text.startsWith("index expected, got ");
    }

    /** Whether an instruction calls: an error in it may be one of a library function. */
    static boolean isCall(int instruction) {
        int opcode = instruction & 0x3f;
        return opcode == Lua.OP_CALL || opcode == Lua.OP_TAILCALL || opcode == Lua.OP_TFORCALL;
    }

    private static String indexed(Prototype p, int pc, int register, LuaValue value, String text) {
        // The value indexed may also be a metatable's __index, further along.
        return text.contains(value.typename())
                ? wrong("index", VariableNames.of(p, pc, register), value)
                : text;
    }

    private static String stored(
            String text, Prototype p, int pc, int register, LuaValue value, LuaValue key) {
        if (isIndexing(text)) {
            return indexed(p, pc, register, value, text);
        }
        if (text.startsWith("table index expected")) {
            return Operators.isNan(key) ? "table index is NaN" : "table index is nil";
        }
        return text;
    }

    private static String called(String text, Prototype p, int pc, LuaValue callee, int register) {
        if (text.startsWith("attempt to call ") && !callee.isfunction()) {
            return wrong("call", VariableNames.of(p, pc, register), callee);
        }
        String variable = VariableNames.of(p, pc, register);
        if (text.startsWith("bad argument #") && text.contains(": ") && variable != null) {
            int colon = text.indexOf(": ");
            String name = variable.substring(variable.indexOf('\''));
            return text.substring(0, colon)
                    + " to "
                    + name
                    + " ("
                    + text.substring(colon + 2)
                    + ")";
        }
        return text;
    }

    private static String arithmetic(Prototype p, int pc, LuaValue[] stack, int b, int c) {
        boolean firstFits = !Arithmetic.number(rk(b, p, stack)).isnil();
        return operand("perform arithmetic on", p, pc, stack, firstFits ? c : b);
    }

    private static String concat(
            Concat error, Prototype p, int pc, LuaValue[] stack, int b, int c) {
        for (int register = b; register <= c && (p.code[pc] & 0x3f) == Lua.OP_CONCAT; register++) {
            if (stack[register] == error.value) {
                return operand("concatenate", p, pc, stack, register);
            }
        }
        return error.getMessage();
    }

    private static String operand(
            String action, Prototype p, int pc, LuaValue[] stack, int operand) {
        String variable = (operand & CONSTANT) != 0 ? null : VariableNames.of(p, pc, operand);
        return wrong(action, variable, rk(operand, p, stack));
    }

    private static String wrong(String action, String variable, LuaValue value) {
        String what = "a " + value.typename() + " value";
        return "attempt to "
                + action
                + " "
                + (variable == null ? what : variable + " (" + what + ")");
    }

    private static LuaValue rk(int operand, Prototype p, LuaValue[] stack) {
        return (operand & CONSTANT) != 0 ? p.k[operand & 0xff] : stack[operand];
    }
}
