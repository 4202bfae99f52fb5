package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Entry;
import io.gridscript.spec.CommandSpec;

/** TTL, PTTL, EXPIRETIME and PEXPIRETIME. */
final class TimeToLive {

    private static final long NO_KEY = -2;
    private static final long NO_DEADLINE = -1;

    private TimeToLive() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                ttl(), (call, reply) -> reply.integer(inSeconds(milliseconds(call, call.now()))));
        table.onKeyspace(pttl(), (call, reply) -> reply.integer(milliseconds(call, call.now())));
        table.onKeyspace(
                expiretime(), (call, reply) -> reply.integer(inSeconds(milliseconds(call, 0))));
        table.onKeyspace(pexpiretime(), (call, reply) -> reply.integer(milliseconds(call, 0)));
    }

    /** Milliseconds from a moment to the deadline of the key. */
    private static long milliseconds(CommandCall call, long from) {
        Entry entry = call.database().peek(call.argument(1));
        if (entry == null) {
            return NO_KEY;
        }
        return entry.hasDeadline() ? Math.max(0, entry.deadline() - from) : NO_DEADLINE;
    }

    /** Rounded to the nearest second, as Redis does; what stands for "none" stays. */
    private static long inSeconds(long milliseconds) {
        if (milliseconds < 0) {
            return milliseconds;
        }
        return milliseconds / 1000 + (milliseconds % 1000 >= 500 ? 1 : 0);
    }

    private static CommandSpec.Builder ttl() {
        return getter("ttl")
                .since("1.0.0")
                .summary("Tells in how many seconds a key expires.")
                .tips(GenericSpecs.RANDOM_OUTPUT)
                .changed("2.8.0", "Replies -2 for a key that isn't there.");
    }

    private static CommandSpec.Builder pttl() {
        return getter("pttl")
                .since("2.6.0")
                .summary("Tells in how many milliseconds a key expires.")
                .tips(GenericSpecs.RANDOM_OUTPUT)
                .changed("2.8.0", "Replies -2 for a key that isn't there.");
    }

    private static CommandSpec.Builder expiretime() {
        return getter("expiretime")
                .since("7.0.0")
                .summary("Tells the Unix time in seconds at which a key expires.");
    }

    private static CommandSpec.Builder pexpiretime() {
        return getter("pexpiretime")
                .since("7.0.0")
                .summary("Tells the Unix time in milliseconds at which a key expires.");
    }

    private static CommandSpec.Builder getter(String name) {
        return GenericSpecs.ofKey(name, 2, RO, ACCESS)
                .complexity("O(1)")
                .flags(READONLY, FAST)
                .arguments(GenericSpecs.KEY);
    }
}
