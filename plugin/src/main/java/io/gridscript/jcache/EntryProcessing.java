package io.gridscript.jcache;

import io.gridscript.command.script.EntryScripts;
import io.gridscript.command.script.ScriptCommands;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import java.util.function.LongSupplier;
import javax.cache.processor.MutableEntry;

/**
 * Runs scripts on entries of caches, on the member that owns them. It runs on the thread of the
 * entry's partition: so it asks nobody outside of this member, and ends what takes too long. Safe
 * for all threads.
 */
public final class EntryProcessing {

    private final ScriptCache cache;
    private final EntryScripts scripts;
    private final EncodingLimits limits;
    private final LongSupplier budgetMillis;

    /**
     * @param budgetMillis how long a script may take
     */
    public EntryProcessing(
            ScriptCache cache,
            EntryScripts scripts,
            EncodingLimits limits,
            LongSupplier budgetMillis) {
        this.cache = cache;
        this.scripts = scripts;
        this.limits = limits;
        this.budgetMillis = budgetMillis;
    }

    /**
     * Runs a script on an entry, which is then what the script has left.
     *
     * @param arguments what becomes ARGV
     * @param created what strings are that come to where nothing was
     * @param reply takes what the script returns
     * @throws ErrorReply what the script raised or returned as its error, or why it can't run; the
     *     entry is as it was
     */
    public void run(
            ScriptReference reference,
            MutableEntry<Object, Object> entry,
            Object[] arguments,
            ScalarType created,
            JavaReply reply) {
        Script script = find(reference);
        long millis = budgetMillis.getAsLong();
        EntryInvocation invocation = new EntryInvocation(scripts, limits, entry);
        try {
            invocation.run(script, words(arguments), new RunTimeBudget(millis), created, reply);
        } catch (RunTimeBudget.Exceeded exceeded) {
            throw ErrorReply.of(
                    "BUSY Script has run on an entry of a cache for longer than "
                            + millis
                            + " ms (jcache-script-time-limit), which is left as it was. script: "
                            + script.sha1Text()
                            + ", on "
                            + exceeded.source()
                            + ":"
                            + exceeded.line()
                            + ".");
        }
    }

    private Script find(ScriptReference reference) {
        if (reference instanceof ScriptReference.BySource source) {
            return cache.obtain(source.text(), this::loadedBy);
        }
        if (!cache.lease().isValid()) {
            throw ScriptCommands.NO_LEASE;
        }
        return reference instanceof ScriptReference.ByName named
                ? found(cache.findNamed(named.name()), ScriptCommands.NO_NAMED_SCRIPT)
                : found(
                        cache.find(Ascii.bytes(((ScriptReference.BySha) reference).sha1())),
                        ScriptCommands.NO_SCRIPT);
    }

    private static Script found(Script script, ErrorReply otherwise) {
        if (script == null) {
            throw otherwise;
        }
        return script;
    }

    private LoadedBy loadedBy() {
        return new LoadedBy(LoadedBy.How.JCACHE, cache.authority().address(null), "", "");
    }

    private static byte[][] words(Object[] arguments) {
        byte[][] words = new byte[arguments.length][];
        for (int i = 0; i < arguments.length; i++) {
            if (ScalarType.of(arguments[i]) == null) {
                throw ErrorReply.err(
                        "ARGV[" + (i + 1) + "] must be a text, bytes, a number or a truth");
            }
            words[i] = ScalarType.bytes(arguments[i]);
        }
        return words;
    }
}
