package io.gridscript.member;

/**
 * A setting with which the member cannot serve: an unknown name, a value out of range, an address
 * that cannot be bound. The message is one line that names the setting and what to write instead.
 */
public final class InvalidSetting extends RuntimeException {

    /** An invalid setting, with the line an operator is to read. */
    public InvalidSetting(String message) {
        super(message);
    }
}
