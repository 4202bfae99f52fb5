package io.gridscript.command;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.keyspace.Propagation;
import io.gridscript.reply.Ascii;
import io.gridscript.script.ScriptRun;
import io.gridscript.spec.CommandFlag;

/**
 * One command on its way through its code: the request, for whom, and on what. Used again and again
 * by the thread that runs commands: not to be kept by a command.
 */
public final class CommandCall {

    private Command command;
    private byte[][] arguments;
    private Client client;
    private Keyspace keyspace;
    private Connection connection;
    private ScriptRun script;
    private ScriptUnit unit;
    private KeyspaceFigures figures;
    private boolean inTransaction;
    private long sequence;
    private Propagation propagation;
    private long changesBefore;
    private boolean propagatesItself;
    private long startNanos;
    private long beginNanos;
    private long endNanos;

    /** A call outside scripts. */
    public CommandCall of(Connection caller, Keyspace held, boolean transaction) {
        // A field is read more quickly than written, where a collector wants to know of that.
        if (connection != caller || client != caller) {
            connection = caller;
            client = caller;
        }
        if (keyspace != held) {
            keyspace = held;
        }
        inTransaction = transaction;
        script = null;
        unit = null;
        figures = null;
        startNanos = 0;
        if (held != null) {
            held.accesses().noteLookUps(!caller.isNoTouch());
            held.runsFor(caller.home(), caller.id());
        }
        return this;
    }

    /** A call from a script. */
    public CommandCall of(ScriptRun run, Client caller, Keyspace held) {
        connection = null;
        client = caller;
        keyspace = held;
        inTransaction = false;
        script = run;
        unit = null;
        figures = null;
        startNanos = 0;
        return this;
    }

    /**
     * Says when the next command begins, for who needn't look at the clock then.
     *
     * @param now by {@link System#nanoTime()}
     */
    public CommandCall at(long now) {
        startNanos = now;
        return this;
    }

    /** When the command begins: as it was said, once, or now. */
    long start() {
        long said = startNanos;
        startNanos = 0;
        return said == 0 ? System.nanoTime() : said;
    }

    /** Makes room in the keyspace as {@link Keyspace#makeRoom}: that isn't the command's time. */
    boolean makeRoom() {
        long before = keyspace.statistics().evictedKeys();
        boolean isShort = keyspace.makeRoom();
        if (keyspace.statistics().evictedKeys() != before) {
            startNanos = 0;
        }
        return isShort;
    }

    /** Says when somebody else's script began that holds the keyspace, which this call lacks. */
    CommandCall asOf(long keyspaceSequence) {
        sequence = keyspaceSequence;
        return this;
    }

    /** Says what is in the keyspace, which this call lacks. */
    public CommandCall telling(KeyspaceFigures keyspaceFigures) {
        figures = keyspaceFigures;
        return this;
    }

    public CommandCall with(Command resolved, byte[][] request) {
        if (command != resolved) {
            command = resolved;
        }
        arguments = request;
        return this;
    }

    /**
     * The command begins: what replicas are told depends on what it changes.
     *
     * @param now by {@link System#nanoTime()}
     */
    void begins(long now) {
        beginNanos = now;
        endNanos = 0;
        propagation = keyspace == null ? null : keyspace.propagation();
        if (propagation != null) {
            propagatesItself = false;
            changesBefore = changes();
        }
    }

    /** The command has ended, however it did. */
    void ended() {
        if (propagation != null && !propagatesItself && hasChanged()) {
            boolean tells =
                    command.isWrite()
                            || command.spec().is(CommandFlag.MAY_REPLICATE)
                                    && command.place() != Command.Place.SCRIPT;
            if (tells) {
                propagate(arguments);
            }
        }
    }

    /** When the last command of this call began, by {@link System#nanoTime()}. */
    public long begunAt() {
        return beginNanos;
    }

    /** When it ended: as soon as this is asked first. */
    public long endedAt() {
        if (endNanos == 0) {
            endNanos = System.nanoTime();
        }
        return endNanos;
    }

    /**
     * Tells that what expired keys are found by this command have nothing to do with each other.
     */
    public void propagatesApart() {
        if (propagation != null && !isInScript() && !inTransaction) {
            propagation.apart();
        }
    }

    /** Whether the command has changed anything until now. Only while {@link #isPropagated}. */
    public boolean hasChanged() {
        return changes() != changesBefore;
    }

    private long changes() {
        return keyspace.effects().sequence() - propagation.expirations();
    }

    /** Whether replicas follow, which {@link #propagate} would tell something. */
    public boolean isPropagated() {
        return propagation != null;
    }

    /**
     * Lets replicas be told a command instead of the request, which they are otherwise told when it
     * has changed anything. Several calls let them be told several commands. Only while {@link
     * #isPropagated}, as all methods of this kind.
     *
     * @param words not to be changed afterwards
     */
    public void propagate(String name, byte[]... words) {
        byte[][] all = new byte[words.length + 1][];
        all[0] = Ascii.bytes(name);
        System.arraycopy(words, 0, all, 1, words.length);
        propagate(all);
    }

    /** Lets replicas be told these words, a whole command, instead of the request. */
    public void propagate(byte[][] words) {
        propagatesItself = true;
        if (script == null || script.replication().reachesReplicas()) {
            propagation.add(client.database(), words);
        }
    }

    /** Lets replicas be told nothing, unless they are told something else. */
    public void propagateNothing() {
        propagatesItself = true;
    }

    /** Lets replicas be told that a key was removed, which is not what the command is for. */
    public void propagateRemoval(byte[] key) {
        propagate(new byte[][] {propagation.removal(), key});
    }

    /** Lets replicas be told that a key was removed because its time is over. */
    public void propagateExpiry(byte[] key) {
        propagate(new byte[][] {propagation.expiry(), key});
    }

    /** This call as it is now, for whoever needs it later: without what is held. */
    CommandCall copy() {
        CommandCall copy = new CommandCall();
        copy.command = command;
        copy.arguments = arguments;
        copy.client = client;
        copy.connection = connection;
        return copy;
    }

    /** Says which unit an EVAL is of. */
    CommandCall by(ScriptUnit scriptUnit) {
        unit = scriptUnit;
        return this;
    }

    /** The unit that this EVAL is, or null inside EXEC. */
    public ScriptUnit unit() {
        return unit;
    }

    public Command command() {
        return command;
    }

    /** The whole request; 0 is the command's name, for a subcommand 1 is its name. */
    public byte[][] arguments() {
        return arguments;
    }

    /** Words of the request, the name included. */
    public int count() {
        return arguments.length;
    }

    public byte[] argument(int position) {
        return arguments[position];
    }

    public Client client() {
        return client;
    }

    /** The connection that asks; null in scripts, whose specs refuse such commands. */
    public Connection connection() {
        return connection;
    }

    /** The keyspace held; null for commands of the place SESSION or MEMBER outside of it. */
    public Keyspace keyspace() {
        return keyspace;
    }

    /** Without a keyspace: its sequence at some time before now. */
    public long sequence() {
        return sequence;
    }

    /** What is in the keyspace, which may be another member's. */
    public KeyspaceFigures figures() {
        return figures == null ? keyspace.figures() : figures;
    }

    /** The selected database of the keyspace held. */
    public Database database() {
        return keyspace.database(client.database());
    }

    /** Tells those who want to know what has happened to a key of the selected database. */
    public void notifyOf(KeyEvent event, byte[] key) {
        database().notifyOf(event, key);
    }

    /** The frozen clock of the keyspace held: Unix time in milliseconds. */
    public long now() {
        return keyspace.now();
    }

    /** The script that calls, or null. */
    public ScriptRun script() {
        return script;
    }

    public boolean isInScript() {
        return script != null;
    }

    /** Whether EXEC runs it. */
    public boolean isInTransaction() {
        return inTransaction;
    }
}
