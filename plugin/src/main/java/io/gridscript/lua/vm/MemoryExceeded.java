package io.gridscript.lua.vm;

/** Ends a run that holds more memory than it may. */
public final class MemoryExceeded extends LuaStop {

    private final long limit;

    /**
     * @param limit how many bytes a run may hold
     */
    public MemoryExceeded(long limit) {
        super("the script holds more than " + limit + " bytes");
        this.limit = limit;
    }

    /** How many bytes a run may hold. */
    public long limit() {
        return limit;
    }
}
