package io.gridscript.script;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.Set;

/**
 * A script: its source, what it declares, and its compiled form. Immutable, but for what is known
 * of how long it runs. For all threads.
 */
public final class Script implements Executable {

    /** Redis names every script so in error positions. */
    private static final String CHUNK_NAME = "@user_script";

    /** Objects and headers around source, name and program. */
    private static final long FIXED_BYTES = 200;

    private final byte[] source;
    private final byte[] sha1;
    private final String sha1Text;
    private final Shebang shebang;
    private final ScriptName name;
    private final LuaProgram program;
    private final ScriptStatistics statistics = new ScriptStatistics(false);
    private final ScriptStatistics entryStatistics = new ScriptStatistics(true);

    private final Pace pace = new Pace();

    private Script(byte[] source, Shebang shebang, LuaProgram program) {
        this.source = source;
        this.sha1 = Sha1.hex(source);
        this.sha1Text = Ascii.string(sha1);
        this.shebang = shebang;
        this.name = ScriptName.of(source);
        this.program = program;
    }

    /**
     * Compiles a script.
     *
     * @param source its text, not to be changed afterwards
     * @throws ErrorReply for a first line or a text that is wrong
     */
    public static Script of(byte[] source) {
        Shebang shebang = Shebang.of(source);
        try {
            return new Script(
                    source, shebang, LuaProgram.compile(source, shebang.length(), CHUNK_NAME));
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
     * @param compiled from {@link #compiled()} of a member, never from a client
     * @throws IllegalArgumentException when the stored form is damaged
     */
    public static Script stored(byte[] source, byte[] compiled) {
        return new Script(source, Shebang.of(source), LuaProgram.undump(compiled));
    }

    /** The text, not to be changed. */
    public byte[] source() {
        return source;
    }

    /** The script's name: 40 lower-case hexadecimal digits, not to be changed. */
    public byte[] sha1() {
        return sha1;
    }

    /** The script's name as text. */
    public String sha1Text() {
        return sha1Text;
    }

    @Override
    public String title() {
        return sha1Text;
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
        return program.dump();
    }

    /** About how many bytes of heap the script takes. */
    public long estimatedBytes() {
        return FIXED_BYTES + source.length + program.estimatedBytes();
    }

    @Override
    public boolean isQuick() {
        return pace.isQuick();
    }

    @Override
    public void ran(boolean quickly) {
        pace.ran(quickly);
    }

    /** How it is run, as SCRIPT STATS tells it. */
    public String tier() {
        return program.tier();
    }

    /** What its runs on keyspaces took on this member. */
    ScriptStatistics statistics() {
        return statistics;
    }

    /** What its runs on entries of caches took on this member. */
    ScriptStatistics entryStatistics() {
        return entryStatistics;
    }

    LuaProgram program() {
        return program;
    }
}
