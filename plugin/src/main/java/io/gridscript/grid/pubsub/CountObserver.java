package io.gridscript.grid.pubsub;

import io.gridscript.command.pubsub.ChannelKind;

/** Told when more or fewer connections of this member listen to something. */
@FunctionalInterface
interface CountObserver {

    /**
     * So many listen now.
     *
     * @param count 0: nobody any more
     */
    void counted(ChannelKind kind, ChannelName name, int count);
}
