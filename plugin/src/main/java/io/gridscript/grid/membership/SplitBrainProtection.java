package io.gridscript.grid.membership;

import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionService;
import io.gridscript.command.Quorum;

/** A split brain protection of Hazelcast's configuration, named by a setting of ours. */
public final class SplitBrainProtection implements Quorum {

    private final SplitBrainProtectionService protections;
    private final String name;
    private final boolean reading;
    private final boolean writing;

    private SplitBrainProtection(
            SplitBrainProtectionService protections, SplitBrainProtectionConfig config) {
        this.protections = protections;
        name = config.getName();
        reading = config.getProtectOn() != SplitBrainProtectionOn.WRITE;
        writing = config.getProtectOn() != SplitBrainProtectionOn.READ;
    }

    /** Whether there is an enabled protection of that name. */
    public static boolean exists(NodeEngine nodeEngine, String name) {
        SplitBrainProtectionConfig config =
                nodeEngine.getConfig().getSplitBrainProtectionConfigs().get(name);
        return config != null && config.isEnabled();
    }

    /**
     * The protection of that name.
     *
     * @param name empty: none is asked for
     */
    public static Quorum of(NodeEngine nodeEngine, String name) {
        return name.isEmpty()
                ? NOT_ASKED_FOR
                : new SplitBrainProtection(
                        nodeEngine.getSplitBrainProtectionService(),
                        nodeEngine.getConfig().getSplitBrainProtectionConfigs().get(name));
    }

    @Override
    public boolean allowsReading() {
        return !reading || isEnough();
    }

    @Override
    public boolean allowsWriting() {
        return !writing || isEnough();
    }

    private boolean isEnough() {
        return protections.getSplitBrainProtection(name).hasMinimumSize();
    }
}
