package io.gridscript.command.bitmap;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;
import static io.gridscript.spec.KeyFlag.VARIABLE_FLAGS;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.List;

/** BITFIELD and BITFIELD_RO. */
final class BitFields {

    private static final ErrorReply ONLY_GET =
            ErrorReply.err("BITFIELD_RO only supports the GET subcommand");

    private final BitOffset offsets;

    BitFields(BitOffset offsets) {
        this.offsets = offsets;
    }

    void register(CommandTable table) {
        table.onKeyspace(bitfield(), (call, reply) -> run(call, reply, true));
        table.onKeyspace(bitfieldRo(), (call, reply) -> run(call, reply, false));
    }

    private void run(CommandCall call, ReplyWriter reply, boolean mayWrite) {
        List<FieldOperation> operations = FieldOperation.parse(call.arguments(), offsets);
        long end = 0;
        for (FieldOperation each : operations) {
            end = Math.max(end, each.writesUpTo());
        }
        if (end > 0 && !mayWrite) {
            throw ONLY_GET;
        }
        byte[] key = call.argument(1);
        boolean grows = end > 0 && lengthInBits(call, key) < end;
        StringValue value =
                end > 0
                        ? ofLength(call, key, (int) (end + 7 >> 3))
                        : call.database().find(key, StringValue.class);
        reply.array(operations.size());
        boolean changed = false;
        for (FieldOperation each : operations) {
            changed |= each.run(value, grows, reply);
        }
        if (changed) {
            call.notifyOf(KeyEvent.SETBIT, key);
        }
    }

    private static long lengthInBits(CommandCall call, byte[] key) {
        StringValue value = call.database().findForWrite(key, StringValue.class);
        return value == null ? 0 : 8L * value.length();
    }

    /** The string of a key, made or lengthened to so many bytes. */
    private static StringValue ofLength(CommandCall call, byte[] key, int length) {
        StringValue value = call.database().findForWrite(key, StringValue.class);
        if (value == null) {
            StringValue added = StringValue.raw(new byte[length]);
            call.database().put(key, added);
            return added;
        }
        if (value.length() < length) {
            value.setRange(length - 1, new byte[1]);
        } else {
            value.unshare();
        }
        return value;
    }

    private static CommandSpec.Builder bitfield() {
        return BitmapSpecs.of(
                        "bitfield",
                        -2,
                        KeySpec.key(1, RW, UPDATE, ACCESS, VARIABLE_FLAGS)
                                .withNotes(
                                        "This command allows both access and modification of the"
                                                + " key"))
                .since("3.2.0")
                .complexity("O(1) for each operation")
                .summary("Reads and writes integers among the bits of a string.")
                .flags(WRITE, DENYOOM)
                .variableKeyFlags(FieldOperation::keyFlags)
                .arguments(
                        BitmapSpecs.KEY,
                        Argument.oneOf("operation", field("get-block").after("GET"), write())
                                .repeated()
                                .asOptional());
    }

    private static Argument write() {
        return Argument.block(
                "write",
                Argument.oneOf(
                                "overflow-block",
                                Argument.token("wrap", "WRAP"),
                                Argument.token("sat", "SAT"),
                                Argument.token("fail", "FAIL"))
                        .after("OVERFLOW")
                        .asOptional(),
                Argument.oneOf(
                        "write-operation",
                        field("set-block", Argument.integer("value")).after("SET"),
                        field("incrby-block", Argument.integer("increment")).after("INCRBY")));
    }

    private static Argument field(String name, Argument... more) {
        Argument[] parts = new Argument[2 + more.length];
        parts[0] = Argument.string("encoding");
        parts[1] = BitmapSpecs.OFFSET;
        System.arraycopy(more, 0, parts, 2, more.length);
        return Argument.block(name, parts);
    }

    private static CommandSpec.Builder bitfieldRo() {
        return BitmapSpecs.of("bitfield_ro", -2, KeySpec.key(1, RO, ACCESS))
                .since("6.0.0")
                .complexity("O(1) for each operation")
                .summary("Reads integers among the bits of a string.")
                .flags(READONLY, FAST)
                .arguments(
                        BitmapSpecs.KEY,
                        field("get-block").after("GET").repeatedWithToken().asOptional());
    }
}
