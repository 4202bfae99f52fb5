package io.gridscript.resp;

/** Bytes as a Java string literal, to be pasted into a test. */
final class Latin1Literal {

    private Latin1Literal() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : bytes) {
            switch (b) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '"', '\\' -> text.append('\\').append((char) b);
                default -> {
                    if (b >= ' ' && b <= '~') {
                        text.append((char) b);
                    } else {
                        text.append(String.format("\\u%04x", b & 0xFF));
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
