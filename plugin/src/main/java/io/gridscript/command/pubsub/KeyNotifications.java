package io.gridscript.command.pubsub;

import io.gridscript.keyspace.EventChoice;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.KeyEventListener;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.Ascii;

/**
 * Keyspace notifications: publishes what happens to keys, in the order in which it happens and
 * among what the same unit publishes otherwise, once it is committed.
 */
public final class KeyNotifications implements KeyEventListener {

    private final Keyspace keyspace;
    private final Channels channels;

    public KeyNotifications(Keyspace keyspace, Channels channels) {
        this.keyspace = keyspace;
        this.channels = channels;
    }

    @Override
    public void happened(KeyEvent event, int database, byte[] key, EventChoice choice) {
        if (choice.byKey()) {
            publish(channel("__keyspace@", database, key), event.text());
        }
        if (choice.byEvent()) {
            publish(channel("__keyevent@", database, event.text()), key);
        }
    }

    private void publish(byte[] channel, byte[] message) {
        channels.publishAfterUnit(
                new Publication(
                        ChannelKind.CHANNEL,
                        channel,
                        message,
                        keyspace.clientHome(),
                        keyspace.client()));
    }

    private static byte[] channel(String kind, int database, byte[] name) {
        byte[] prefix = Ascii.bytes(kind + database + "__:");
        byte[] channel = new byte[prefix.length + name.length];
        System.arraycopy(prefix, 0, channel, 0, prefix.length);
        System.arraycopy(name, 0, channel, prefix.length, name.length);
        return channel;
    }
}
