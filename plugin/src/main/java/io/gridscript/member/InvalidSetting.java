package io.gridscript.member;

/** A setting of the member can't be used. The message is one line for the operator. */
public final class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSetting(String message) {
        super(message, null, false, false);
    }
}
