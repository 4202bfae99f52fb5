package io.gridscript.jcache;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** The types of Java that are strings to commands, and how. */
public enum ScalarType {
    STRING(String.class),
    BYTES(byte[].class),
    BYTE(Byte.class),
    SHORT(Short.class),
    INTEGER(Integer.class),
    LONG(Long.class),
    FLOAT(Float.class),
    DOUBLE(Double.class),
    BIG_INTEGER(BigInteger.class),
    BIG_DECIMAL(BigDecimal.class),

    /** True is 1, false 0. */
    BOOLEAN(Boolean.class);

    private static final ClassValue<Optional<ScalarType>> BY_CLASS =
            new ClassValue<>() {
                @Override
                protected Optional<ScalarType> computeValue(Class<?> type) {
                    return Arrays.stream(values()).filter(each -> each.type == type).findFirst();
                }
            };

    private final Class<?> type;

    ScalarType(Class<?> type) {
        this.type = type;
    }

    /** The type of an object, or null if it is none of these. */
    static ScalarType of(Object object) {
        return object == null ? null : BY_CLASS.get(object.getClass()).orElse(null);
    }

    /**
     * The type of objects of a class.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static ScalarType ofClass(Class<?> type) {
        return BY_CLASS.get(type)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        type.getName() + " is no string to commands"));
    }

    /** The type that all of some objects have, that of texts if they differ, or one if none is. */
    static ScalarType common(Collection<?> objects, ScalarType ofNone) {
        ScalarType common = null;
        for (Object object : objects) {
            ScalarType type = of(object);
            if (type == null || common != null && common != type) {
                return STRING;
            }
            common = type;
        }
        return common == null ? ofNone : common;
    }

    /** Whether an object is of one of these types. */
    public static boolean isOne(Object object) {
        return of(object) != null;
    }

    /** An object of one of these types as commands see it. */
    public static byte[] bytes(Object object) {
        return switch (of(object)) {
            case STRING -> ((String) object).getBytes(StandardCharsets.UTF_8);
            case BYTES -> ((byte[]) object).clone();
            case BYTE, SHORT, INTEGER, LONG -> RedisNumbers.bytes(((Number) object).longValue());
            case FLOAT, BIG_INTEGER -> Ascii.bytes(object.toString());
            case DOUBLE -> RedisNumbers.bytes((double) object);
            case BIG_DECIMAL -> Ascii.bytes(((BigDecimal) object).toPlainString());
            case BOOLEAN -> Ascii.bytes((boolean) object ? "1" : "0");
        };
    }

    /**
     * What commands have left, as an object of this type.
     *
     * @throws ErrorReply when it isn't one
     */
    Object object(byte[] bytes) {
        try {
            return parsed(bytes);
        } catch (NumberFormatException e) {
            throw ErrorReply.err(
                    "'"
                            + Ascii.string(bytes)
                            + "' can't take the place of a "
                            + type.getName()
                            + " in a cache");
        }
    }

    private Object parsed(byte[] bytes) {
        return switch (this) {
            case STRING -> new String(bytes, StandardCharsets.UTF_8);
            case BYTES -> bytes.clone();
            case BYTE -> Byte.valueOf(Ascii.string(bytes));
            case SHORT -> Short.valueOf(Ascii.string(bytes));
            case INTEGER -> Integer.valueOf(Ascii.string(bytes));
            case LONG -> Long.valueOf(Ascii.string(bytes));
            case FLOAT -> Float.valueOf(Ascii.string(bytes));
            case DOUBLE -> Double.valueOf(Ascii.string(bytes));
            case BIG_INTEGER -> new BigInteger(Ascii.string(bytes));
            case BIG_DECIMAL -> new BigDecimal(Ascii.string(bytes));
            case BOOLEAN -> truth(bytes);
        };
    }

    private static Object truth(byte[] bytes) {
        if (bytes.length == 1 && (bytes[0] == '0' || bytes[0] == '1')) {
            return bytes[0] == '1';
        }
        throw new NumberFormatException("neither 0 nor 1");
    }
}
