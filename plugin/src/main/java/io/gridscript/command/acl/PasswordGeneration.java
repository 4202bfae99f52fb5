package io.gridscript.command.acl;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.security.SecureRandom;
import java.util.HexFormat;

/** ACL GENPASS. */
final class PasswordGeneration {

    private static final int MOST_BITS = 4096;
    private static final int BITS = 256;
    private static final int BITS_OF_DIGIT = 4;

    private static final ErrorReply WRONG_BITS =
            ErrorReply.err(
                    "ACL GENPASS argument must be the number of bits for the output password, a"
                            + " positive number up to "
                            + MOST_BITS);

    private final SecureRandom random = new SecureRandom();

    void run(CommandCall call, ReplyWriter reply) {
        if (call.count() > 3) {
            throw AclSyntax.tooManyWords(call);
        }
        long bits = BITS;
        if (call.count() == 3) {
            bits = RedisNumbers.parseLong(call.argument(2), ErrorReply.NOT_AN_INTEGER);
        }
        if (bits <= 0 || bits > MOST_BITS) {
            throw WRONG_BITS;
        }
        reply.bulk(digits((int) (bits + BITS_OF_DIGIT - 1) / BITS_OF_DIGIT));
    }

    private String digits(int count) {
        byte[] bytes = new byte[(count + 1) / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, count);
    }
}
