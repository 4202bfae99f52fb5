package io.gridscript.api;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridscript.grid.ClientErrors;
import io.gridscript.grid.SerializerIds;
import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.MemberScripts;
import io.gridscript.jcache.ScalarType;
import io.gridscript.jcache.ScriptReference;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.ScriptName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/**
 * Runs a script on one entry of a JCache cache of Hazelcast, where the entry is:
 *
 * <pre>{@code
 * Long left = cache.invoke("user:42", ScriptProcessor.<String, Long, Long>sha(sha), "take", 3);
 * }</pre>
 *
 * <p>In the script, {@code KEYS[1]} is the entry's key and {@code ARGV} are the arguments of {@code
 * invoke}: texts (String), bytes (byte[]), numbers and Boolean ({@code 1} and {@code 0}). {@code
 * redis.call} works on that entry, with the commands of Redis: a text, bytes, number or Boolean is
 * a string to them, a {@link java.util.Map} of such a hash, a {@link java.util.List} a list, a
 * {@link java.util.Set} a set; an empty collection is no key. What comes to where such a value was
 * keeps its type, so that INCR on an Integer leaves an Integer; where nothing was, strings are
 * String, or what {@link #creating} says. Any other value only EXISTS, TYPE, DEL and commands that
 * overwrite understand; the others answer WRONGTYPE. Sorted sets and streams can't be kept in a
 * cache.
 *
 * <p>Another key, a command about several keys or about none of them, PUBLISH for one, is an error.
 * So is whatever tells or sets a time to live, because JCache leaves that to the cache's expiry
 * policy.
 *
 * <p><b>What it returns:</b> Long for an integer, String for a string (byte[] with {@link
 * #returningBytes}) and a status, List for an array, null for nil and false; after {@code
 * redis.setresp(3)} also Boolean, Double, Map and Set. As in Redis, {@code true} is 1 and numbers
 * lose their fraction.
 *
 * <p><b>All or nothing:</b> nobody sees or changes the entry while the script runs, and an error
 * leaves it as it was. Backups get the new value, the script doesn't run there. Listeners, expiry,
 * write-through, statistics are those of any {@code invoke}; a script that changes nothing counts
 * as an access. (Where a cache has a synchronous listener, Hazelcast 5.7 lets every {@code invoke}
 * that only reads wait for some minutes for an event that isn't sent: use asynchronous ones.)
 *
 * <p><b>How long:</b> it runs on the thread of the entry's partition, where everybody else's work
 * on that partition waits. So it is ended after {@code gridscript.jcache-script-time-limit}
 * milliseconds (100), with the code BUSY.
 *
 * <p><b>When the script authority has died</b> no member knows what was flushed until another one
 * has taken over, which takes up to some seconds. Until then scripts by digest or name are refused
 * with the code ERR and a message that says so, because the entry's thread can't wait; those from a
 * source run.
 *
 * <p><b>Errors:</b> {@link ScriptException} as the cause of the {@link
 * javax.cache.processor.EntryProcessorException} that {@code invoke} throws (for {@code invokeAll},
 * Hazelcast 5.7 puts another such exception around it, in the result of the entry); its code is
 * NOSCRIPT when there is no script with that digest or name in the script cache of the grid.
 *
 * @param <K> of keys: texts, bytes, numbers or Boolean
 * @param <V> of values
 * @param <T> of what the script returns
 */
public final class ScriptProcessor<K, V, T>
        implements EntryProcessor<K, V, T>, HazelcastInstanceAware, IdentifiedDataSerializable {

    private static final Pattern SHA1 = Pattern.compile("\\p{XDigit}{40}");

    private static final int BY_SHA = 0;
    private static final int BY_SOURCE = 1;
    private static final int BY_NAME = 2;

    private ScriptReference script;
    private boolean returnsBytes;
    private ScalarType created = ScalarType.STRING;
    private HazelcastInstance member;

    /** To be read. */
    ScriptProcessor() {}

    private ScriptProcessor(ScriptReference script, boolean returnsBytes, ScalarType created) {
        this.script = script;
        this.returnsBytes = returnsBytes;
        this.created = created;
    }

    /**
     * Runs a script of the grid's script cache.
     *
     * @param sha1 its SHA1 digest, 40 hexadecimal digits in either case, as SCRIPT LOAD answers it
     * @throws IllegalArgumentException if it is something else
     */
    public static <K, V, T> ScriptProcessor<K, V, T> sha(String sha1) {
        if (!SHA1.matcher(sha1).matches()) {
            throw new IllegalArgumentException("not 40 hexadecimal digits: " + sha1);
        }
        return new ScriptProcessor<>(
                new ScriptReference.BySha(sha1.toLowerCase(Locale.ROOT)), false, ScalarType.STRING);
    }

    /**
     * Runs the script of the grid's script cache that was last loaded with a name. The member that
     * owns the entry looks the name up, so what holds for {@link #sha} holds here: a script that
     * was loaded is found on every member as soon as that is answered, and one that was flushed on
     * none.
     *
     * <p>A script says its name in a comment, {@code -- @name rate_limit}, alone on one of its
     * leading lines: before it there may be a first line {@code #!lua}, empty lines and comments of
     * one line. A script that came by EVAL has no name here.
     *
     * @param name 1 to 128 characters: letters and digits of ASCII, {@code _}, {@code -}, {@code .}
     *     and {@code :}
     * @throws IllegalArgumentException if it is something else
     */
    public static <K, V, T> ScriptProcessor<K, V, T> named(String name) {
        if (!ScriptName.isProper(name)) {
            throw new IllegalArgumentException(ScriptName.RULE + ": " + name);
        }
        return new ScriptProcessor<>(new ScriptReference.ByName(name), false, ScalarType.STRING);
    }

    /**
     * Runs a script that travels along. It is in the grid's script cache afterwards, as after EVAL.
     *
     * @param source Lua
     */
    public static <K, V, T> ScriptProcessor<K, V, T> source(String source) {
        return new ScriptProcessor<>(
                new ScriptReference.BySource(source.getBytes(StandardCharsets.UTF_8)),
                false,
                ScalarType.STRING);
    }

    /** The same, with byte[] for the strings that the script returns. */
    public ScriptProcessor<K, V, T> returningBytes() {
        return new ScriptProcessor<>(script, true, created);
    }

    /**
     * The same, for caches whose strings are something else than String.
     *
     * @param type of strings that come to where no value was: String, byte[], a number's class or
     *     Boolean
     */
    public ScriptProcessor<K, V, T> creating(Class<?> type) {
        return new ScriptProcessor<>(script, returnsBytes, ScalarType.ofClass(type));
    }

    /**
     * Called by Hazelcast, on the member that owns the entry.
     *
     * @throws ScriptException if the script can't run or ends with an error
     */
    @Override
    @SuppressWarnings("unchecked")
    public T process(MutableEntry<K, V> entry, Object... arguments) {
        JavaReply reply = new JavaReply(returnsBytes, error -> new ScriptException(error.text()));
        try {
            MemberScripts.on(member)
                    .entries()
                    .run(
                            script,
                            (MutableEntry<Object, Object>) entry,
                            arguments == null ? new Object[0] : arguments,
                            created,
                            reply);
        } catch (ErrorReply error) {
            throw new ScriptException(error.text());
        }
        return (T) reply.value();
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance owner) {
        member = owner;
    }

    @Override
    public int getFactoryId() {
        return SerializerIds.API_FACTORY;
    }

    @Override
    public int getClassId() {
        return ApiSerializableFactory.SCRIPT_PROCESSOR;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ClientErrors.register(out, ScriptException.class, ScriptException::new);
        if (script instanceof ScriptReference.BySource source) {
            out.writeByte(BY_SOURCE);
            out.writeByteArray(source.text());
        } else if (script instanceof ScriptReference.ByName named) {
            out.writeByte(BY_NAME);
            out.writeString(named.name());
        } else {
            out.writeByte(BY_SHA);
            out.writeString(((ScriptReference.BySha) script).sha1());
        }
        out.writeBoolean(returnsBytes);
        out.writeString(created.name());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        script = readReference(in);
        returnsBytes = in.readBoolean();
        created = ScalarType.valueOf(in.readString());
    }

    private static ScriptReference readReference(ObjectDataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case BY_SHA -> new ScriptReference.BySha(in.readString());
            case BY_SOURCE -> new ScriptReference.BySource(in.readByteArray());
            case BY_NAME -> new ScriptReference.ByName(in.readString());
            default -> throw new IOException("a script that is referred to in the way " + kind);
        };
    }
}
