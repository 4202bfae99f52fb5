package io.gridscript.grid.message;

import com.hazelcast.cluster.Member;
import java.util.concurrent.CompletionStage;

/** Answers messages of one kind. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Answers a message. Called on a thread of {@link GridMessages#EXECUTOR}, which must not wait.
     *
     * @return completes with the answer; exceptionally when there is none
     */
    CompletionStage<byte[]> handle(Member sender, byte[] payload);
}
