package io.gridscript.acl;

import io.gridscript.reply.Ascii;
import java.util.Locale;

/**
 * Something that was refused to somebody.
 *
 * @param object the command, key or channel that is out of reach, or the command that
 *     authenticates; one byte in each character
 * @param user the name of who asked, or of who somebody wanted to be
 */
public record Denial(Reason reason, Context context, String object, String user) {

    /** What the right is missing for. */
    public enum Reason {
        COMMAND,
        KEY,
        CHANNEL,
        AUTH;

        /** As ACL LOG tells it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it was refused. */
    public enum Context {
        TOPLEVEL,
        MULTI,
        LUA;

        /** As ACL LOG tells it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a user may not run. */
    public static Denial of(Refusal refusal, Context context, User user) {
        Reason reason =
                switch (refusal.kind()) {
                    case COMMAND -> Reason.COMMAND;
                    case KEY -> Reason.KEY;
                    case CHANNEL -> Reason.CHANNEL;
                };
        return new Denial(reason, context, refusal.subject(), user.name());
    }

    /**
     * A name and a password that don't belong together.
     *
     * @param command as it was written
     */
    public static Denial ofAuthentication(byte[] command, Context context, byte[] user) {
        return new Denial(Reason.AUTH, context, Ascii.string(command), Ascii.string(user));
    }
}
