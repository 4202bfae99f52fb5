package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.util.UUID;

/** What senders no longer need of {@link RememberedAnswers}. */
public sealed interface Acknowledgement {

    /** The sender has the answer to that batch. */
    record Received(SenderId sender, long sequence) implements Acknowledgement {}

    /** The sender sends nothing more. */
    record Closed(SenderId sender) implements Acknowledgement {}

    /** The member is gone. */
    record Left(UUID member) implements Acknowledgement {}

    /** Lets it hold. */
    default void applyTo(RememberedAnswers answers) {
        if (this instanceof Received received) {
            answers.acknowledge(received.sender, received.sequence);
        } else if (this instanceof Closed closed) {
            answers.forget(closed.sender);
        } else if (this instanceof Left left) {
            answers.forgetMember(left.member);
        }
    }

    /** Writes it for {@link #read}. */
    default void writeTo(WireOutput out) {
        if (this instanceof Received received) {
            out.octet(0);
            received.sender.writeTo(out);
            out.number(received.sequence);
        } else if (this instanceof Closed closed) {
            out.octet(1);
            closed.sender.writeTo(out);
        } else if (this instanceof Left left) {
            out.octet(2);
            new SenderId(left.member, 0).writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    static Acknowledgement read(WireInput in) throws CorruptInput {
        int kind = in.octet();
        SenderId sender = SenderId.read(in);
        return switch (kind) {
            case 0 -> new Received(sender, in.number());
            case 1 -> new Closed(sender);
            case 2 -> new Left(sender.member());
            default -> throw new CorruptInput("an acknowledgement of unknown kind " + kind);
        };
    }
}
