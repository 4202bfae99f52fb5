package io.gridscript.grid.authority;

import io.gridscript.script.ScriptIndex;

/**
 * Takes away what is left of old generations' maps on this member: often for a while after a
 * generation has begun, because stragglers make stores again, and now and then ever after.
 */
final class StoreSweep {

    private static final int TICKS_BETWEEN = 2;
    private static final int SWEEPS_AFTER_CHANGE = 10;
    private static final int TICKS_BETWEEN_LATE = 50;

    private final ScriptStores stores;
    private final ScriptIndex index;
    private String generation = "";
    private int sweepsLeft;
    private int ticks;

    StoreSweep(ScriptStores stores, ScriptIndex index) {
        this.stores = stores;
        this.index = index;
    }

    /** Called again and again, by one thread at a time. */
    void tick() {
        String current = index.generation();
        if (current.isEmpty()) {
            return;
        }
        if (!current.equals(generation)) {
            generation = current;
            sweepsLeft = SWEEPS_AFTER_CHANGE;
            ticks = 0;
        }
        ticks++;
        if (ticks % (sweepsLeft > 0 ? TICKS_BETWEEN : TICKS_BETWEEN_LATE) == 0) {
            sweepsLeft--;
            if (stores.sweep(index.epoch(), current)) {
                sweepsLeft = SWEEPS_AFTER_CHANGE;
            }
        }
    }
}
