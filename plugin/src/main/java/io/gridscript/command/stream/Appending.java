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
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.Arrays;

/** XADD. */
final class Appending {

    private static final ErrorReply ZERO_ID =
            ErrorReply.err("The ID specified in XADD must be greater than 0-0");
    private static final ErrorReply EXHAUSTED =
            ErrorReply.err(
                    "The stream has exhausted the last possible ID, unable to add more items");
    private static final ErrorReply NOT_GREATER =
            ErrorReply.err(
                    "The ID specified in XADD is equal or smaller than the target stream top item");
    private static final ErrorReply TOO_LARGE =
            ErrorReply.err("Elements are too large to be stored");

    /** Fields and values of an entry take so many bytes at most. */
    private static final int LARGEST_ENTRY = 1 << 30;

    private Appending() {}

    static void register(CommandTable table) {
        table.onKeyspace(xadd(), Appending::add);
    }

    private static void add(CommandCall call, ReplyWriter reply) {
        AddRequest request = AddRequest.ofAdd(call.arguments(), Removal.nodeEntries(call));
        int parts = call.count() - request.fieldsAt();
        if (parts < 2 || parts % 2 == 1) {
            throw CommandTable.wrongNumberOfArguments(call.command().spec());
        }
        if (request.sequenceGiven() && request.id().isZero()) {
            throw ZERO_ID;
        }
        StreamValue stream = call.database().findForWrite(call.argument(1), StreamValue.class);
        if (stream == null && !request.mayCreate()) {
            reply.nil();
            return;
        }
        StreamId id = idFor(request, stream == null ? StreamId.ZERO : stream.last(), call.now());
        byte[][] pairs = pairs(call.arguments(), request.fieldsAt());
        if (stream == null) {
            stream = new StreamValue();
            call.database().put(call.argument(1), stream);
        }
        stream.append(id, pairs);
        call.notifyOf(KeyEvent.XADD, call.argument(1));
        if (request.trim() != null && stream.trim(request.trim()) > 0) {
            call.notifyOf(KeyEvent.XTRIM, call.argument(1));
        }
        call.database().ready(call.argument(1));
        reply.bulk(id.text());
        if (call.isPropagated()) {
            StreamId made = request.sequenceGiven() ? null : id;
            call.propagate(request.exactly(call.arguments(), made, stream));
        }
    }

    private static StreamId idFor(AddRequest request, StreamId last, long now) {
        if (last.isMax()) {
            throw EXHAUSTED;
        }
        StreamId id;
        if (request.id() == null) {
            StreamId ofClock = new StreamId(now, 0);
            id = Long.compareUnsigned(now, last.millis()) > 0 ? ofClock : last.next();
        } else if (request.sequenceGiven() || request.id().millis() != last.millis()) {
            id = request.id();
        } else {
            // After the last of a millisecond comes the next, which wasn't asked for.
            id = last.sequence() == -1 ? last : last.next();
        }
        if (!id.isAfter(last)) {
            throw NOT_GREATER;
        }
        return id;
    }

    private static byte[][] pairs(byte[][] words, int from) {
        long size = 0;
        for (int i = from; i < words.length; i++) {
            size += words[i].length;
        }
        if (size > LARGEST_ENTRY) {
            throw TOO_LARGE;
        }
        return Arrays.copyOfRange(words, from, words.length);
    }

    private static CommandSpec.Builder xadd() {
        return StreamSpecs.any("xadd", -5)
                .keys(
                        KeySpec.key(1, RW, UPDATE)
                                .withNotes(
                                        "UPDATE instead of INSERT because of the optional trimming"
                                                + " feature"))
                .complexity("O(1), and O(N) for N entries that trimming removes")
                .summary("Adds an entry to a stream, which is made if it isn't there.")
                .flags(WRITE, DENYOOM, FAST)
                .tips(StreamSpecs.RANDOM_OUTPUT)
                .changed("6.2.0", "NOMKSTREAM, MINID and LIMIT.")
                .changed("7.0.0", "The sequence of an ID can be left open.")
                .arguments(
                        StreamSpecs.KEY,
                        Argument.token("nomkstream", "NOMKSTREAM").asOptional().since("6.2.0"),
                        StreamSpecs.trim().asOptional(),
                        Argument.oneOf(
                                "id-selector",
                                Argument.token("auto-id", "*"),
                                Argument.string("id")),
                        Argument.block("data", Argument.string("field"), Argument.string("value"))
                                .repeated());
    }
}
