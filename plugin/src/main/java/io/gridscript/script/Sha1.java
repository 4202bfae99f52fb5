package io.gridscript.script;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1 as 40 lower-case hexadecimal digits: how Redis names a script. */
public final class Sha1 {

    /** How many digits it has. */
    public static final int HEX_LENGTH = 40;

    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private static final ThreadLocal<MessageDigest> DIGEST =
            ThreadLocal.withInitial(Sha1::newDigest);

    private Sha1() {}

    public static byte[] hex(byte[] bytes) {
        return hex(bytes, 0, bytes.length);
    }

    public static byte[] hex(byte[] bytes, int offset, int length) {
        MessageDigest digest = DIGEST.get();
        digest.update(bytes, offset, length);
        byte[] sum = digest.digest();
        byte[] hex = new byte[2 * sum.length];
        for (int i = 0; i < sum.length; i++) {
            hex[2 * i] = DIGITS[(sum[i] >> 4) & 0xf];
            hex[2 * i + 1] = DIGITS[sum[i] & 0xf];
        }
        return hex;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform must have it.
            throw new IllegalStateException(e);
        }
    }
}
