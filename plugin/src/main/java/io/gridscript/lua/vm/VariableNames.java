package io.gridscript.lua.vm;

import io.gridscript.reply.Ascii;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * Finds the name of the variable whose value a register held, for error messages: {@code global
 * 'x'}. Looks backwards in the code for what loaded the register, as Lua's ldebug does.
 */
final class VariableNames {

    private static final int CONSTANT = 0x100;

    private VariableNames() {}

    /** Kind and quoted name, or null if the value has none. */
    static String of(Prototype p, int pc, int register) {
        LuaString local = p.getlocalname(register + 1, pc);
        if (local != null) {
            return named("local", local);
        }
        int setter = lastSetter(p, pc, register);
        if (setter < 0) {
            return null;
        }
        int i = p.code[setter];
        int b = i >>> 23;
        int c = (i >> 14) & 0x1ff;
        return switch (i & 0x3f) {
            case Lua.OP_MOVE -> b < register ? of(p, setter, b) : null;
            case Lua.OP_GETTABUP -> keyed(isEnvironment(p, b) ? "global" : "field", p, c);
            case Lua.OP_GETTABLE -> keyed("field", p, c);
            case Lua.OP_SELF -> keyed("method", p, c);
            case Lua.OP_GETUPVAL -> upvalue(p, b);
            default -> null;
        };
    }

    /** The name of an upvalue, or null for the environment. */
    static String upvalue(Prototype p, int index) {
        LuaString name = p.upvalues[index].name;
        return name == null || isEnvironment(p, index) ? null : named("upvalue", name);
    }

    private static boolean isEnvironment(Prototype p, int upvalue) {
        LuaString name = p.upvalues[upvalue].name;
        return name != null && name.raweq(LuaValue.ENV);
    }

    private static String keyed(String kind, Prototype p, int key) {
        boolean constant = (key & CONSTANT) != 0 && p.k[key & 0xff] instanceof LuaString;
        return constant ? named(kind, (LuaString) p.k[key & 0xff]) : kind + " '?'";
    }

    private static String named(String kind, LuaString name) {
        byte[] bytes = new byte[name.m_length];
        name.copyInto(0, bytes, 0, name.m_length);
        return kind + " '" + Ascii.string(bytes) + "'";
    }

    private static int lastSetter(Prototype p, int before, int register) {
        int setter = -1;
        for (int pc = 0; pc < before; pc++) {
            int i = p.code[pc];
            int a = (i >> 6) & 0xff;
            switch (i & 0x3f) {
                case Lua.OP_LOADNIL -> {
                    if (a <= register && register <= a + (i >>> 23)) {
                        setter = pc;
                    }
                }
                case Lua.OP_TFORCALL -> {
                    if (register >= a + 2) {
                        setter = pc;
                    }
                }
                case Lua.OP_TEST -> {
                    // To Lua 5.1 a test sets what it tests, so "(a and b).x" has no name.
                    if (a == register) {
                        setter = pc;
                    }
                }
                case Lua.OP_CALL, Lua.OP_TAILCALL -> {
                    if (register >= a) {
                        setter = pc;
                    }
                }
                case Lua.OP_JMP -> {
                    int target = pc + 1 + (i >>> 14) - 0x1ffff;
                    // A jump forward that still comes by the place is taken.
                    if (target > pc && target <= before) {
                        pc = target - 1;
                    }
                }
                default -> {
                    if (a == register && Lua.testAMode(i & 0x3f)) {
                        setter = pc;
                    }
                }
            }
        }
        return setter;
    }
}
