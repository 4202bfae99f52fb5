package io.gridscript.acl;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A password as it is kept: its SHA-256 digest, never its text. */
public final class Password {

    private static final int DIGEST_BYTES = 32;

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

    /** A digest that is given as such: 64 digits of base 16 in lower case, or null. */
    static Password ofDigest(String hex) {
        if (hex.length() != 2 * DIGEST_BYTES) {
            return null;
        }
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return null;
            }
        }
        return new Password(HexFormat.of().parseHex(hex));
    }

    /** The digest in base 16. */
    public String hex() {
        return HexFormat.of().formatHex(digest);
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
