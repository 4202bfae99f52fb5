package io.gridscript.reply;

/**
 * An error as a Redis client sees it: an upper-case code, a space and a sentence. Thrown by a
 * command to end with that reply; carries no stack trace, because it describes a request and not a
 * fault of this program.
 *
 * <p>The text holds one byte in each character (ISO 8859-1), so that names and arguments of users
 * come back byte for byte.
 */
public final class ErrorReply extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public static final ErrorReply WRONG_TYPE =
            new ErrorReply("WRONGTYPE Operation against a key holding the wrong kind of value");
    public static final ErrorReply SYNTAX = new ErrorReply("ERR syntax error");
    public static final ErrorReply NOT_AN_INTEGER =
            new ErrorReply("ERR value is not an integer or out of range");
    public static final ErrorReply NOT_A_FLOAT = new ErrorReply("ERR value is not a valid float");
    public static final ErrorReply OUT_OF_RANGE = new ErrorReply("ERR index out of range");
    public static final ErrorReply NO_SUCH_KEY = new ErrorReply("ERR no such key");
    public static final ErrorReply SAME_OBJECT =
            new ErrorReply("ERR source and destination objects are the same");
    public static final ErrorReply INVALID_CURSOR = new ErrorReply("ERR invalid cursor");

    private final boolean repeated;

    private ErrorReply(String text) {
        this(text, false);
    }

    private ErrorReply(String text, boolean repeated) {
        super(text, null, false, false);
        this.repeated = repeated;
    }

    /**
     * An error that ends a script because a command of it ended so: the command's error was counted
     * already, and as in Redis this one isn't counted again.
     */
    public static ErrorReply repeated(String text) {
        return new ErrorReply(text, true);
    }

    /** Whether it repeats an error that was counted already. */
    public boolean isRepeated() {
        return repeated;
    }

    /** An error whose whole text, code included, is given. */
    public static ErrorReply of(String text) {
        return new ErrorReply(text);
    }

    /** An error with the generic code ERR. */
    public static ErrorReply err(String sentence) {
        return new ErrorReply("ERR " + sentence);
    }

    /** The whole text: code, space, sentence. */
    public String text() {
        return getMessage();
    }

    /** The first word of the text, as INFO errorstats counts it. */
    public String code() {
        String text = getMessage();
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
