package io.gridscript.acl;

/** A rule that makes no sense, with Redis's explanation. Carries no stack trace. */
final class InvalidRule extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    enum Reason {
        UNKNOWN_COMMAND("Unknown command or category name in ACL"),
        SYNTAX("Syntax error"),
        ALL_KEYS(
                "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and"
                        + " does not have any effect. Try 'resetkeys' to start with an empty list"
                        + " of patterns"),
        ALL_CHANNELS(
                "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid"
                        + " and does not have any effect. Try 'resetchannels' to start with an"
                        + " empty list of channels"),
        NO_SUCH_PASSWORD("The password you are trying to remove from the user does not exist"),
        INVALID_HASH(
                "The password hash must be exactly 64 characters and contain only lowercase"
                        + " hexadecimal characters"),
        FIRST_ARGUMENT_OF_SUBCOMMAND("Allowing first-arg of a subcommand is not supported");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Reason reason;

    InvalidRule(Reason reason) {
        super(reason.sentence, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
