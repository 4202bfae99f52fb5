package io.gridscript.observe;

import io.gridscript.reply.Ascii;
import java.util.Set;

/** Takes secrets out of requests before they are logged or shown. */
public final class Redaction {

    private static final byte[] REDACTED = Ascii.bytes("(redacted)");

    private static final Set<String> SECRET_DIRECTIVES =
            Set.of(
                    "masteruser",
                    "masterauth",
                    "requirepass",
                    "tls-key-file-pass",
                    "tls-client-key-file-pass");

    private Redaction() {}

    /**
     * The request without secrets; the same array where it has none.
     *
     * @param command its full name
     */
    public static byte[][] of(String command, byte[][] request) {
        return switch (command) {
            case "auth" -> withoutRest(request, 1);
            case "hello" -> withoutPassword(request, 2);
            case "acl|setuser", "acl|getuser", "acl|deluser" -> withoutRest(request, 2);
            case "config|set" -> withoutSecretValues(request);
            case "migrate" -> withoutPassword(request, 6);
            default -> request;
        };
    }

    private static byte[][] withoutRest(byte[][] request, int from) {
        byte[][] redacted = request.clone();
        for (int i = from; i < redacted.length; i++) {
            redacted[i] = REDACTED;
        }
        return redacted;
    }

    private static byte[][] withoutSecretValues(byte[][] request) {
        byte[][] redacted = request.clone();
        for (int i = 2; i + 1 < redacted.length; i += 2) {
            if (SECRET_DIRECTIVES.contains(Ascii.lowerCase(redacted[i]))) {
                redacted[i + 1] = REDACTED;
            }
        }
        return redacted;
    }

    /** HELLO's AUTH has two words behind it, MIGRATE's has one and its AUTH2 has two. */
    private static byte[][] withoutPassword(byte[][] request, int from) {
        byte[][] redacted = request.clone();
        boolean migrate = from > 2;
        for (int i = from; i < redacted.length; i++) {
            boolean one = migrate && Ascii.is(request[i], "auth");
            boolean two = Ascii.is(request[i], migrate ? "auth2" : "auth");
            for (int left = one ? 1 : two ? 2 : 0; left > 0 && i + 1 < redacted.length; left--) {
                redacted[++i] = REDACTED;
            }
        }
        return redacted;
    }
}
