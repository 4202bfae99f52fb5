package io.gridscript.lua.library;

import io.gridscript.lua.vm.CStack;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads a text of JSON as a value. */
final class JsonReader {

    private final JsonSettings settings;
    private final LuaString json;
    private final JsonScanner scanner;
    private int depth;

    JsonReader(LuaState state, JsonSettings settings, LuaString json) {
        this.settings = settings;
        this.json = json;
        this.scanner = new JsonScanner(state, settings.invalidDecoded, json);
    }

    LuaValue read() {
        if (json.m_length >= 2 && (json.luaByte(0) == 0 || json.luaByte(1) == 0)) {
            throw RaisedError.text("JSON parser does not support UTF-16 or UTF-32");
        }
        LuaValue value = value(scanner.next(), 1);
        JsonToken token = scanner.next();
        if (token != JsonToken.END) {
            throw unexpected("the end", token);
        }
        return value;
    }

    /**
     * @param slots that the C library has taken before the value
     */
    private LuaValue value(JsonToken token, int slots) {
        return switch (token) {
            case STRING -> scanner.text();
            case NUMBER -> LuaValue.valueOf(scanner.numberValue());
            case BOOLEAN -> LuaValue.valueOf(scanner.truth());
            case NULL -> JsonNull.NULL;
            case OBJ_BEGIN -> object(slots);
            case ARR_BEGIN -> array(slots);
            default -> throw unexpected("value", token);
        };
    }

    private LuaTable object(int slots) {
        descend(slots, 3);
        LuaTable table = new Table();
        JsonToken token = scanner.next();
        while (token != JsonToken.OBJ_END) {
            if (token != JsonToken.STRING) {
                throw unexpected("object key string", token);
            }
            LuaString key = scanner.text();
            token = scanner.next();
            if (token != JsonToken.COLON) {
                throw unexpected("colon", token);
            }
            table.rawset(key, value(scanner.next(), slots + 2));
            token = scanner.next();
            if (token == JsonToken.COMMA) {
                token = keyAfterComma();
            } else if (token != JsonToken.OBJ_END) {
                throw unexpected("comma or object end", token);
            }
        }
        depth--;
        return table;
    }

    /** Only in an empty object may the end stand where a key could. */
    private JsonToken keyAfterComma() {
        JsonToken token = scanner.next();
        if (token != JsonToken.STRING) {
            throw unexpected("object key string", token);
        }
        return token;
    }

    private LuaTable array(int slots) {
        descend(slots, 2);
        LuaTable table = new Table();
        JsonToken token = scanner.next();
        for (int i = 1; token != JsonToken.ARR_END; i++) {
            table.rawset(i, value(token, slots + 1));
            token = scanner.next();
            if (token == JsonToken.ARR_END) {
                break;
            }
            if (token != JsonToken.COMMA) {
                throw unexpected("comma or array end", token);
            }
            token = scanner.next();
            if (token == JsonToken.ARR_END) {
                throw unexpected("value", token);
            }
        }
        depth--;
        return table;
    }

    private void descend(int slots, int slotsWanted) {
        depth++;
        if (depth > settings.deepestDecoded || !CStack.has(slots, slotsWanted)) {
            throw RaisedError.text(
                    "Found too many nested data structures ("
                            + depth
                            + ") at character "
                            + scanner.taken());
        }
    }

    private RaisedError unexpected(String expected, JsonToken token) {
        String found = token == JsonToken.ERROR ? scanner.problem() : token.shown();
        return RaisedError.text(
                "Expected "
                        + expected
                        + " but found "
                        + found
                        + " at character "
                        + (scanner.index() + 1));
    }
}
