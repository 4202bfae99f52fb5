package io.gridscript.command.acl;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;

/** What is wrong with a subcommand of ACL that takes fewer words than its spec lets pass. */
final class AclSyntax {

    private static final int REPEATED = 128;

    private AclSyntax() {}

    /** The error for too many words. */
    static ErrorReply tooManyWords(CommandCall call) {
        return ErrorReply.err(
                "unknown subcommand or wrong number of arguments for '"
                        + shortened(call.argument(1))
                        + "'. Try ACL HELP.");
    }

    /** A word as errors repeat it: up to a zero. */
    static String shortened(byte[] word) {
        String text = Ascii.untilZero(word);
        return text.length() <= REPEATED ? text : text.substring(0, REPEATED);
    }
}
