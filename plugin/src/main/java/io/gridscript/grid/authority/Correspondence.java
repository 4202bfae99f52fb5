package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What other members write to this one, and its answers: the authority's orders to its copy of the
 * state, and to its seat the requests and renewals of those who take it for the authority.
 */
final class Correspondence {

    private static final System.Logger LOGGER = System.getLogger(Correspondence.class.getName());

    private final Subscriber own;
    private final Seat seat;
    private final LeaseKeeper lease;
    private final Participants participants;

    Correspondence(Subscriber own, Seat seat, LeaseKeeper lease, Participants participants) {
        this.own = own;
        this.seat = seat;
        this.lease = lease;
        this.participants = participants;
    }

    void register(GridMessages messages) {
        messages.register(MessageKind.AUTHORITY_ORDER, this::obey);
        messages.register(MessageKind.AUTHORITY_LEASE, this::grant);
        messages.register(MessageKind.AUTHORITY_REQUEST, this::serve);
    }

    private CompletionStage<byte[]> obey(Member sender, byte[] bytes) {
        try {
            Order order = StateReader.order(bytes);
            if (order instanceof Order.Confirm && !sender.equals(participants.authority())) {
                return answer(new Answer.Behind());
            }
            Answer answer = own.obey(order);
            if (order instanceof Order.Install) {
                // The lease of the former term is over.
                lease.tick();
            }
            return answer(answer);
        } catch (CorruptInput e) {
            return corrupt(sender, e);
        }
    }

    private static CompletionStage<byte[]> answer(Answer answer) {
        return CompletableFuture.completedFuture(StateWriter.answer(answer));
    }

    private CompletionStage<byte[]> grant(Member sender, byte[] bytes) {
        try {
            Renewal.Grant grant = seat.grant(sender, StateReader.renewal(bytes));
            return CompletableFuture.completedFuture(StateWriter.grant(grant));
        } catch (CorruptInput e) {
            return corrupt(sender, e);
        }
    }

    private CompletionStage<byte[]> serve(Member sender, byte[] bytes) {
        try {
            return seat.submit(StateReader.request(bytes), false).thenApply(StateWriter::outcome);
        } catch (CorruptInput e) {
            return corrupt(sender, e);
        }
    }

    private static CompletionStage<byte[]> corrupt(Member sender, CorruptInput e) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "Member {0} sends {1}. Start it again with the same Gridscript jar as the others",
                sender.getAddress(),
                e.getMessage());
        return CompletableFuture.failedFuture(e);
    }
}
