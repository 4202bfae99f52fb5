package io.gridscript.command.set;

import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;
import java.util.List;

/** Answers members as a set. */
final class SetReply {

    private SetReply() {}

    /** All members of a set. */
    static void write(SetValue set, ReplyWriter reply) {
        write(set, set.size(), reply);
    }

    /** Members, none of them twice. */
    static void write(List<byte[]> members, ReplyWriter reply) {
        write(members, members.size(), reply);
    }

    private static void write(Iterable<byte[]> members, int count, ReplyWriter reply) {
        reply.set(count);
        for (byte[] member : members) {
            reply.bulk(member);
        }
    }
}
