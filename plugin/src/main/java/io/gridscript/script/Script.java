package io.gridscript.script;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.reply.ErrorReply;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * A script: its source, and what that declares. Each member compiles it when it first runs there.
 * Immutable, but for what is known of its runs. For all threads.
 */
public final class Script implements Executable {

    /** Redis names every script so in error positions. */
    private static final String CHUNK_NAME = "@user_script";

    /**
     * To compile a source takes 65 microseconds for each 1024 bytes. A longer one is kept compiled
     * from the start, so that no run, which holds its keyspace, waits for that.
     */
    private static final int LONGEST_COMPILED_TO_RUN = 4096;

    private static final byte[] NOT_COMPILED = {};

    /** Objects around the source, and its place in the index. */
    private static final long FIXED_BYTES = 205;

    /** A record of the ReplicatedMap, and what every bytecode begins with. */
    private static final long FIXED_STORED_BYTES = 400;

    private static final long BYTECODE_PERCENT = 150;

    private final byte[] source;
    private final ScriptId id;
    private final Shebang shebang;
    private final ScriptName name;

    /** Null until it runs here. Immutable, so that whoever sees it sees all of it. */
    private ScriptUse use;

    /** Takes the bytes of what is kept for runs; null for nobody. Guarded by this. */
    private LongAdder useBytes;

    private Script(byte[] source, ScriptId id, Shebang shebang, ScriptName name, ScriptUse use) {
        this.source = source;
        this.id = id;
        this.shebang = shebang;
        this.name = name;
        this.use = use;
    }

    private Script(byte[] source, Shebang shebang, ScriptUse use) {
        this(source, ScriptId.of(Sha1.hex(source)), shebang, ScriptName.of(source), use);
    }

    /**
     * Compiles a script.
     *
     * @param source its text, not to be changed afterwards
     * @throws ErrorReply for a first line or a text that is wrong
     */
    public static Script of(byte[] source) {
        Shebang shebang = Shebang.of(source);
        return new Script(source, shebang, ScriptUse.of(compile(source, shebang)));
    }

    private static LuaProgram compile(byte[] source, Shebang shebang) {
        try {
            return LuaProgram.compile(source, shebang.length(), CHUNK_NAME);
        } catch (LuaSyntaxException e) {
            throw ErrorReply.err("Error compiling script (new function): " + e.getMessage());
        }
    }

    /** Whether the first line of a source has that flag; not if it is wrong. */
    public static boolean declares(byte[] source, ScriptFlag flag) {
        Set<ScriptFlag> flags = declared(source);
        return flags != null && flags.contains(flag);
    }

    /** The flags in the first line of a source; null if there are none, or it is wrong. */
    public static Set<ScriptFlag> declared(byte[] source) {
        try {
            Shebang shebang = Shebang.of(source);
            return shebang.present() ? shebang.flags() : null;
        } catch (ErrorReply wrong) {
            return null;
        }
    }

    /**
     * A script from its stored form.
     *
     * @param compiled from {@link #compiled()} or {@link #compiledIfLong()} of a member, never from
     *     a client
     * @throws IllegalArgumentException when the stored form is damaged
     */
    public static Script stored(byte[] source, byte[] compiled) {
        ScriptUse use = compiled.length == 0 ? null : ScriptUse.of(LuaProgram.undump(compiled));
        return new Script(source, Shebang.of(source), use);
    }

    /** The same, as it is kept where it doesn't run or not yet. */
    public Script unused() {
        return isLong() ? this : new Script(source, id, shebang, name, null);
    }

    private boolean isLong() {
        return source.length > LONGEST_COMPILED_TO_RUN;
    }

    /** The text, not to be changed. */
    public byte[] source() {
        return source;
    }

    ScriptId id() {
        return id;
    }

    /** The script's name: 40 lower-case hexadecimal digits. */
    public byte[] sha1() {
        return id.hex();
    }

    /** The script's name as text. */
    public String sha1Text() {
        return id.toString();
    }

    @Override
    public String title() {
        return id.toString();
    }

    /** What it says of its name. */
    public ScriptName name() {
        return name;
    }

    @Override
    public Set<ScriptFlag> flags() {
        return shebang.flags();
    }

    @Override
    public boolean isCompatible() {
        return !shebang.present();
    }

    /** The bytecode of the stored form. */
    public byte[] compiled() {
        ScriptUse present = use;
        return (present == null ? compile(source, shebang) : present.program()).dump();
    }

    /** The same for a script that is kept compiled from the start; otherwise nothing. */
    public byte[] compiledIfLong() {
        return isLong() ? compiled() : NOT_COMPILED;
    }

    /** About how many bytes of heap the script takes, besides what is kept for its runs. */
    public long estimatedBytes() {
        return FIXED_BYTES + source.length;
    }

    /** About how many bytes of heap the stored form takes on a member that has it. */
    long storedBytes() {
        return FIXED_STORED_BYTES + source.length + source.length * BYTECODE_PERCENT / 100;
    }

    /** About how many bytes of heap is kept for its runs so far. */
    long bytesOfUse() {
        ScriptUse present = use;
        return present == null ? 0 : present.estimatedBytes();
    }

    /** Counts what is kept for its runs into there, now and later; null for nowhere any more. */
    synchronized void countUseIn(LongAdder bytes) {
        if (use != null && useBytes != null) {
            useBytes.add(-use.estimatedBytes());
        }
        useBytes = bytes;
        if (use != null && bytes != null) {
            bytes.add(use.estimatedBytes());
        }
    }

    /** What is kept for its runs here; null before the first. */
    ScriptUse useSoFar() {
        return use;
    }

    private ScriptUse use() {
        ScriptUse present = use;
        return present == null ? firstUse() : present;
    }

    private synchronized ScriptUse firstUse() {
        if (use == null) {
            ScriptUse first = ScriptUse.of(compile(source, shebang));
            if (useBytes != null) {
                useBytes.add(first.estimatedBytes());
            }
            use = first;
        }
        return use;
    }

    @Override
    public boolean isQuick() {
        ScriptUse present = use;
        return present == null || present.pace().isQuick();
    }

    @Override
    public void ran(boolean quickly) {
        use().pace().ran(quickly);
    }

    /** What its runs on keyspaces took on this member. */
    ScriptStatistics statistics() {
        return use().statistics();
    }

    /** What its runs on entries of caches took on this member. */
    ScriptStatistics entryStatistics() {
        return use().entryStatistics();
    }

    LuaProgram program() {
        return use().program();
    }
}
