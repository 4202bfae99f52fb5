package io.gridscript.differential;

import io.gridscript.reply.Ascii;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Random scripts: the lines of what a grammar names {@code lua}, with the words of a random request
 * for each {@code @}.
 */
final class Scripts {

    private static final int REMEMBERED = 20;

    private final Requests requests;
    private final List<String> made = new ArrayList<>();

    Scripts(Requests requests) {
        this.requests = requests;
    }

    void forget() {
        made.clear();
    }

    void addScript(List<String> words, Random random) {
        if (!made.isEmpty() && random.nextInt(4) == 0) {
            words.add(made.get(random.nextInt(made.size())));
            return;
        }
        StringBuilder script = new StringBuilder();
        for (String line : requests.expand("lua", random)) {
            String[] parts = line.split("@", -1);
            script.append(script.length() == 0 ? "" : "\n").append(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                script.append(arguments(random)).append(parts[i]);
            }
        }
        if (made.size() == REMEMBERED) {
            made.remove(0);
        }
        made.add(script.toString());
        words.add(script.toString());
    }

    /** The digest of a script that was made lately, so that it may have been run or loaded. */
    void addSha(List<String> words, Random random) {
        words.add(made.isEmpty() ? "0".repeat(40) : sha(made.get(random.nextInt(made.size()))));
    }

    private String arguments(Random random) {
        while (true) {
            Request request = new Request(requests.one(random), false);
            if (!LeftOut.ofScripts(request)) {
                return String.join(", ", request.words().stream().map(Scripts::literal).toList());
            }
        }
    }

    private static String literal(String word) {
        StringBuilder literal = new StringBuilder("'");
        for (char c : word.toCharArray()) {
            if (c < ' ' || c > '~' || c == '\'' || c == '\\') {
                literal.append(String.format("\\%03d", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('\'').toString();
    }

    private static String sha(String script) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(Ascii.bytes(script)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
