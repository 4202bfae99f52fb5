package io.gridscript.command;

/**
 * client-output-buffer-limit: what may wait for clients of each class.
 *
 * @param normal for connections that listen to no channels
 * @param replica for those that follow the keyspace as replicas of Redis
 * @param pubsub for connections that listen to channels
 */
public record OutputLimits(OutputLimit normal, OutputLimit replica, OutputLimit pubsub) {

    /** Redis's own. */
    public static final OutputLimits DEFAULT =
            new OutputLimits(
                    OutputLimit.NONE,
                    new OutputLimit(256L << 20, 64L << 20, 60),
                    new OutputLimit(32L << 20, 8L << 20, 60));
}
