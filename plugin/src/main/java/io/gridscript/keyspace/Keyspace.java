package io.gridscript.keyspace;

/**
 * All data of one partition: its numbered databases, their common clock and their effects. Used by
 * one thread at a time, the holder.
 */
public final class Keyspace {

    private final Database[] databases;
    private final Effects effects = new Effects();
    private final EncodingLimits encodingLimits;
    private long now;

    /**
     * @param databases how many it has
     * @param encodingLimits up to where values keep their compact encodings
     */
    public Keyspace(int databases, EncodingLimits encodingLimits) {
        this.encodingLimits = encodingLimits;
        this.databases = new Database[databases];
        for (int i = 0; i < databases; i++) {
            this.databases[i] = new Database(this, i);
        }
    }

    /** How many databases it has; their numbers begin with 0. */
    public int databases() {
        return databases.length;
    }

    public Database database(int number) {
        return databases[number];
    }

    public Effects effects() {
        return effects;
    }

    public EncodingLimits encodingLimits() {
        return encodingLimits;
    }

    /** The frozen clock: Unix time in milliseconds, the same during one command, script or EXEC. */
    public long now() {
        return now;
    }

    /** Sets the clock, at the start of a command, script or EXEC. */
    public void now(long unixMillis) {
        now = unixMillis;
    }

    /** Exchanges two databases, as SWAPDB does. */
    public void swap(int one, int other) {
        if (one == other) {
            return;
        }
        Database first = databases[one];
        Database second = databases[other];
        exchange(first, second);
        if (effects.keeping()) {
            effects.add(() -> exchange(second, first));
        }
        effects.next();
    }

    private void exchange(Database first, Database second) {
        int number = first.number();
        databases[second.number()] = first;
        databases[number] = second;
        first.number(second.number());
        second.number(number);
    }
}
