package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The last answers to senders on other members, which make batches run exactly once: a message may
 * come twice, and its sender repeats it when the owner of the keyspace has changed. Part of every
 * copy of a keyspace, and used as that is: by one thread at a time.
 */
public final class RememberedAnswers {

    private final Map<SenderId, Remembered> bySender = new HashMap<>();

    /** What is known of that sender's last batch, or null. */
    public Remembered find(SenderId sender) {
        return bySender.get(sender);
    }

    int size() {
        return bySender.size();
    }

    void remember(SenderId sender, Remembered remembered) {
        bySender.merge(sender, remembered, (former, next) -> next.isAfter(former) ? next : former);
    }

    /** The sender has the answer to that batch. */
    void acknowledge(SenderId sender, long sequence) {
        bySender.computeIfPresent(
                sender,
                (any, present) ->
                        present.sequence() <= sequence ? present.acknowledged() : present);
    }

    void forget(SenderId sender) {
        bySender.remove(sender);
    }

    /** That member is gone, with all senders on it. */
    void forgetMember(UUID member) {
        bySender.keySet().removeIf(sender -> sender.member().equals(member));
    }

    /** The members that senders are on. */
    Set<UUID> members() {
        Set<UUID> members = new HashSet<>();
        bySender.keySet().forEach(sender -> members.add(sender.member()));
        return members;
    }

    void clear() {
        bySender.clear();
    }

    byte[] toBytes() {
        WireOutput out = new WireOutput();
        out.number(bySender.size());
        bySender.forEach(
                (sender, remembered) -> {
                    sender.writeTo(out);
                    remembered.writeTo(out);
                });
        return out.toBytes();
    }

    /** Becomes what {@link #toBytes} told. */
    void become(byte[] bytes) throws CorruptInput {
        clear();
        WireInput in = new WireInput(bytes);
        for (int left = in.number(Integer.MAX_VALUE); left > 0; left--) {
            remember(SenderId.read(in), Remembered.read(in));
        }
    }
}
