package io.gridscript.member;

import io.gridscript.command.MemoryLimit;
import io.gridscript.keyspace.EvictionPolicy;
import io.gridscript.keyspace.EvictionSettings;

/** Lets the directives hold that say which keys go when memory is short. */
final class EvictionBindings {

    private final MemberDirectives directives;
    private final MemoryLimit memory;
    private final EvictionSettings settings;

    EvictionBindings(MemberDirectives directives, MemoryLimit memory, EvictionSettings settings) {
        this.directives = directives;
        this.memory = memory;
        this.settings = settings;
    }

    /**
     * Applies all values now and whenever they change.
     *
     * @throws InvalidSetting when a value can't be applied
     */
    void bind() {
        directives.bind(
                DirectiveTable.MAXMEMORY,
                bytes -> {
                    memory.bytes(bytes);
                    settings.limited(bytes > 0);
                });
        directives.bind(
                DirectiveTable.MAXMEMORY_POLICY, name -> settings.policy(EvictionPolicy.of(name)));
        directives.bind(
                DirectiveTable.MAXMEMORY_SAMPLES, value -> settings.samples(value.intValue()));
        directives.bind(
                DirectiveTable.MAXMEMORY_EVICTION_TENACITY,
                value -> memory.budget().tenacity(value.intValue()));
        directives.bind(
                DirectiveTable.LFU_LOG_FACTOR, value -> settings.logFactor(value.intValue()));
        directives.bind(
                DirectiveTable.LFU_DECAY_TIME, value -> settings.decayMinutes(value.intValue()));
    }
}
