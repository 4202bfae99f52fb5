package io.gridscript.command;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** Integers in requests that have to lie within bounds, with Redis's errors for those outside. */
public final class IntegerArgument {

    private static final ErrorReply NO_SUCH_DATABASE = ErrorReply.err("DB index is out of range");

    private IntegerArgument() {}

    /**
     * An integer within bounds, both included.
     *
     * @throws ErrorReply when it is no integer, or names the bounds when it is outside them
     */
    public static long between(byte[] argument, long least, long most) {
        long value = RedisNumbers.parseLong(argument);
        if (value < least || value > most) {
            throw ErrorReply.err(
                    "value is out of range, value must between " + least + " and " + most);
        }
        return value;
    }

    /** An integer within bounds, both included; throws the given error when it is not. */
    public static long between(byte[] argument, long least, long most, ErrorReply otherwise) {
        long value = RedisNumbers.parseLong(argument, otherwise);
        if (value < least || value > most) {
            throw otherwise;
        }
        return value;
    }

    /** An integer of 32 bits, as Redis reads the number of a database. */
    public static int int32(byte[] argument) {
        return (int) between(argument, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** An integer of 32 bits; throws the given error when it is none. */
    public static int int32(byte[] argument, ErrorReply otherwise) {
        return (int) between(argument, Integer.MIN_VALUE, Integer.MAX_VALUE, otherwise);
    }

    /**
     * The database that an argument numbers.
     *
     * @throws ErrorReply when it is no number, or {@code ERR DB index is out of range}
     */
    public static Database database(Keyspace keyspace, byte[] argument) {
        return database(keyspace, int32(argument));
    }

    /**
     * The database of that number.
     *
     * @throws ErrorReply {@code ERR DB index is out of range}
     */
    public static Database database(Keyspace keyspace, int number) {
        if (number < 0 || number >= keyspace.databases()) {
            throw NO_SUCH_DATABASE;
        }
        return keyspace.database(number);
    }
}
