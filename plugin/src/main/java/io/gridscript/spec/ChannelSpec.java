package io.gridscript.spec;

/**
 * Which arguments of a command are channels of pub/sub, and what it does with them. Redis has this
 * as a table beside its key specifications: rules about channels ask it.
 *
 * @param patterns whether they are patterns of channels
 * @param first position of the first one; the command's name is position 0
 * @param count how many there are; {@link #REST}: all that follow
 */
public record ChannelSpec(Use use, boolean patterns, int first, int count) {

    /** All arguments from the first on. */
    public static final int REST = -1;

    /** What is done with channels. Rules speak of the first two: whoever listens may stop. */
    public enum Use {
        PUBLISH,
        SUBSCRIBE,
        UNSUBSCRIBE
    }

    /** One channel at a position, to which a message goes. */
    public static ChannelSpec published(int position) {
        return new ChannelSpec(Use.PUBLISH, false, position, 1);
    }

    /** All arguments are channels that a connection begins to listen to. */
    public static ChannelSpec subscribed(boolean patterns) {
        return new ChannelSpec(Use.SUBSCRIBE, patterns, 1, REST);
    }

    /** All arguments are channels that a connection listens to no more. */
    public static ChannelSpec unsubscribed(boolean patterns) {
        return new ChannelSpec(Use.UNSUBSCRIBE, patterns, 1, REST);
    }

    /** Position behind the last one in a request of so many words. */
    public int end(int words) {
        return count == REST ? words : Math.min(words, first + count);
    }
}
