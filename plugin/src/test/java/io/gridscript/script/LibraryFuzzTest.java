package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.lua.LuaSandbox;
import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Whatever the libraries are given, they return a value or raise an error of Lua, soon and without
 * taking much. Bounded by {@code -Dtest.cases}; the seed is printed and set by {@code -Dtest.seed}.
 */
@Timeout(120)
class LibraryFuzzTest {

    private static final int CASES = Integer.getInteger("test.cases", 50_000);
    private static final LuaString INPUT = LuaValue.valueOf("input");
    private static final LuaString OTHER = LuaValue.valueOf("other");

    /** What is written of a value can be read; it grows no more than escapes and positions do. */
    private static final int LONGEST_FOR_A_BYTE = 64;

    private static final int POLLS = 100;

    private final long seed = Seed.get();
    private final LibraryInputs inputs = new LibraryInputs(new Random(seed));
    private final LuaSandbox sandbox = new LuaSandbox(Map.of());

    @Test
    void anyJson() throws LuaSyntaxException {
        check("local v = cjson.decode(input) return cjson.encode(v)", inputs::json);
    }

    @Test
    void anyMessagePack() throws LuaSyntaxException {
        check("return cmsgpack.pack(cmsgpack.unpack(input))", inputs::messagePack);
    }

    @Test
    void anyMessagePackAsJson() throws LuaSyntaxException {
        check(
                "cjson.encode_sparse_array(true) return cjson.encode({cmsgpack.unpack(input)})",
                inputs::messagePack);
    }

    @Test
    void anyStruct() throws LuaSyntaxException {
        check(
                "struct.size(input) return struct.pack(input, struct.unpack(input, other))",
                inputs::structFormat);
    }

    private void check(String source, Supplier<String> valid) throws LuaSyntaxException {
        System.err.println(getClass().getSimpleName() + ": -Dtest.seed=" + seed);
        LuaProgram program = LuaProgram.compile(Ascii.bytes(source), 0, "@t");
        int values = 0;
        for (int i = 0; i < CASES; i++) {
            String input = inputs.mutated(valid.get());
            sandbox.define(INPUT, LuaString.valueUsing(Ascii.bytes(input)));
            sandbox.define(OTHER, LuaString.valueUsing(Ascii.bytes(inputs.anyBytes(60))));
            try {
                LuaValue value = sandbox.run(program, bound(), i);
                assertTrue(value.rawlen() <= 1000 + LONGEST_FOR_A_BYTE * input.length(), input);
                values++;
            } catch (RaisedError error) {
                assertTrue(error.value() instanceof LuaString, input);
            }
        }
        assertTrue(values > CASES / 100, "almost nothing was valid");
    }

    private static LuaPoll bound() {
        int[] polls = {0};
        return () -> {
            if (++polls[0] > POLLS) {
                throw new AssertionError("too much work");
            }
        };
    }
}
