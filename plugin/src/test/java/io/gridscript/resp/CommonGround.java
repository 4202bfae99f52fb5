package io.gridscript.resp;

import java.util.ArrayList;
import java.util.List;

/**
 * The requests at the beginning of some input that netty-codec-redis and Redis read alike, found by
 * the plainest means: the reference that both are held to.
 */
final class CommonGround {

    private static final int END = -1;
    private static final long LARGEST_COUNT = 1_000_000;
    private static final long LARGEST_BULK = 512L << 20;

    private final String input;
    private final List<List<String>> requests = new ArrayList<>();
    private int at;
    private Difference difference;

    private CommonGround(String latin1) {
        this.input = latin1;
    }

    static CommonGround of(String latin1) {
        CommonGround ground = new CommonGround(latin1);
        boolean more = true;
        while (more && ground.at < latin1.length()) {
            more = latin1.charAt(ground.at) == '*' ? ground.array() : ground.inline();
        }
        return ground;
    }

    /** The requests before anything that the two may read differently. */
    List<List<String>> requests() {
        return requests;
    }

    /** What ends the common ground; null if the input ends there or within a request. */
    Difference difference() {
        return difference;
    }

    private boolean inline() {
        char first = input.charAt(at);
        if ("+-:$".indexOf(first) >= 0) {
            return differ(Difference.REPLY_TYPE);
        }
        int lf = input.indexOf('\n', at);
        int nul = input.indexOf('\0', at);
        if (nul != END && (lf == END || nul < lf)) {
            return differ(Difference.NUL_IN_A_LINE);
        }
        if (lf == END) {
            return false;
        }
        if (lf == at || input.charAt(lf - 1) != '\r') {
            return differ(Difference.LONE_LF);
        }
        String line = input.substring(at, lf - 1);
        if (line.chars().anyMatch(c -> c > 127)) {
            return differ(Difference.BEYOND_ASCII);
        }
        List<String> words = Words.of(line);
        if (words == null) {
            return differ(Difference.UNBALANCED_QUOTES);
        }
        if (words.isEmpty()) {
            return differ(Difference.BLANK_LINE);
        }
        requests.add(words);
        at = lf + 1;
        return true;
    }

    private boolean array() {
        Header count = header(at);
        if (count == null) {
            return false;
        }
        if (count.length <= 0) {
            return differ(Difference.NO_ARGUMENTS);
        }
        if (count.length > LARGEST_COUNT) {
            return differ(Difference.LENGTH_OUT_OF_RANGE);
        }
        int next = count.end;
        List<String> arguments = new ArrayList<>();
        for (long i = 0; i < count.length; i++) {
            if (next == input.length()) {
                return false;
            }
            if (input.charAt(next) != '$') {
                return differ(Difference.NO_BULK);
            }
            Header bulk = header(next);
            if (bulk == null) {
                return false;
            }
            if (bulk.length < 0) {
                return differ(Difference.NULL_BULK);
            }
            if (bulk.length > LARGEST_BULK) {
                return differ(Difference.LENGTH_OUT_OF_RANGE);
            }
            int end = bulk.end + (int) bulk.length;
            if (end + 2 > input.length()) {
                boolean wrong = end < input.length() && input.charAt(end) != '\r';
                return wrong && differ(Difference.END_OF_A_BULK);
            }
            if (!input.startsWith("\r\n", end)) {
                return differ(Difference.END_OF_A_BULK);
            }
            arguments.add(input.substring(bulk.end, end));
            next = end + 2;
        }
        requests.add(arguments);
        at = next;
        return true;
    }

    /** A length and where it ends; null with or without a difference if there is none. */
    private Header header(int start) {
        int end = start + 1;
        while (end < input.length() && "\r\n\0".indexOf(input.charAt(end)) < 0) {
            end++;
        }
        boolean whole = end + 1 < input.length();
        if (end < input.length()
                && (input.charAt(end) != '\r' || whole)
                && !input.startsWith("\r\n", end)) {
            differ(Difference.END_OF_A_HEADER);
            return null;
        }
        if (!whole) {
            return null;
        }
        String digits = input.substring(start + 1, end);
        if (!digits.matches("0|-?[1-9][0-9]{0,17}")) {
            differ(
                    digits.matches("-?[0-9]{18,}")
                            ? Difference.LENGTH_OUT_OF_RANGE
                            : Difference.FORM_OF_A_LENGTH);
            return null;
        }
        return new Header(Long.parseLong(digits), end + 2);
    }

    private boolean differ(Difference what) {
        difference = what;
        return false;
    }

    private record Header(long length, int end) {}
}
