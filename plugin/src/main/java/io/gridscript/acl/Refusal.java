package io.gridscript.acl;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.CommandSpec;

/**
 * Why a user may not run a request.
 *
 * @param subject the command, key or channel that is out of reach, one byte in each character
 * @param position where in the request it stands; 0 for a command
 */
public record Refusal(Kind kind, String subject, int position) {

    /** What the right is missing for, what is told first at the end. */
    public enum Kind {
        COMMAND("no permission to execute the command or subcommand"),
        KEY("no permission to touch the specified keys"),
        CHANNEL("no permission to access one of the channels used as arguments");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }
    }

    static Refusal command(CommandSpec spec) {
        return new Refusal(Kind.COMMAND, spec.fullName(), 0);
    }

    static Refusal key(byte[][] request, int position) {
        return new Refusal(Kind.KEY, Ascii.string(request[position]), position);
    }

    static Refusal channel(byte[][] request, int position) {
        return new Refusal(Kind.CHANNEL, Ascii.string(request[position]), position);
    }

    /** The one that Redis tells when every selector has its own: the one that came nearest. */
    Refusal orLater(Refusal other) {
        int order = other.kind.compareTo(kind);
        return order > 0 || order == 0 && other.position > position ? other : this;
    }

    /** The error for the client; as in Redis it names a command, but no key and no channel. */
    public ErrorReply reply(User user) {
        return ErrorReply.of("NOPERM " + sentence(user));
    }

    /** The error for a script that calls the command. */
    public ErrorReply scriptReply(User user) {
        return ErrorReply.err("ACL failure in script: " + sentence(user));
    }

    /** The error for a command that could be queued, but isn't allowed any more at EXEC. */
    public ErrorReply replyAtExec() {
        return ErrorReply.of(
                "NOPERM ACLs rules changed between the moment the transaction was accumulated and"
                        + " the EXEC call. This command is no longer allowed for the following"
                        + " reason: "
                        + kind.reason);
    }

    private String sentence(User user) {
        return switch (kind) {
            case COMMAND -> fullSentence(user);
            case KEY -> "No permissions to access a key";
            case CHANNEL -> "No permissions to access a channel";
        };
    }

    /** What ACL DRYRUN answers. */
    public String fullSentence(User user) {
        return "User "
                + user.name()
                + switch (kind) {
                    case COMMAND -> " has no permissions to run the '" + subject + "' command";
                    case KEY -> " has no permissions to access the '" + subject + "' key";
                    case CHANNEL -> " has no permissions to access the '" + subject + "' channel";
                };
    }
}
