package io.gridscript.command.string;

import static io.gridscript.command.string.StringSpecs.KEY;
import static io.gridscript.command.string.StringSpecs.VALUE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** APPEND and SETRANGE. */
final class Patching {

    private static final ErrorReply NEGATIVE_OFFSET = ErrorReply.err("offset is out of range");

    private final LengthLimit limit;

    Patching(LengthLimit limit) {
        this.limit = limit;
    }

    void register(CommandTable table) {
        table.onKeyspace(
                StringSpecs.of("append", 3, KeySpec.key(1, KeyFlag.RW, KeyFlag.INSERT))
                        .since("2.0.0")
                        .summary("Adds to the end of the string at a key, which it may create.")
                        .complexity("O(1), amortized over the growth of the string.")
                        .flags(CommandFlag.WRITE, CommandFlag.DENYOOM, CommandFlag.FAST)
                        .arguments(KEY, VALUE),
                this::append);
        table.onKeyspace(
                StringSpecs.of("setrange", 4, KeySpec.key(1, KeyFlag.RW, KeyFlag.UPDATE))
                        .since("2.2.0")
                        .summary("Overwrites a part of the string at a key, which it may create.")
                        .complexity("O(M) where M is the length of the value.")
                        .flags(CommandFlag.WRITE, CommandFlag.DENYOOM)
                        .arguments(KEY, Argument.integer("offset"), VALUE),
                this::setRange);
    }

    private void append(CommandCall call, ReplyWriter reply) {
        byte[] suffix = call.argument(2);
        StringValue value = call.database().findForWrite(call.argument(1), StringValue.class);
        if (value == null) {
            call.database().put(call.argument(1), StringValue.encode(suffix));
            reply.integer(suffix.length);
        } else {
            limit.check(value.length(), suffix.length);
            reply.integer(value.append(suffix));
        }
        call.notifyOf(KeyEvent.APPEND, call.argument(1));
    }

    private void setRange(CommandCall call, ReplyWriter reply) {
        long offset = RedisNumbers.parseLong(call.argument(2));
        byte[] patch = call.argument(3);
        if (offset < 0) {
            throw NEGATIVE_OFFSET;
        }
        StringValue value = call.database().findForWrite(call.argument(1), StringValue.class);
        if (patch.length == 0) {
            reply.integer(value == null ? 0 : value.length());
            return;
        }
        limit.check(offset, patch.length);
        if (value == null) {
            byte[] bytes = new byte[(int) offset + patch.length];
            System.arraycopy(patch, 0, bytes, (int) offset, patch.length);
            call.database().put(call.argument(1), StringValue.raw(bytes));
            reply.integer(bytes.length);
        } else {
            reply.integer(value.setRange((int) offset, patch));
        }
        call.notifyOf(KeyEvent.SETRANGE, call.argument(1));
    }
}
