package io.gridscript.command.bitmap;

import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.KeyFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One operation of BITFIELD.
 *
 * @param operand what is set or added
 */
record FieldOperation(
        Kind kind, FieldType type, long offset, long operand, FieldType.Overflow overflow) {

    /** What is done with a field. */
    enum Kind {
        GET,
        SET,
        ADD
    }

    private static final ErrorReply NO_OVERFLOW = ErrorReply.err("Invalid OVERFLOW type specified");

    /** All operations of a request; OVERFLOW is of those that follow it. */
    static List<FieldOperation> parse(byte[][] words, BitOffset offsets) {
        List<FieldOperation> operations = new ArrayList<>();
        FieldType.Overflow overflow = FieldType.Overflow.WRAP;
        for (int at = 2; at < words.length; ) {
            if (at + 1 < words.length && Ascii.is(words[at], "overflow")) {
                overflow = overflow(words[at + 1]);
                at += 2;
                continue;
            }
            Kind kind = kind(words, at);
            FieldType type = FieldType.parse(words[at + 1]);
            long offset = offsets.parse(words[at + 2], type.bits());
            long operand = kind == Kind.GET ? 0 : RedisNumbers.parseLong(words[at + 3]);
            operations.add(new FieldOperation(kind, type, offset, operand, overflow));
            at += kind == Kind.GET ? 3 : 4;
        }
        return operations;
    }

    private static Kind kind(byte[][] words, int at) {
        int more = words.length - at - 1;
        if (more >= 2 && Ascii.is(words[at], "get")) {
            return Kind.GET;
        }
        if (more >= 3 && Ascii.is(words[at], "set")) {
            return Kind.SET;
        }
        if (more >= 3 && Ascii.is(words[at], "incrby")) {
            return Kind.ADD;
        }
        throw ErrorReply.SYNTAX;
    }

    private static FieldType.Overflow overflow(byte[] word) {
        return switch (Ascii.lowerCase(word)) {
            case "wrap" -> FieldType.Overflow.WRAP;
            case "sat" -> FieldType.Overflow.SATURATE;
            case "fail" -> FieldType.Overflow.FAIL;
            default -> throw NO_OVERFLOW;
        };
    }

    /** What a request does with its key: one that only gets does not change it. */
    static Set<KeyFlag> keyFlags(byte[][] words) {
        for (int at = 2; at < words.length; at++) {
            int more = words.length - at - 1;
            if (more >= 2 && Ascii.is(words[at], "get")) {
                at += 2;
            } else if (more >= 1 && Ascii.is(words[at], "overflow")) {
                at++;
            } else {
                return EnumSet.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE);
            }
        }
        return EnumSet.of(KeyFlag.RO, KeyFlag.ACCESS);
    }

    /** The offset behind what it writes, or 0. */
    long writesUpTo() {
        return kind == Kind.GET ? 0 : offset + type.bits();
    }

    /**
     * Does it and answers.
     *
     * @param grown whether the string was lengthened for these operations
     * @return whether it has changed the string, as Redis sees it
     */
    boolean run(StringValue value, boolean grown, ReplyWriter reply) {
        Bits bits = Bits.of(value);
        long before = type.read(bits, offset);
        if (kind == Kind.GET) {
            reply.integer(before);
            return false;
        }
        Long after =
                kind == Kind.SET
                        ? type.sum(operand, 0, overflow)
                        : type.sum(before, operand, overflow);
        if (after == null) {
            reply.nil();
            return false;
        }
        if (after != before) {
            value.setRange((int) (offset >> 3), type.written(bits, offset, after));
        }
        reply.integer(kind == Kind.SET ? before : after);
        return grown || after != before;
    }
}
