package io.gridscript.grid.pubsub;

import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Publication;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.util.UUID;

/** The items of a stream from one member to another, as bytes. */
final class StreamCodec {

    private static final int NOTHING = 0;
    private static final int COUNT = 1;
    private static final int MESSAGE = 2;
    private static final ChannelKind[] KINDS = ChannelKind.values();

    private StreamCodec() {}

    /** Begins a stream that has nothing to tell yet. */
    static byte[] nothing() {
        return new byte[] {NOTHING};
    }

    static byte[] count(ChannelKind kind, ChannelName name, int count) {
        WireOutput out = new WireOutput();
        out.octet(COUNT);
        out.octet(kind.ordinal());
        out.string(name.bytes());
        out.number(count);
        return out.toBytes();
    }

    /**
     * A message.
     *
     * @param local the member that writes this
     */
    static byte[] message(Publication publication, UUID local) {
        UUID home = publication.home() == null ? local : publication.home();
        WireOutput out = new WireOutput();
        out.octet(MESSAGE);
        out.octet(publication.kind().ordinal());
        out.fixed(home.getMostSignificantBits());
        out.fixed(home.getLeastSignificantBits());
        out.number(publication.connection());
        out.string(publication.channel());
        out.string(publication.message());
        return out.toBytes();
    }

    static boolean isMessage(byte[] item) {
        return item[0] == MESSAGE;
    }

    /** Takes what items say. */
    interface Taker extends CountObserver {
        void published(Publication publication);
    }

    /**
     * Reads an item.
     *
     * @param local the member that reads this
     */
    static void read(byte[] item, UUID local, Taker taker) throws CorruptInput {
        WireInput in = new WireInput(item);
        switch (in.octet()) {
            case NOTHING -> {}
            case COUNT -> {
                ChannelKind kind = kind(in);
                ChannelName name = new ChannelName(in.string());
                taker.counted(kind, name, in.number(Integer.MAX_VALUE));
            }
            case MESSAGE -> {
                ChannelKind kind = kind(in);
                UUID home = new UUID(in.fixed(), in.fixed());
                long connection = in.number();
                byte[] channel = in.string();
                taker.published(
                        new Publication(
                                kind,
                                channel,
                                in.string(),
                                home.equals(local) ? null : home,
                                connection));
            }
            default -> throw new CorruptInput("an item of no known kind");
        }
    }

    private static ChannelKind kind(WireInput in) throws CorruptInput {
        return KINDS[in.number(KINDS.length - 1)];
    }
}
