package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.library.JsonSettings.InvalidNumbers;
import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.ReadOnlyTable;
import io.gridscript.lua.vm.Table;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code cjson.*}: lua-cjson 2.1.0 as Redis has it. */
public final class JsonLibrary {

    private static final String[] SWITCH = {"off", "on"};
    private static final String[] INVALID_NUMBERS = {"off", "on", "null"};

    private final LuaState state;
    private final JsonSettings settings;

    private JsonLibrary(LuaState state, JsonSettings settings) {
        this.state = state;
        this.settings = settings;
    }

    /**
     * The library's table.
     *
     * @param settings what scripts set; whoever runs them resets it between runs
     */
    public static ReadOnlyTable table(LuaState state, JsonSettings settings) {
        ReadOnlyTable table = new ReadOnlyTable();
        new JsonLibrary(state, settings).define(table::define);
        return table.freeze();
    }

    private void define(BiConsumer<LuaValue, LuaValue> table) {
        define(table, "encode", this::encode);
        define(table, "decode", this::decode);
        define(table, "encode_sparse_array", this::encodeSparseArray);
        define(table, "encode_max_depth", this::encodeMaxDepth);
        define(table, "decode_max_depth", this::decodeMaxDepth);
        define(table, "encode_number_precision", this::encodeNumberPrecision);
        define(table, "encode_keep_buffer", this::encodeKeepBuffer);
        define(table, "encode_invalid_numbers", this::encodeInvalidNumbers);
        define(table, "decode_invalid_numbers", this::decodeInvalidNumbers);
        define(table, "new", args -> another());
        table.accept(valueOf("null"), JsonNull.NULL);
        table.accept(valueOf("_NAME"), valueOf("cjson"));
        table.accept(valueOf("_VERSION"), valueOf("2.1.0"));
    }

    private static void define(
            BiConsumer<LuaValue, LuaValue> table, String name, HostFunction.Body body) {
        table.accept(valueOf(name), new HostFunction(name, body));
    }

    /** The same once more, with settings of its own and open to changes. */
    private LuaTable another() {
        LuaTable table = new Table();
        new JsonLibrary(state, new JsonSettings()).define(table::rawset);
        return table;
    }

    private Varargs encode(Varargs args) {
        checkOneArgument(args);
        return new JsonWriter(state, settings).write(args.arg1());
    }

    private Varargs decode(Varargs args) {
        checkOneArgument(args);
        return new JsonReader(state, settings, Arguments.string(args, 1)).read();
    }

    private static void checkOneArgument(Varargs args) {
        if (args.narg() != 1) {
            throw new ArgumentError(1, "expected 1 argument");
        }
    }

    private Varargs encodeSparseArray(Varargs args) {
        checkAtMost(3, args);
        settings.sparseAsObject = chosen(args, settings.sparseAsObject);
        settings.sparseRatio = number(args, 2, settings.sparseRatio, 0, Integer.MAX_VALUE);
        settings.sparseSafe = number(args, 3, settings.sparseSafe, 0, Integer.MAX_VALUE);
        return varargsOf(
                valueOf(settings.sparseAsObject),
                valueOf(settings.sparseRatio),
                valueOf(settings.sparseSafe));
    }

    private Varargs encodeMaxDepth(Varargs args) {
        checkAtMost(1, args);
        settings.deepestEncoded = number(args, 1, settings.deepestEncoded, 1, Integer.MAX_VALUE);
        return valueOf(settings.deepestEncoded);
    }

    private Varargs decodeMaxDepth(Varargs args) {
        checkAtMost(1, args);
        settings.deepestDecoded = number(args, 1, settings.deepestDecoded, 1, Integer.MAX_VALUE);
        return valueOf(settings.deepestDecoded);
    }

    private Varargs encodeNumberPrecision(Varargs args) {
        checkAtMost(1, args);
        settings.precision = number(args, 1, settings.precision, 1, 14);
        return valueOf(settings.precision);
    }

    private Varargs encodeKeepBuffer(Varargs args) {
        checkAtMost(1, args);
        settings.keepsBuffer = chosen(args, settings.keepsBuffer);
        return valueOf(settings.keepsBuffer);
    }

    private Varargs encodeInvalidNumbers(Varargs args) {
        checkAtMost(1, args);
        int chosen = chosen(args, settings.invalidEncoded.ordinal(), INVALID_NUMBERS);
        settings.invalidEncoded = InvalidNumbers.values()[chosen];
        return settings.invalidEncoded == InvalidNumbers.NULL
                ? valueOf("null")
                : valueOf(settings.invalidEncoded == InvalidNumbers.ON);
    }

    private Varargs decodeInvalidNumbers(Varargs args) {
        checkAtMost(1, args);
        settings.invalidDecoded = chosen(args, settings.invalidDecoded);
        return valueOf(settings.invalidDecoded);
    }

    private static void checkAtMost(int most, Varargs args) {
        if (args.narg() > most) {
            throw new ArgumentError(most + 1, "found too many arguments");
        }
    }

    private static int number(Varargs args, int number, int otherwise, int least, int most) {
        int value = Arguments.integer(args, number, otherwise);
        if (value < least || value > most) {
            // Whichever argument it was: the C library names the first.
            throw new ArgumentError(1, "expected integer between " + least + " and " + most);
        }
        return value;
    }

    private static boolean chosen(Varargs args, boolean otherwise) {
        return chosen(args, otherwise ? 1 : 0, SWITCH) == 1;
    }

    /** The first argument as one of some words, or as a boolean for the first two of them. */
    private static int chosen(Varargs args, int otherwise, String[] words) {
        LuaValue value = args.arg1();
        if (value.isnil()) {
            return otherwise;
        }
        if (value instanceof LuaBoolean) {
            return value.toboolean() ? 1 : 0;
        }
        String text = upToNul(Arguments.string(args, 1));
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals(text)) {
                return i;
            }
        }
        throw new ArgumentError(1, "invalid option '" + text + "'");
    }

    private static String upToNul(LuaString text) {
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < text.m_length && text.luaByte(i) != 0; i++) {
            characters.append((char) text.luaByte(i));
        }
        return characters.toString();
    }
}
