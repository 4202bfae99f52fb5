package io.gridscript.command.migrate;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.List;

/**
 * What is asked of MIGRATE.
 *
 * @param port 0, where nobody listens, when it is given as something that is no port
 * @param timeoutMillis for each step: to connect, to write, to read a reply
 * @param copy whether the keys stay
 * @param replace whether they may be there
 * @param credentials what AUTH is sent with, or nothing
 */
record MigrateRequest(
        String host,
        int port,
        long database,
        int timeoutMillis,
        boolean copy,
        boolean replace,
        List<byte[]> credentials,
        List<byte[]> keys) {

    private static final int KEY = 3;
    private static final int FIRST_OPTION = 6;
    private static final int DEFAULT_TIMEOUT_MILLIS = 1000;
    private static final ErrorReply KEY_AND_KEYS =
            ErrorReply.err(
                    "When using MIGRATE KEYS option, the key argument must be set to the empty"
                            + " string");

    static MigrateRequest of(CommandCall call) {
        List<byte[]> arguments = List.of(call.arguments());
        boolean copy = false;
        boolean replace = false;
        List<byte[]> credentials = List.of();
        List<byte[]> keys = arguments.subList(KEY, KEY + 1);
        for (int i = FIRST_OPTION; i < arguments.size(); i++) {
            byte[] word = arguments.get(i);
            int left = arguments.size() - i - 1;
            if (Ascii.is(word, "copy")) {
                copy = true;
            } else if (Ascii.is(word, "replace")) {
                replace = true;
            } else if (Ascii.is(word, "auth") && left >= 1) {
                credentials = arguments.subList(i + 1, i + 2);
                i++;
            } else if (Ascii.is(word, "auth2") && left >= 2) {
                credentials = arguments.subList(i + 1, i + 3);
                i += 2;
            } else if (Ascii.is(word, "keys")) {
                if (call.argument(KEY).length != 0) {
                    throw KEY_AND_KEYS;
                }
                keys = arguments.subList(i + 1, arguments.size());
                break;
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        long timeout = RedisNumbers.parseLong(call.argument(5));
        return new MigrateRequest(
                Ascii.string(call.argument(1)),
                port(call.argument(2)),
                RedisNumbers.parseLong(call.argument(4)),
                timeout <= 0 ? DEFAULT_TIMEOUT_MILLIS : (int) Math.min(timeout, Integer.MAX_VALUE),
                copy,
                replace,
                credentials,
                keys);
    }

    private static int port(byte[] argument) {
        boolean isPort = RedisNumbers.isLong(argument) && argument.length <= 5;
        long port = isPort ? RedisNumbers.parseLong(argument) : 0;
        return port < 0 || port > 0xffff ? 0 : (int) port;
    }
}
