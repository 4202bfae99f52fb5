package io.gridscript.grid.pubsub;

import io.gridscript.reply.Ascii;
import java.util.Arrays;

/** The name of a channel, or a pattern of such names. The bytes are not to be changed. */
record ChannelName(byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Ascii.string(bytes);
    }
}
