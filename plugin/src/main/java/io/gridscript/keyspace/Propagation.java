package io.gridscript.keyspace;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What replicas are to be told of the unit in progress: commands, in the form in which Redis would
 * propagate them. A keyspace has it only while a replica follows. For the holder alone.
 */
public final class Propagation {

    /**
     * A command for replicas.
     *
     * @param database the number of the one that must be selected, or {@link #ANY_DATABASE}
     * @param words not to be changed by anybody
     */
    public record Propagated(int database, byte[][] words) {}

    /** In place of a number of a database. */
    public static final int ANY_DATABASE = -1;

    private static final Propagated MULTI = word("MULTI");
    private static final Propagated EXEC = word("EXEC");
    private static final byte[] DEL = Ascii.bytes("DEL");
    private static final byte[] UNLINK = Ascii.bytes("UNLINK");

    private final BooleanSupplier expiresLazily;
    private final BooleanSupplier deletesLazily;
    private List<Propagated> commands = new ArrayList<>();
    private long expirations;
    private boolean apart;

    /**
     * @param expiresLazily whether keys that expire are told as UNLINK: lazyfree-lazy-expire
     * @param deletesLazily whether keys that a command deletes beside what it is for are, too:
     *     lazyfree-lazy-server-del
     */
    public Propagation(BooleanSupplier expiresLazily, BooleanSupplier deletesLazily) {
        this.expiresLazily = expiresLazily;
        this.deletesLazily = deletesLazily;
    }

    private static Propagated word(String command) {
        return new Propagated(ANY_DATABASE, new byte[][] {Ascii.bytes(command)});
    }

    /** Adds a command. */
    public void add(int database, byte[]... words) {
        commands.add(new Propagated(database, words));
    }

    /** The name of the command that removes a key which another one removes beside its purpose. */
    public byte[] removal() {
        return deletesLazily.getAsBoolean() ? UNLINK : DEL;
    }

    /** The name of the command that removes a key whose deadline has passed. */
    public byte[] expiry() {
        return expiresLazily.getAsBoolean() ? UNLINK : DEL;
    }

    /** A key was removed because its deadline has passed. */
    void expired(int database, byte[] key) {
        expirations++;
        add(database, expiry(), key);
    }

    /** A key was removed to make room. */
    void evicted(int database, byte[] key) {
        expirations++;
        add(database, DEL, key);
    }

    /**
     * Counts the effects that were told as expirations and evictions already, and hence are no
     * reason to tell the command that came upon them.
     */
    public long expirations() {
        return expirations;
    }

    /** What is here is no transaction: that it came together is nobody's doing. */
    public void apart() {
        apart = true;
    }

    int size() {
        return commands.size();
    }

    /** Forgets what came after the first so many: it was taken back. */
    void takeBack(int size) {
        commands.subList(size, commands.size()).clear();
    }

    /**
     * Takes what is here, at the end of the unit: what must be done with nothing in between, as a
     * transaction.
     */
    public List<Propagated> take() {
        boolean isTransaction = commands.size() > 1 && !apart;
        apart = false;
        if (commands.isEmpty()) {
            return List.of();
        }
        List<Propagated> taken = commands;
        commands = new ArrayList<>();
        if (isTransaction) {
            taken.add(0, MULTI);
            taken.add(EXEC);
        }
        return taken;
    }
}
