package io.gridscript.reply;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes replies as RESP2 or RESP3 bytes into a buffer. Belongs to one thread at a time; the buffer
 * can be exchanged between replies, so that one writer serves a connection all its life.
 *
 * <p>Integers, bulks, headers and {@code +OK} allocate nothing.
 */
public final class RespWriter implements ReplyWriter {

    private static final byte[] OK = Ascii.bytes("+OK\r\n");
    private static final byte[] NULL_BULK = Ascii.bytes("$-1\r\n");
    private static final byte[] NULL_ARRAY = Ascii.bytes("*-1\r\n");
    private static final byte[] NULL = Ascii.bytes("_\r\n");
    private static final byte[] TRUE = Ascii.bytes("#t\r\n");
    private static final byte[] FALSE = Ascii.bytes("#f\r\n");
    private static final short CRLF = '\r' << 8 | '\n';

    /** A type byte, a number and CRLF are put together here and copied at once. */
    private final byte[] line = new byte[1 + RedisNumbers.MAX_LONG_LENGTH + 2];

    private final byte[] number = new byte[RedisNumbers.MAX_DOUBLE_LENGTH];

    private ByteBuf target;
    private int protocol;

    /**
     * @param protocol 2 or 3
     */
    public RespWriter(int protocol, ByteBuf target) {
        to(target).protocol(protocol);
        line[line.length - 2] = '\r';
        line[line.length - 1] = '\n';
    }

    /** Exchanges the buffer that the next reply goes to; the former one stays its owner's. */
    public RespWriter to(ByteBuf target) {
        this.target = target;
        return this;
    }

    /** The buffer that replies go to. */
    public ByteBuf target() {
        return target;
    }

    /** Changes the version that the next reply is written in, 2 or 3. */
    public RespWriter protocol(int version) {
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("RESP has versions 2 and 3, not " + version);
        }
        this.protocol = version;
        return this;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public void raw(byte[] bytes) {
        target.writeBytes(bytes);
    }

    @Override
    public void ok() {
        target.writeBytes(OK);
    }

    @Override
    public void status(String text) {
        target.writeByte('+');
        oneLine(text, text.length());
        target.writeShort(CRLF);
    }

    @Override
    public void status(byte[] text) {
        target.writeByte('+');
        int start = target.writerIndex();
        target.writeBytes(text);
        blankLineBreaks(start);
        target.writeShort(CRLF);
    }

    /** Line breaks at the end are cut first, as Redis does (addReplyErrorFormat). */
    @Override
    public void error(ErrorReply error) {
        String text = error.text();
        int length = text.length();
        while (length > 0 && isLineBreak(text.charAt(length - 1))) {
            length--;
        }
        target.writeByte('-');
        oneLine(text, length);
        target.writeShort(CRLF);
    }

    @Override
    public void integer(long value) {
        header(':', value);
    }

    @Override
    public void bulk(byte[] bytes, int offset, int length) {
        header('$', length);
        target.writeBytes(bytes, offset, length);
        target.writeShort(CRLF);
    }

    @Override
    public void bulk(String latin1) {
        header('$', latin1.length());
        text(latin1, latin1.length());
        target.writeShort(CRLF);
    }

    @Override
    public void nil() {
        target.writeBytes(protocol == 2 ? NULL_BULK : NULL);
    }

    @Override
    public void nilArray() {
        target.writeBytes(protocol == 2 ? NULL_ARRAY : NULL);
    }

    @Override
    public void array(int elements) {
        header('*', elements);
    }

    @Override
    public void map(int pairs) {
        if (protocol == 2) {
            header('*', 2L * pairs);
        } else {
            header('%', pairs);
        }
    }

    @Override
    public void set(int elements) {
        header(protocol == 2 ? '*' : '~', elements);
    }

    @Override
    public void push(int elements) {
        header(protocol == 2 ? '*' : '>', elements);
    }

    @Override
    public boolean attributes(int pairs) {
        if (protocol == 2) {
            return false;
        }
        header('|', pairs);
        return true;
    }

    @Override
    public void real(double value) {
        int length = RedisNumbers.putDouble(value, number, 0);
        if (protocol == 2) {
            bulk(number, 0, length);
        } else {
            target.writeByte(',');
            target.writeBytes(number, 0, length);
            target.writeShort(CRLF);
        }
    }

    @Override
    public void bool(boolean value) {
        if (protocol == 2) {
            header(':', value ? 1 : 0);
        } else {
            target.writeBytes(value ? TRUE : FALSE);
        }
    }

    @Override
    public void bigNumber(byte[] digits) {
        if (protocol == 2) {
            bulk(digits);
        } else {
            target.writeByte('(');
            target.writeBytes(digits);
            target.writeShort(CRLF);
        }
    }

    @Override
    public void verbatim(String format, byte[] text) {
        if (format.length() != 3) {
            throw new IllegalArgumentException("a format has three characters: " + format);
        }
        if (protocol == 2) {
            bulk(text);
        } else {
            header('=', text.length + 4L);
            text(format, 3);
            target.writeByte(':');
            target.writeBytes(text);
            target.writeShort(CRLF);
        }
    }

    private void header(char type, long value) {
        int start = RedisNumbers.putLong(value, line, line.length - 2);
        line[--start] = (byte) type;
        target.writeBytes(line, start, line.length - start);
    }

    private void oneLine(String text, int length) {
        int start = target.writerIndex();
        text(text, length);
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            blankLineBreaks(start);
        }
    }

    private void text(String latin1, int length) {
        ByteBufUtil.writeAscii(
                target, latin1.length() == length ? latin1 : latin1.substring(0, length));
    }

    private void blankLineBreaks(int start) {
        for (int i = start; i < target.writerIndex(); i++) {
            if (isLineBreak((char) target.getByte(i))) {
                target.setByte(i, ' ');
            }
        }
    }

    private static boolean isLineBreak(char c) {
        return c == '\r' || c == '\n';
    }
}
