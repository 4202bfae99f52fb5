package io.gridscript.command.string;

import static io.gridscript.spec.Argument.integer;
import static io.gridscript.spec.Argument.key;
import static io.gridscript.spec.Argument.token;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.List;

/** LCS: the longest common subsequence of two strings. */
final class CommonSubsequence {

    private static final ErrorReply NOT_STRINGS =
            ErrorReply.err("The specified keys must contain string values");
    private static final ErrorReply LENGTH_AND_INDEXES =
            ErrorReply.err("If you want both the length and indexes, please just use IDX.");
    private static final ErrorReply TABLE_TOO_LARGE =
            ErrorReply.err(
                    "Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    private static final byte[] EMPTY = {};

    private final LengthLimit limit;

    CommonSubsequence(LengthLimit limit) {
        this.limit = limit;
    }

    void register(CommandTable table) {
        table.onKeyspace(
                StringSpecs.of("lcs", -3, KeySpec.range(1, 1, 1, KeyFlag.RO, KeyFlag.ACCESS))
                        .since("7.0.0")
                        .summary("Tells the longest common subsequence of two strings.")
                        .complexity("O(N*M) where N and M are the lengths of the two strings.")
                        .flags(CommandFlag.READONLY)
                        .arguments(
                                key("key1"),
                                key("key2"),
                                token("len", "LEN").asOptional(),
                                token("idx", "IDX").asOptional(),
                                integer("min-match-len").after("MINMATCHLEN").asOptional(),
                                token("withmatchlen", "WITHMATCHLEN").asOptional()),
                this::run);
    }

    private void run(CommandCall call, ReplyWriter reply) {
        Entry one = call.database().find(call.argument(1));
        Entry other = call.database().find(call.argument(2));
        byte[] first = bytes(one);
        byte[] second = bytes(other);
        Options options = Options.of(call);
        if (4 * (first.length + 1L) * (second.length + 1L) > limit.longestBulk()) {
            throw TABLE_TOO_LARGE;
        }
        SubsequenceTable table = SubsequenceTable.of(first, second);
        if (options.indexes) {
            answerIndexes(table, options, reply);
        } else if (options.length) {
            reply.integer(table.length());
        } else {
            reply.bulk(table.subsequence());
        }
    }

    private static byte[] bytes(Entry entry) {
        if (entry == null) {
            return EMPTY;
        }
        if (entry.value() instanceof StringValue value) {
            return value.bytes();
        }
        throw NOT_STRINGS;
    }

    private static void answerIndexes(SubsequenceTable table, Options options, ReplyWriter reply) {
        List<SubsequenceTable.Match> matches = table.matches(options.shortestMatch);
        reply.map(2);
        reply.bulk("matches");
        reply.array(matches.size());
        for (SubsequenceTable.Match match : matches) {
            reply.array(options.matchLengths ? 3 : 2);
            answerRange(match.first(), match.length(), reply);
            answerRange(match.second(), match.length(), reply);
            if (options.matchLengths) {
                reply.integer(match.length());
            }
        }
        reply.bulk("len");
        reply.integer(table.length());
    }

    private static void answerRange(int start, int length, ReplyWriter reply) {
        reply.array(2);
        reply.integer(start);
        reply.integer(start + length - 1L);
    }

    private record Options(
            boolean length, boolean indexes, boolean matchLengths, long shortestMatch) {

        static Options of(CommandCall call) {
            boolean length = false;
            boolean indexes = false;
            boolean matchLengths = false;
            long shortestMatch = 0;
            for (int at = 3; at < call.count(); at++) {
                byte[] word = call.argument(at);
                if (Ascii.is(word, "idx")) {
                    indexes = true;
                } else if (Ascii.is(word, "len")) {
                    length = true;
                } else if (Ascii.is(word, "withmatchlen")) {
                    matchLengths = true;
                } else if (Ascii.is(word, "minmatchlen") && at + 1 < call.count()) {
                    at++;
                    shortestMatch = RedisNumbers.parseLong(call.argument(at));
                } else {
                    throw ErrorReply.SYNTAX;
                }
            }
            if (length && indexes) {
                throw LENGTH_AND_INDEXES;
            }
            return new Options(length, indexes, matchLengths, shortestMatch);
        }
    }
}
