package io.gridscript.acl;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A password as it is kept: its SHA-256 digest, never its text. */
public final class Password {

    private final byte[] digest;

    private Password(byte[] digest) {
        this.digest = digest;
    }

    /** The digest of a password's text. */
    public static Password of(byte[] text) {
        try {
            return new Password(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether both are the same; takes as long whether they are or not. */
    boolean matches(Password other) {
        return MessageDigest.isEqual(digest, other.digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && matches(password);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    /** Tells nothing of the password. */
    @Override
    public String toString() {
        return "Password";
    }
}
