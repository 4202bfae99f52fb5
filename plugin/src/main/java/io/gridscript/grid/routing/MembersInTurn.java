package io.gridscript.grid.routing;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.membership.Participants;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks other members the same, one after the other, until one has an answer to give. */
final class MembersInTurn {

    private static final System.Logger LOGGER = System.getLogger(MembersInTurn.class.getName());

    private final Participants participants;

    MembersInTurn(Participants participants) {
        this.participants = participants;
    }

    /**
     * Asks on while what is said is nothing.
     *
     * @param said what this member says
     * @param ask asks a member; one that doesn't answer says nothing
     */
    <T> CompletionStage<T> ask(
            T said, Predicate<T> isNothing, Function<Member, CompletionStage<T>> ask) {
        return goOn(said, said, isNothing, ask, new ArrayDeque<>(participants.others()));
    }

    private <T> CompletionStage<T> goOn(
            T nothing,
            T said,
            Predicate<T> isNothing,
            Function<Member, CompletionStage<T>> ask,
            Queue<Member> left) {
        Member next = isNothing.test(said) ? left.poll() : null;
        if (next == null) {
            return CompletableFuture.completedFuture(said);
        }
        return ask.apply(next)
                .exceptionally(
                        failure -> {
                            LOGGER.log(
                                    System.Logger.Level.DEBUG,
                                    "A member doesn't say what it runs",
                                    failure);
                            return nothing;
                        })
                .thenCompose(result -> goOn(nothing, result, isNothing, ask, left));
    }
}
