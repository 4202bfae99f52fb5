package io.gridscript.script;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.vm.Table;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Turns a command's reply into what {@code redis.call} returns. Used again for each call of a run.
 * It stops taking values where a script's memory ends, and says so afterwards: a command that
 * writes must not be ended in the middle.
 */
final class LuaReplyWriter implements ReplyWriter {

    private static final LuaString OK = valueOf("ok");
    private static final LuaString MAP = valueOf("map");
    private static final LuaString SET = valueOf("set");
    private static final LuaString DOUBLE = valueOf("double");
    private static final LuaString BIG_NUMBER = valueOf("big_number");
    private static final LuaString VERBATIM_STRING = valueOf("verbatim_string");
    private static final LuaString STRING = valueOf("string");
    private static final LuaString FORMAT = valueOf("format");

    /** About what a value takes beside a string's bytes, with its place in a table. */
    private static final int BYTES_OF_A_VALUE = 56;

    private enum Kind {
        ARRAY,
        MAP,
        SET
    }

    /** An aggregate whose elements are still to come. */
    private static final class Aggregate {
        private Kind kind;
        private LuaTable table;
        private int missing;
        private int index;
        private LuaValue key;
    }

    private static final Aggregate[] NONE_OPEN = {};

    private int protocol;
    private LuaValue value;
    private boolean isError;
    private Aggregate[] open = NONE_OPEN;
    private int depth;
    private final long limit;
    private long taken;

    /**
     * @param limit how many bytes one reply may take
     */
    LuaReplyWriter(long limit) {
        this.limit = limit;
    }

    /** About how many bytes the reply takes. */
    long taken() {
        return taken;
    }

    /** Prepares for the next reply. */
    void begin(int version) {
        taken = 0;
        protocol = version;
        value = NIL;
        isError = false;
        depth = 0;
    }

    /** The reply as a Lua value. */
    LuaValue value() {
        return value;
    }

    /** Whether the whole reply is an error. */
    boolean isError() {
        return isError;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public void status(String text) {
        add(single(OK, LuaText.of(text)));
    }

    @Override
    public void status(byte[] text) {
        add(single(OK, LuaString.valueUsing(text)));
    }

    @Override
    public void error(ErrorReply error) {
        isError = depth == 0;
        add(ScriptErrors.table(error));
    }

    @Override
    public void integer(long number) {
        add(valueOf((double) number));
    }

    @Override
    public void bulk(byte[] bytes, int offset, int length) {
        // Values of the keyspace may change in place, so the script gets its own bytes.
        taken += length;
        add(taken > limit ? NIL : LuaString.valueOf(bytes, offset, length));
    }

    @Override
    public void nil() {
        add(protocol == 2 ? FALSE : NIL);
    }

    @Override
    public void nilArray() {
        nil();
    }

    @Override
    public void array(int elements) {
        // Elements that are nil decide how Lua's tables grow; only RESP3 has them.
        LuaTable table = protocol == 2 ? Table.ofArray(presized(elements)) : new Table();
        add(table);
        open(Kind.ARRAY, table, elements);
    }

    @Override
    public void map(int pairs) {
        if (protocol == 2) {
            array(2 * pairs);
            return;
        }
        // Grown as Redis's, not made in its size: that decides the order of pairs.
        LuaTable table = new Table();
        add(single(MAP, table));
        open(Kind.MAP, table, 2 * pairs);
    }

    @Override
    public void set(int elements) {
        if (protocol == 2) {
            array(elements);
            return;
        }
        LuaTable table = new Table();
        add(single(SET, table));
        open(Kind.SET, table, elements);
    }

    @Override
    public void push(int elements) {
        array(elements);
    }

    @Override
    public void real(double number) {
        if (protocol == 2) {
            add(LuaString.valueUsing(RedisNumbers.bytes(number)));
        } else {
            add(single(DOUBLE, valueOf(number)));
        }
    }

    @Override
    public void bool(boolean truth) {
        if (protocol == 2) {
            integer(truth ? 1 : 0);
        } else {
            add(truth ? TRUE : FALSE);
        }
    }

    @Override
    public void bigNumber(byte[] digits) {
        LuaString text = LuaString.valueOf(digits);
        add(protocol == 2 ? text : single(BIG_NUMBER, text));
    }

    @Override
    public void verbatim(String format, byte[] text) {
        LuaString string = LuaString.valueOf(text);
        if (protocol == 2) {
            add(string);
            return;
        }
        LuaTable inner = single(STRING, string);
        inner.rawset(FORMAT, LuaString.valueUsing(Ascii.bytes(format)));
        add(single(VERBATIM_STRING, inner));
    }

    /** The number of elements, as far as there is room for them. */
    private int presized(int elements) {
        return (int) Math.min(elements, Math.max(0, limit - taken) / BYTES_OF_A_VALUE);
    }

    private static LuaTable single(LuaString name, LuaValue content) {
        LuaTable table = new Table(0, 1);
        table.rawset(name, content);
        return table;
    }

    private void open(Kind kind, LuaTable table, int elements) {
        if (elements == 0) {
            return;
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, Math.max(1, 2 * depth));
            for (int i = depth; i < open.length; i++) {
                open[i] = new Aggregate();
            }
        }
        Aggregate aggregate = open[depth++];
        aggregate.kind = kind;
        aggregate.table = table;
        aggregate.missing = elements;
        aggregate.index = 0;
        aggregate.key = null;
    }

    /** Puts a value where the reply stands; aggregates that it completes are left. */
    private void add(LuaValue element) {
        if (depth == 0) {
            value = element;
            return;
        }
        Aggregate aggregate = open[depth - 1];
        if (--aggregate.missing == 0) {
            depth--;
        }
        taken += BYTES_OF_A_VALUE;
        if (taken > limit) {
            return;
        }
        switch (aggregate.kind) {
            case ARRAY -> aggregate.table.rawset(++aggregate.index, element);
            case SET -> {
                if (!element.isnil()) {
                    aggregate.table.rawset(element, TRUE);
                }
            }
            case MAP -> {
                if (aggregate.key == null) {
                    aggregate.key = element;
                } else {
                    if (!aggregate.key.isnil()) {
                        aggregate.table.rawset(aggregate.key, element);
                    }
                    aggregate.key = null;
                }
            }
        }
    }
}
