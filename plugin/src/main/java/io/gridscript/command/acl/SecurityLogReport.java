package io.gridscript.command.acl;

import io.gridscript.acl.SecurityLog;
import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.util.List;

/** ACL LOG. */
final class SecurityLogReport {

    private static final long ENTRIES = 10;
    private static final double MILLIS_OF_SECOND = 1000;

    private final SecurityLog log;

    SecurityLogReport(SecurityLog log) {
        this.log = log;
    }

    void run(CommandCall call, ReplyWriter reply) {
        if (call.count() > 3) {
            throw AclSyntax.tooManyWords(call);
        }
        if (call.count() == 3 && Ascii.is(call.argument(2), "reset")) {
            log.clear();
            reply.ok();
            return;
        }
        long count = ENTRIES;
        if (call.count() == 3) {
            count = RedisNumbers.parseLong(call.argument(2), ErrorReply.NOT_AN_INTEGER);
        }
        long now = System.currentTimeMillis();
        List<SecurityLog.Entry> latest = log.latest(count);
        reply.array(latest.size());
        latest.forEach(entry -> write(entry, now, reply));
    }

    private static void write(SecurityLog.Entry entry, long now, ReplyWriter reply) {
        reply.map(10);
        reply.bulk("count");
        reply.integer(entry.count());
        reply.bulk("reason");
        reply.bulk(entry.denial().reason().text());
        reply.bulk("context");
        reply.bulk(entry.denial().context().text());
        reply.bulk("object");
        reply.bulk(entry.denial().object());
        reply.bulk("username");
        reply.bulk(entry.denial().user());
        reply.bulk("age-seconds");
        reply.real((now - entry.updated()) / MILLIS_OF_SECOND);
        reply.bulk("client-info");
        reply.bulk(entry.client());
        reply.bulk("entry-id");
        reply.integer(entry.id());
        reply.bulk("timestamp-created");
        reply.integer(entry.created());
        reply.bulk("timestamp-last-updated");
        reply.integer(entry.updated());
    }
}
