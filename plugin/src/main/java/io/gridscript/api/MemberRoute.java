package io.gridscript.api;

import com.hazelcast.core.HazelcastInstance;
import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.MemberScripts;
import java.util.concurrent.CompletableFuture;

/** The way of commands within a member. */
final class MemberRoute implements CommandRoute {

    private final HazelcastInstance member;

    MemberRoute(HazelcastInstance member) {
        this.member = member;
    }

    @Override
    public CompletableFuture<Object> call(byte[][] words, boolean bytes) {
        JavaReply reply = new JavaReply(bytes, error -> new ScriptException(error.text()));
        return MemberScripts.on(member)
                .call(words, reply)
                .thenApply(
                        arrived -> {
                            if (reply.value() instanceof ScriptException error) {
                                throw error;
                            }
                            return reply.value();
                        });
    }
}
