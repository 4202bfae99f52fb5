package io.gridscript.jcache;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;

/** The types of Java that are strings to commands, and how. */
public enum ScalarType {
    STRING(
            String.class,
            text -> ((String) text).getBytes(StandardCharsets.UTF_8),
            bytes -> new String(bytes, StandardCharsets.UTF_8)),
    BYTES(byte[].class, bytes -> ((byte[]) bytes).clone(), byte[]::clone),
    BYTE(Byte.class, ScalarType::integer, bytes -> Byte.valueOf(Ascii.string(bytes))),
    SHORT(Short.class, ScalarType::integer, bytes -> Short.valueOf(Ascii.string(bytes))),
    INTEGER(Integer.class, ScalarType::integer, bytes -> Integer.valueOf(Ascii.string(bytes))),
    LONG(Long.class, ScalarType::integer, bytes -> Long.valueOf(Ascii.string(bytes))),
    FLOAT(Float.class, ScalarType::text, bytes -> Float.valueOf(Ascii.string(bytes))),
    DOUBLE(
            Double.class,
            number -> RedisNumbers.bytes((double) number),
            bytes -> Double.valueOf(Ascii.string(bytes))),
    BIG_INTEGER(BigInteger.class, ScalarType::text, bytes -> new BigInteger(Ascii.string(bytes))),
    BIG_DECIMAL(
            BigDecimal.class,
            number -> Ascii.bytes(((BigDecimal) number).toPlainString()),
            bytes -> new BigDecimal(Ascii.string(bytes))),
    BOOLEAN(Boolean.class, truth -> Ascii.bytes((boolean) truth ? "1" : "0"), ScalarType::truth);

    private static final ClassValue<ScalarType[]> BY_CLASS =
            new ClassValue<>() {
                @Override
                protected ScalarType[] computeValue(Class<?> type) {
                    for (ScalarType each : values()) {
                        if (each.type == type) {
                            return new ScalarType[] {each};
                        }
                    }
                    return new ScalarType[1];
                }
            };

    private final Class<?> type;
    private final Function<Object, byte[]> toBytes;
    private final Function<byte[], Object> toObject;

    ScalarType(Class<?> type, Function<Object, byte[]> toBytes, Function<byte[], Object> toObject) {
        this.type = type;
        this.toBytes = toBytes;
        this.toObject = toObject;
    }

    /** The type of an object, or null if it is none of these. */
    static ScalarType of(Object object) {
        return object == null ? null : BY_CLASS.get(object.getClass())[0];
    }

    /**
     * The type of objects of a class.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static ScalarType ofClass(Class<?> type) {
        ScalarType known = BY_CLASS.get(type)[0];
        if (known == null) {
            throw new IllegalArgumentException(type.getName() + " is no string to commands");
        }
        return known;
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
        return of(object).toBytes.apply(object);
    }

    /**
     * What commands have left, as an object of this type.
     *
     * @throws ErrorReply when it isn't one
     */
    Object object(byte[] bytes) {
        try {
            return toObject.apply(bytes);
        } catch (NumberFormatException e) {
            throw ErrorReply.err(
                    "'"
                            + Ascii.string(bytes)
                            + "' can't take the place of a "
                            + type.getName()
                            + " in a cache");
        }
    }

    private static byte[] integer(Object number) {
        return RedisNumbers.bytes(((Number) number).longValue());
    }

    private static byte[] text(Object number) {
        return Ascii.bytes(number.toString());
    }

    private static Object truth(byte[] bytes) {
        if (bytes.length == 1 && (bytes[0] == '0' || bytes[0] == '1')) {
            return bytes[0] == '1';
        }
        throw new NumberFormatException("neither 0 nor 1");
    }
}
