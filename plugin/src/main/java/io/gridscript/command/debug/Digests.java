package io.gridscript.command.debug;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.reply.ReplyWriter;

/** DEBUG DIGEST and DIGEST-VALUE. */
final class Digests {

    private Digests() {}

    static void addTo(Subcommands subcommands) {
        subcommands.add("digest", 2, Digests::ofAll);
        subcommands.add("digest-value", 2, Integer.MAX_VALUE, Digests::ofValues);
    }

    private static void ofAll(CommandCall call, ReplyWriter reply) {
        reply.status(DatasetDigest.of(call.keyspace()));
    }

    /** Expired keys have one too, as long as nobody has removed them. */
    private static void ofValues(CommandCall call, ReplyWriter reply) {
        reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            reply.status(DatasetDigest.ofValue(call.database().stored(call.argument(i))));
        }
    }
}
