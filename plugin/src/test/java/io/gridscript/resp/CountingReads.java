package io.gridscript.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.ByteProcessor;

/** A buffer that counts how many bytes are looked at or copied. */
final class CountingReads extends UnpooledHeapByteBuf {

    long reads;

    CountingReads(int capacity) {
        super(UnpooledByteBufAllocator.DEFAULT, capacity, Integer.MAX_VALUE);
    }

    @Override
    public byte getByte(int index) {
        reads++;
        return super.getByte(index);
    }

    @Override
    public int forEachByte(int index, int length, ByteProcessor processor) {
        int at = super.forEachByte(index, length, processor);
        reads += at < 0 ? length : at - index + 1;
        return at;
    }

    @Override
    public ByteBuf readBytes(byte[] target, int offset, int length) {
        reads += length;
        return super.readBytes(target, offset, length);
    }
}
