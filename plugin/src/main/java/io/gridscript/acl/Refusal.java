package io.gridscript.acl;

import io.gridscript.reply.ErrorReply;

/**
 * Why a user may not run a request.
 *
 * @param subject the command, key or channel that is out of reach, one byte in each character
 */
public record Refusal(Kind kind, String subject) {

    /** What the right is missing for. */
    public enum Kind {
        COMMAND,
        KEY,
        CHANNEL
    }

    /** The error for the client; as in Redis it names a command, but no key and no channel. */
    public ErrorReply reply(User user) {
        return ErrorReply.of(
                switch (kind) {
                    case COMMAND ->
                            "NOPERM User "
                                    + user.name()
                                    + " has no permissions to run the '"
                                    + subject
                                    + "' command";
                    case KEY -> "NOPERM No permissions to access a key";
                    case CHANNEL -> "NOPERM No permissions to access a channel";
                });
    }
}
