package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.util.UUID;

/**
 * Who sends batches to a keyspace, one after the other: a connection of another member. A member
 * that starts again is another one.
 *
 * @param member unique for each start of a member
 * @param connection unique in the life of that member
 */
public record SenderId(UUID member, long connection) {

    /** Reads what {@link #writeTo} wrote. */
    public static SenderId read(WireInput in) throws CorruptInput {
        return new SenderId(new UUID(in.fixed(), in.fixed()), in.number());
    }

    public void writeTo(WireOutput out) {
        out.fixed(member.getMostSignificantBits());
        out.fixed(member.getLeastSignificantBits());
        out.number(connection);
    }
}
