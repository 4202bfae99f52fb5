package io.gridscript.command.bitmap;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** SETBIT and GETBIT. */
final class SingleBits {

    private static final ErrorReply NO_BIT =
            ErrorReply.err("bit is not an integer or out of range");

    private final BitOffset offsets;

    SingleBits(BitOffset offsets) {
        this.offsets = offsets;
    }

    void register(CommandTable table) {
        table.onKeyspace(setbit(), this::set);
        table.onKeyspace(getbit(), this::get);
    }

    private void set(CommandCall call, ReplyWriter reply) {
        long offset = offsets.parse(call.argument(2));
        boolean bit = IntegerArgument.between(call.argument(3), 0, 1, NO_BIT) == 1;
        StringValue value = call.database().findForWrite(call.argument(1), StringValue.class);
        Bits bits = Bits.of(value);
        boolean before = bits.get(offset);
        int index = (int) (offset >> 3);
        int mask = 0x80 >> (offset & 7);
        byte octet = (byte) (bit ? bits.octet(index) | mask : bits.octet(index) & ~mask);
        if (value == null) {
            byte[] bytes = new byte[index + 1];
            bytes[index] = octet;
            call.database().put(call.argument(1), StringValue.raw(bytes));
            call.notifyOf(KeyEvent.SETBIT, call.argument(1));
        } else if (bit != before || index >= value.length()) {
            value.setRange(index, new byte[] {octet});
            call.notifyOf(KeyEvent.SETBIT, call.argument(1));
        } else {
            value.unshare();
        }
        reply.integer(before ? 1 : 0);
    }

    private void get(CommandCall call, ReplyWriter reply) {
        long offset = offsets.parse(call.argument(2));
        StringValue value = call.database().find(call.argument(1), StringValue.class);
        reply.integer(Bits.of(value).get(offset) ? 1 : 0);
    }

    private static CommandSpec.Builder setbit() {
        return BitmapSpecs.of("setbit", 4, KeySpec.key(1, RW, ACCESS, UPDATE))
                .since("2.2.0")
                .complexity("O(1)")
                .summary("Sets or clears a bit of a string, which it may create.")
                .flags(WRITE, DENYOOM)
                .arguments(BitmapSpecs.KEY, BitmapSpecs.OFFSET, Argument.integer("value"));
    }

    private static CommandSpec.Builder getbit() {
        return BitmapSpecs.of("getbit", 3, KeySpec.key(1, RO, ACCESS))
                .since("2.2.0")
                .complexity("O(1)")
                .summary("Tells a bit of a string.")
                .flags(READONLY, FAST)
                .arguments(BitmapSpecs.KEY, BitmapSpecs.OFFSET);
    }
}
