package io.gridscript.jcache;

import io.gridscript.command.script.EntryScripts;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.Value;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.Script;
import javax.cache.processor.MutableEntry;

/**
 * One run of a script on an entry of a cache. The entry gets what the script has left when it has
 * ended well; an error leaves it as it was.
 */
final class EntryInvocation {

    private final EntryScripts scripts;
    private final MutableEntry<Object, Object> entry;
    private final Object former;
    private final byte[] key;
    private final Keyspace keyspace;

    /**
     * @throws ErrorReply when the key can't be one of Redis
     */
    EntryInvocation(
            EntryScripts scripts, EncodingLimits limits, MutableEntry<Object, Object> entry) {
        this.scripts = scripts;
        this.entry = entry;
        if (ScalarType.of(entry.getKey()) == null) {
            throw ErrorReply.err(
                    "A key of the type "
                            + entry.getKey().getClass().getName()
                            + " can't be KEYS[1]");
        }
        key = ScalarType.bytes(entry.getKey());
        former = entry.getValue();
        keyspace = new Keyspace(1, limits);
        keyspace.now(System.currentTimeMillis());
        Value value = former == null ? null : EntryValues.value(former, limits);
        if (value != null) {
            keyspace.database(0).put(key, value);
        }
    }

    /** Runs the script and lets the entry be what it has left. */
    void run(
            Script script,
            byte[][] arguments,
            LuaPoll budget,
            ScalarType created,
            JavaReply reply) {
        long before = keyspace.effects().sequence();
        scripts.run(script, key, arguments, keyspace, budget, reply);
        if (keyspace.effects().sequence() != before) {
            apply(created);
        }
    }

    private void apply(ScalarType created) {
        Entry left = keyspace.database(0).stored(key);
        if (left != null) {
            entry.setValue(EntryValues.object(left.value(), former, created));
        } else if (former != null) {
            entry.remove();
        }
    }
}
