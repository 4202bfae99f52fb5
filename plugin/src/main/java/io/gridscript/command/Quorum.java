package io.gridscript.command;

/**
 * Whether enough members are together to serve data, as Hazelcast's split brain protection decides
 * it. A port: implemented by grid.
 */
public interface Quorum {

    /** Data is served whoever is there. */
    Quorum NOT_ASKED_FOR =
            new Quorum() {
                @Override
                public boolean allowsReading() {
                    return true;
                }

                @Override
                public boolean allowsWriting() {
                    return true;
                }
            };

    boolean allowsReading();

    boolean allowsWriting();
}
