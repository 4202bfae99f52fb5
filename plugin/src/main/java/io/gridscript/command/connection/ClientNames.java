package io.gridscript.command.connection;

import io.gridscript.reply.ErrorReply;

/**
 * What clients may call themselves: printable ASCII without spaces, so that the lines of CLIENT
 * LIST can be split at spaces.
 */
final class ClientNames {

    private static final ErrorReply BAD_NAME =
            ErrorReply.err("Client names cannot contain spaces, newlines or special characters.");

    private ClientNames() {}

    /** Returns the name, which may be empty, or throws the error for it. */
    static byte[] checkName(byte[] name) {
        if (!isPrintable(name)) {
            throw BAD_NAME;
        }
        return name;
    }

    /** Returns the value, which may be empty, or throws the error for that attribute. */
    static byte[] checkAttribute(String attribute, byte[] value) {
        if (!isPrintable(value)) {
            throw ErrorReply.err(
                    attribute + " cannot contain spaces, newlines or special characters.");
        }
        return value;
    }

    private static boolean isPrintable(byte[] text) {
        for (byte b : text) {
            if (b < '!' || b > '~') {
                return false;
            }
        }
        return true;
    }
}
