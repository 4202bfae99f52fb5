package io.gridscript.resp;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;

/** Reads replies of RESP3, piece by piece, into whoever takes them. */
final class ReplyDecoder {

    private static final int NONE = -1;

    private ReplyDecoder() {}

    /**
     * Reads the next piece of a reply: a value, or the head of an aggregate.
     *
     * @return false when it isn't whole yet, and nothing has been read
     */
    static boolean read(ByteBuf in, ReplyWriter reply) {
        int start = in.readerIndex();
        int end = in.forEachByte(value -> value != '\n');
        if (end == NONE) {
            return false;
        }
        byte kind = in.readByte();
        String line = Ascii.string(ByteBufUtil.getBytes(in, start + 1, end - start - 2));
        in.readerIndex(end + 1);
        if (kind == '$' || kind == '=') {
            if (!readString(in, kind, Integer.parseInt(line), reply)) {
                in.readerIndex(start);
                return false;
            }
            return true;
        }
        switch (kind) {
            case '+' -> reply.status(line);
            case '-' -> reply.error(ErrorReply.of(line));
            case ':' -> reply.integer(Long.parseLong(line));
            case '_' -> reply.nil();
            case '#' -> reply.bool(line.equals("t"));
            case ',' -> reply.real(real(line));
            case '(' -> reply.bigNumber(Ascii.bytes(line));
            case '*' -> reply.array(Integer.parseInt(line));
            case '%' -> reply.map(Integer.parseInt(line));
            case '~' -> reply.set(Integer.parseInt(line));
            case '>' -> reply.push(Integer.parseInt(line));
            default -> throw new IllegalStateException("a reply begins with " + (char) kind);
        }
        return true;
    }

    private static boolean readString(ByteBuf in, byte kind, int length, ReplyWriter reply) {
        if (in.readableBytes() < length + 2) {
            return false;
        }
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), length);
        in.skipBytes(length + 2);
        if (kind == '$') {
            reply.bulk(bytes);
        } else {
            String format = Ascii.string(bytes).substring(0, 3);
            byte[] text = Arrays.copyOfRange(bytes, 4, length);
            reply.verbatim(format, text);
        }
        return true;
    }

    private static double real(String line) {
        return switch (line) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(line);
        };
    }
}
