package io.gridscript.grid;

/** The numbers by which Hazelcast knows this plugin's serialized classes. */
public final class SerializerIds {

    /**
     * The factory's number. It can be changed by the system property {@code
     * hazelcast.serialization.ds.gridscript} where somebody else uses it, alike on all members.
     */
    public static final int FACTORY =
            Integer.getInteger("hazelcast.serialization.ds.gridscript", -6379);

    public static final int STORED_SCRIPT = 1;
    public static final int BATCH = 2;
    public static final int ACKNOWLEDGE = 3;
    public static final int RECORD = 4;
    public static final int SNAPSHOT = 5;
    public static final int WHOLE_SNAPSHOT = 6;
    public static final int FIGURES = 7;
    public static final int MESSAGE = 8;
    public static final int END_WAIT = 9;

    /**
     * The number of the factory of what the public API sends; it can be changed by the system
     * property {@code hazelcast.serialization.ds.gridscript.api}, alike on members and clients.
     */
    public static final int API_FACTORY =
            Integer.getInteger("hazelcast.serialization.ds.gridscript.api", -6380);

    private SerializerIds() {}
}
