package io.gridscript.lua.vm;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Lua 5.1's arithmetic. LuaJ's reads strings otherwise and has neither a minus zero nor the sign
 * that x86-64 gives what is no number.
 */
final class Arithmetic {

    private enum Operator {
        ADD,
        SUB,
        MUL,
        DIV,
        MOD,
        POW,
        UNM;

        /** The name of the metamethod. */
        LuaString event() {
            return switch (this) {
                case ADD -> LuaValue.ADD;
                case SUB -> LuaValue.SUB;
                case MUL -> LuaValue.MUL;
                case DIV -> LuaValue.DIV;
                case MOD -> LuaValue.MOD;
                case POW -> LuaValue.POW;
                case UNM -> LuaValue.UNM;
            };
        }
    }

    private Arithmetic() {}

    static LuaValue add(LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger a && right instanceof LuaInteger b) {
            return LuaValue.valueOf((double) ((long) a.v + b.v));
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            double a = left.todouble();
            double b = right.todouble();
            return Numbers.of(a + b, a, b);
        }
        return slow(Operator.ADD, left, right);
    }

    static LuaValue sub(LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger a && right instanceof LuaInteger b) {
            return LuaValue.valueOf((double) ((long) a.v - b.v));
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            double a = left.todouble();
            double b = right.todouble();
            return Numbers.of(a - b, a, b);
        }
        return slow(Operator.SUB, left, right);
    }

    static LuaValue mul(LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            double a = left.todouble();
            double b = right.todouble();
            return Numbers.of(a * b, a, b);
        }
        return slow(Operator.MUL, left, right);
    }

    static LuaValue div(LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            double a = left.todouble();
            double b = right.todouble();
            return Numbers.of(a / b, a, b);
        }
        return slow(Operator.DIV, left, right);
    }

    static LuaValue mod(LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger a && right instanceof LuaInteger b && a.v >= 0 && b.v > 0) {
            return LuaInteger.valueOf(a.v % b.v);
        }
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return mod(left.todouble(), right.todouble());
        }
        return slow(Operator.MOD, left, right);
    }

    private static LuaValue mod(double a, double b) {
        return Numbers.of(a - Math.floor(a / b) * b, a, b);
    }

    static LuaValue pow(LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            double a = left.todouble();
            double b = right.todouble();
            return Numbers.of(Numbers.power(a, b), a, b);
        }
        return slow(Operator.POW, left, right);
    }

    static LuaValue unm(LuaValue operand) {
        if (operand instanceof LuaNumber) {
            return Numbers.of(-operand.todouble());
        }
        return slow(Operator.UNM, operand, operand);
    }

    private static LuaValue slow(Operator operator, LuaValue left, LuaValue right) {
        LuaValue a = number(left);
        LuaValue b = number(right);
        if (a != LuaValue.NIL && b != LuaValue.NIL) {
            return switch (operator) {
                case ADD -> add(a, b);
                case SUB -> sub(a, b);
                case MUL -> mul(a, b);
                case DIV -> div(a, b);
                case MOD -> mod(a, b);
                case POW -> pow(a, b);
                case UNM -> unm(a);
            };
        }
        LuaValue handler = left.metatag(operator.event());
        if (handler == LuaValue.NIL) {
            handler = right.metatag(operator.event());
        }
        if (handler == LuaValue.NIL) {
            LuaValue wrong = a == LuaValue.NIL ? left : right;
            throw new OperationError(
                    "attempt to perform arithmetic on a " + wrong.typename() + " value");
        }
        return Metamethods.call(handler, left, right);
    }

    /** A number, or what a string reads as; nil for anything else. */
    static LuaValue number(LuaValue value) {
        if (value instanceof LuaNumber) {
            return value;
        }
        return value instanceof LuaString text ? NumberReader.read(text) : LuaValue.NIL;
    }
}
