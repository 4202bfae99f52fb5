package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** XSETID. */
final class Renumbering {

    private static final ErrorReply NEGATIVE = ErrorReply.err("entries_added must be positive");
    private static final ErrorReply BEFORE_GIVEN_DELETED =
            ErrorReply.err(
                    "The ID specified in XSETID is smaller than the provided"
                            + " max_deleted_entry_id");
    private static final ErrorReply BEFORE_DELETED =
            ErrorReply.err(
                    "The ID specified in XSETID is smaller than current max_deleted_entry_id");
    private static final ErrorReply BEFORE_LAST =
            ErrorReply.err("The ID specified in XSETID is smaller than the target stream top item");
    private static final ErrorReply FEWER_THAN_LENGTH =
            ErrorReply.err(
                    "The entries_added specified in XSETID is smaller than the target stream"
                            + " length");

    private static final long NOT_GIVEN = -1;

    private Renumbering() {}

    static void register(CommandTable table) {
        table.onKeyspace(xsetid(), Renumbering::set);
    }

    private static void set(CommandCall call, ReplyWriter reply) {
        byte[][] words = call.arguments();
        StreamId last = StreamIds.strict(words[2]);
        long added = NOT_GIVEN;
        StreamId deleted = StreamId.ZERO;
        for (int at = 3; at < words.length; at += 2) {
            boolean more = at + 1 < words.length;
            if (more && Ascii.is(words[at], "entriesadded")) {
                added = RedisNumbers.parseLong(words[at + 1]);
                if (added < 0) {
                    throw NEGATIVE;
                }
            } else if (more && Ascii.is(words[at], "maxdeletedid")) {
                deleted = StreamIds.strict(words[at + 1]);
                if (last.isBefore(deleted)) {
                    throw BEFORE_GIVEN_DELETED;
                }
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        StreamValue stream = call.database().findForWrite(words[1], StreamValue.class);
        if (stream == null) {
            throw ErrorReply.NO_SUCH_KEY;
        }
        check(stream, last, added);
        stream.renumber(
                last,
                added == NOT_GIVEN ? stream.added() : added,
                deleted.isZero() ? stream.mostDeleted() : deleted);
        call.notifyOf(KeyEvent.XSETID, words[1]);
        reply.ok();
    }

    private static void check(StreamValue stream, StreamId last, long added) {
        if (last.isBefore(stream.mostDeleted())) {
            throw BEFORE_DELETED;
        }
        if (stream.length() == 0) {
            return;
        }
        if (last.isBefore(stream.lastPresent())) {
            throw BEFORE_LAST;
        }
        if (added != NOT_GIVEN && stream.length() > added) {
            throw FEWER_THAN_LENGTH;
        }
    }

    private static CommandSpec.Builder xsetid() {
        return StreamSpecs.of("xsetid", -3, RW, UPDATE)
                .complexity("O(1)")
                .summary("Sets what a stream knows of its last ID, for the copying of streams.")
                .flags(WRITE, DENYOOM, FAST)
                .changed("7.0.0", "ENTRIESADDED and MAXDELETEDID.")
                .arguments(
                        StreamSpecs.KEY,
                        Argument.string("last-id"),
                        Argument.integer("entries-added")
                                .after("ENTRIESADDED")
                                .asOptional()
                                .since("7.0.0"),
                        Argument.string("max-deleted-id")
                                .after("MAXDELETEDID")
                                .asOptional()
                                .since("7.0.0"));
    }
}
