package io.gridscript.jcache;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A reply as objects of Java: integers are Long, strings String or byte[], statuses String, nothing
 * is null, arrays are List, and what RESP3 adds Double, Boolean, BigInteger, Map and Set. Errors
 * inside of aggregates are what the function makes of them.
 */
public final class JavaReply implements ReplyWriter {

    private static final Object NOTHING_YET = new Object();

    private final boolean bytes;
    private final Function<ErrorReply, Object> errors;
    private final Deque<Aggregate> open = new ArrayDeque<>();
    private Object value = NOTHING_YET;

    /**
     * @param bytes whether strings are byte[]
     */
    public JavaReply(boolean bytes, Function<ErrorReply, Object> errors) {
        this.bytes = bytes;
        this.errors = errors;
    }

    /** The whole reply. */
    public Object value() {
        return value;
    }

    /** Whether all of the reply was written. */
    public boolean isComplete() {
        return value != NOTHING_YET && open.isEmpty();
    }

    /** An aggregate whose elements are still to come. */
    private abstract static class Aggregate {
        private int missing;

        Aggregate(int elements) {
            missing = elements;
        }

        abstract void add(Object element);
    }

    private static final class Elements extends Aggregate {
        private final Collection<Object> elements;

        Elements(int size, Collection<Object> elements) {
            super(size);
            this.elements = elements;
        }

        @Override
        void add(Object element) {
            elements.add(element);
        }
    }

    private static final class Pairs extends Aggregate {
        private final Map<Object, Object> pairs;
        private Object key = NOTHING_YET;

        Pairs(int pairs, Map<Object, Object> map) {
            super(2 * pairs);
            this.pairs = map;
        }

        @Override
        void add(Object element) {
            if (key == NOTHING_YET) {
                key = element;
            } else {
                pairs.put(key, element);
                key = NOTHING_YET;
            }
        }
    }

    private void add(Object element) {
        Aggregate around = open.peek();
        if (around == null) {
            value = element;
            return;
        }
        if (--around.missing == 0) {
            open.pop();
        }
        around.add(element);
    }

    private void open(Object collection, int elements, Aggregate aggregate) {
        add(collection);
        if (elements > 0) {
            open.push(aggregate);
        }
    }

    @Override
    public int protocol() {
        return 3;
    }

    @Override
    public void status(String text) {
        add(text);
    }

    @Override
    public void status(byte[] text) {
        add(new String(text, StandardCharsets.UTF_8));
    }

    @Override
    public void error(ErrorReply error) {
        add(errors.apply(error));
    }

    @Override
    public void integer(long number) {
        add(number);
    }

    @Override
    public void bulk(byte[] source, int offset, int length) {
        add(
                bytes
                        ? Arrays.copyOfRange(source, offset, offset + length)
                        : new String(source, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void nil() {
        add(null);
    }

    @Override
    public void nilArray() {
        add(null);
    }

    @Override
    public void array(int elements) {
        List<Object> list = new ArrayList<>(elements);
        open(list, elements, new Elements(elements, list));
    }

    @Override
    public void map(int pairs) {
        Map<Object, Object> map = new LinkedHashMap<>();
        open(map, pairs, new Pairs(pairs, map));
    }

    @Override
    public void set(int elements) {
        Collection<Object> set = new LinkedHashSet<>();
        open(set, elements, new Elements(elements, set));
    }

    @Override
    public void push(int elements) {
        array(elements);
    }

    @Override
    public void real(double number) {
        add(number);
    }

    @Override
    public void bool(boolean truth) {
        add(truth);
    }

    @Override
    public void bigNumber(byte[] digits) {
        add(new BigInteger(Ascii.string(digits)));
    }

    @Override
    public void verbatim(String format, byte[] text) {
        bulk(text);
    }
}
