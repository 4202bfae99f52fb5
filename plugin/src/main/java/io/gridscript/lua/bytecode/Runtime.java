package io.gridscript.lua.bytecode;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Names of the classes that compiled code uses, as class files have them. LuaJ's are asked of the
 * classes, since the finished jar has them in another package.
 */
final class Runtime {

    private static final String ROOM = "io/gridscript/lua/vm/";

    static final String FUNCTION = ROOM + "CompiledFunction";
    static final String PLAIN = ROOM + "PlainFunction";
    static final String OPERATORS = ROOM + "CompiledOperators";
    static final String TABLES = ROOM + "CompiledTables";
    static final String TRAVERSAL = ROOM + "TableTraversal";
    static final String STATE = ROOM + "LuaState";
    static final String UPVALUE = ROOM + "Upvalue";
    static final String TAIL_CALL = ROOM + "TailCall";
    static final String VALUE = Type.getInternalName(LuaValue.class);
    static final String VARARGS = Type.getInternalName(Varargs.class);
    static final String PROTOTYPE = Type.getInternalName(Prototype.class);

    static final String FUNCTION_TYPE = "L" + FUNCTION + ";";
    static final String PLAIN_TYPE = "L" + PLAIN + ";";
    static final String STATE_TYPE = "L" + STATE + ";";
    static final String UPVALUE_TYPE = "L" + UPVALUE + ";";
    static final String VALUE_TYPE = "L" + VALUE + ";";
    static final String VARARGS_TYPE = "L" + VARARGS + ";";
    static final String PROTOTYPE_TYPE = "L" + PROTOTYPE + ";";

    /** The class file version: Java 17's. */
    static final int CLASS_VERSION = Opcodes.V17;

    private Runtime() {}

    /** The descriptor of a method that takes so many values. */
    static String takingValues(int count, String result) {
        return "(" + VALUE_TYPE.repeat(count) + ")" + result;
    }
}
