package io.gridscript.command.debug;

import io.gridscript.command.CommandCall;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.server.ServerActivity;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.util.Set;

/** What DEBUG turns on and off or changes, and what there is nothing to turn of. */
final class Switches {

    private static final ErrorReply NO_CLIENT_EVICTION =
            ErrorReply.err("maxmemory-clients is disabled.");
    private static final Set<String> REPLY_BUFFER_SETTINGS = Set.of("peak-reset-time", "resizing");

    private final DebugSwitches switches;
    private final ServerActivity activity;

    Switches(DebugSwitches switches, ServerActivity activity) {
        this.switches = switches;
        this.activity = activity;
    }

    void addTo(Subcommands subcommands) {
        subcommands.add("change-repl-id", 2, this::changeReplicationId);
        subcommands.add("set-active-expire", 3, this::setActiveExpire);
        subcommands.add("set-disable-deny-scripts", 3, this::setDisableDenyScripts);
        subcommands.add("set-skip-checksum-validation", 3, this::skipChecksums);
        subcommands.add("replybuffer", 4, Switches::replyBuffer);
        subcommands.add(
                "client-eviction",
                2,
                (call, reply) -> {
                    throw NO_CLIENT_EVICTION;
                });
        subcommands.addWithoutEffect("aof-flush-sleep", 3, 3);
        subcommands.addWithoutEffect("dict-resizing", 3, 3);
        subcommands.addWithoutEffect("drop-cluster-packet-filter", 3, 3);
        subcommands.addWithoutEffect("leak", 3, 3);
        subcommands.addWithoutEffect("pause-cron", 3, 3);
        subcommands.addWithoutEffect("quicklist-packed-threshold", 3, 3);
        subcommands.addWithoutEffect("replicate", 3, Integer.MAX_VALUE);
    }

    private void changeReplicationId(CommandCall call, ReplyWriter reply) {
        activity.changeReplicationId();
        reply.ok();
    }

    private void setActiveExpire(CommandCall call, ReplyWriter reply) {
        switches.activeExpiry(isOn(call.argument(2)));
        reply.ok();
    }

    private void setDisableDenyScripts(CommandCall call, ReplyWriter reply) {
        switches.denyScripts(!isOn(call.argument(2)));
        reply.ok();
    }

    private void skipChecksums(CommandCall call, ReplyWriter reply) {
        switches.checkChecksums(!isOn(call.argument(2)));
        reply.ok();
    }

    private static boolean isOn(byte[] number) {
        return RedisNumbers.parseLong(number) != 0;
    }

    private static void replyBuffer(CommandCall call, ReplyWriter reply) {
        if (!REPLY_BUFFER_SETTINGS.contains(Ascii.lowerCase(call.argument(2)))) {
            throw Subcommands.unknown(call);
        }
        reply.ok();
    }
}
