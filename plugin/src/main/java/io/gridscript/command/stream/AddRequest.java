package io.gridscript.command.stream;

import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamTrim;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/**
 * What stands before the fields of XADD, and after the key of XTRIM.
 *
 * @param trim null for none
 * @param id the ID given, or null for one made from the clock
 * @param sequenceGiven whether of the ID given the sequence, too
 * @param mayCreate whether the stream may be made
 * @param fieldsAt where fields begin
 * @param trimAt where the number or ID stands that says what is trimmed
 */
record AddRequest(
        StreamTrim trim,
        StreamId id,
        boolean sequenceGiven,
        boolean mayCreate,
        int fieldsAt,
        int trimAt) {

    private static final byte[] EXACTLY = {'='};

    private static final ErrorReply TWO_STRATEGIES =
            ErrorReply.err(
                    "syntax error, MAXLEN and MINID options at the same time are not compatible");
    private static final ErrorReply NEGATIVE_LENGTH =
            ErrorReply.err("The MAXLEN argument must be >= 0.");
    private static final ErrorReply NEGATIVE_LIMIT =
            ErrorReply.err("The LIMIT argument must be >= 0.");
    private static final ErrorReply LIMIT_OF_NOTHING =
            ErrorReply.err(
                    "syntax error, LIMIT cannot be used without specifying a trimming strategy");
    private static final ErrorReply NO_STRATEGY =
            ErrorReply.err("syntax error, XTRIM must be called with a trimming strategy");
    private static final ErrorReply LIMIT_OF_EXACT =
            ErrorReply.err("syntax error, LIMIT cannot be used without the special ~ option");

    /** What approximate trimming removes unless said otherwise: so many nodes. */
    private static final int NODES = 100;

    private static final int LIMIT_WITHOUT_NODES = 10_000;
    private static final int GREATEST_LIMIT = 1_000_000;

    /**
     * Parses a request of XADD.
     *
     * @param nodeEntries how many entries a node takes, 0 for any number
     */
    static AddRequest ofAdd(byte[][] words, int nodeEntries) {
        return new Parser(words, true, nodeEntries).parse();
    }

    /** Parses a request of XTRIM. */
    static AddRequest ofTrim(byte[][] words, int nodeEntries) {
        return new Parser(words, false, nodeEntries).parse();
    }

    /**
     * The words as replicas are told them, whose nodes may be others: with the ID that was made and
     * with what approximate trimming has left.
     *
     * @param made null for none
     */
    byte[][] exactly(byte[][] words, StreamId made, StreamValue left) {
        byte[][] exact = words.clone();
        if (trim != null && trim.approximate()) {
            exact[trimAt - 1] = EXACTLY;
            exact[trimAt] =
                    trim.least() == null ? RedisNumbers.bytes(left.length()) : left.first().text();
        }
        if (made != null) {
            exact[fieldsAt - 1] = made.text();
        }
        return exact;
    }

    private static final class Parser {

        private final byte[][] words;
        private final boolean adds;
        private final int nodeEntries;
        private int at = 2;

        private boolean trims;
        private int trimAt;
        private boolean approximate;
        private long mostEntries;
        private StreamId least;
        private boolean limited;
        private long limit;
        private boolean mayCreate = true;
        private StreamIds.Requested requested;

        Parser(byte[][] words, boolean adds, int nodeEntries) {
            this.words = words;
            this.adds = adds;
            this.nodeEntries = nodeEntries;
        }

        AddRequest parse() {
            while (at < words.length && parseOption()) {
                at++;
            }
            check();
            StreamId id = requested == null ? null : requested.id();
            boolean sequence = requested != null && requested.sequenceGiven();
            return new AddRequest(trim(), id, sequence, mayCreate, at + 1, trimAt);
        }

        /** Whether the word was an option, and not the ID that ends them. */
        private boolean parseOption() {
            byte[] word = words[at];
            boolean more = at + 1 < words.length;
            if (adds && StreamIds.is(word, '*')) {
                return false;
            }
            if (more && Ascii.is(word, "maxlen")) {
                parseOperator();
                mostEntries = RedisNumbers.parseLong(words[++at]);
                if (mostEntries < 0) {
                    throw NEGATIVE_LENGTH;
                }
                trims = true;
                trimAt = at;
            } else if (more && Ascii.is(word, "minid")) {
                parseOperator();
                least = StreamIds.strict(words[++at]);
                trims = true;
                trimAt = at;
            } else if (more && Ascii.is(word, "limit")) {
                limit = RedisNumbers.parseLong(words[++at]);
                if (limit < 0) {
                    throw NEGATIVE_LIMIT;
                }
                limited = true;
            } else if (adds && Ascii.is(word, "nomkstream")) {
                mayCreate = false;
            } else if (adds) {
                requested = StreamIds.requested(word);
                return false;
            } else {
                throw ErrorReply.SYNTAX;
            }
            return true;
        }

        private void parseOperator() {
            if (trims) {
                throw TWO_STRATEGIES;
            }
            byte[] operator = words[at + 1];
            if (at + 2 < words.length
                    && (StreamIds.is(operator, '~') || StreamIds.is(operator, '='))) {
                approximate = StreamIds.is(operator, '~');
                at++;
            }
        }

        private void check() {
            if (limit > 0 && !trims) {
                throw LIMIT_OF_NOTHING;
            }
            if (!adds && !trims) {
                throw NO_STRATEGY;
            }
            if (limited && !approximate) {
                throw LIMIT_OF_EXACT;
            }
        }

        private StreamTrim trim() {
            if (!trims) {
                return null;
            }
            long most = approximate && !limited ? usualLimit() : limit;
            return least == null
                    ? StreamTrim.toLength(mostEntries, approximate, most)
                    : StreamTrim.toId(least, approximate, most);
        }

        private long usualLimit() {
            return nodeEntries == 0
                    ? LIMIT_WITHOUT_NODES
                    : Math.min((long) NODES * nodeEntries, GREATEST_LIMIT);
        }
    }
}
