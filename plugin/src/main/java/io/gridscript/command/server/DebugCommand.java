package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandBody;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.HelpText;
import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * DEBUG, for test suites; the directive enable-debug-command opens it. Its subcommands have no
 * specs of their own, in Redis neither. What only concerns files or Redis's memory layout is
 * accepted and does nothing.
 */
public final class DebugCommand {

    private static final ErrorReply NOT_ALLOWED =
            ErrorReply.err(
                    "DEBUG command not allowed. If the enable-debug-command option is set to"
                            + " \"local\", you can run it from a local connection, otherwise you"
                            + " need to set this option in the configuration file, and then"
                            + " restart the server.");

    private static final System.Logger LOG = System.getLogger(DebugCommand.class.getName());

    private static final HelpText HELP =
            new HelpText(
                    "CHANGE-REPL-ID",
                    "    Take another replication id.",
                    "DICT-RESIZING <0|1>",
                    "    Accepted, without effect.",
                    "DIGEST",
                    "    Tell a digest of all data.",
                    "DIGEST-VALUE <key> [<key> ...]",
                    "    Tell a digest of each value.",
                    "ERROR <string>",
                    "    Answer with that error.",
                    "GRID REPLICA",
                    "    Tell what this member has of the keyspace.",
                    "GRID STORES",
                    "    Tell the record stores that this member keeps for script maps.",
                    "LOADAOF",
                    "    Accepted: nothing is in files, data stays as it is.",
                    "LOG <message>",
                    "    Write to the log.",
                    "OBJECT <key>",
                    "    Tell how a value is kept.",
                    "PAUSE-CRON <0|1>",
                    "    Accepted, without effect.",
                    "PROTOCOL <type>",
                    "    Answer with an example of that type of the protocol.",
                    "QUICKLIST-PACKED-THRESHOLD <size>",
                    "    Accepted, without effect.",
                    "RELOAD [MERGE] [NOFLUSH] [NOSAVE]",
                    "    Accepted: nothing is in files, data stays as it is.",
                    "REPLICATE <string>",
                    "    Accepted, without effect.",
                    "REPLYBUFFER (PEAK-RESET-TIME|RESIZING) <value>",
                    "    Accepted, without effect.",
                    "SET-ACTIVE-EXPIRE <0|1>",
                    "    Say whether expired keys are removed before somebody looks at them.",
                    "SET-DISABLE-DENY-SCRIPTS <0|1>",
                    "    Say whether scripts may call what is closed to them.",
                    "SLEEP <seconds>",
                    "    Hold the keyspace for that time.",
                    "STRINGMATCH-LEN <pattern> <string>",
                    "    Tell whether a string matches a pattern.");

    /** Code for a request of so many words. */
    private record Subcommand(int least, int most, CommandBody body) {

        boolean accepts(int words) {
            return words >= least && words <= most;
        }
    }

    private final Directives directives;
    private final DebugSwitches switches;
    private final ServerActivity activity;
    private final GridInspection grid;
    private final Map<String, Subcommand> subcommands = new LinkedHashMap<>();

    public DebugCommand(
            Directives directives,
            DebugSwitches switches,
            ServerActivity activity,
            GridInspection grid) {
        this.directives = directives;
        this.switches = switches;
        this.activity = activity;
        this.grid = grid;
        addSubcommands();
    }

    private void addSubcommands() {
        add("help", 2, (call, reply) -> HELP.writeTo(reply, call));
        add("change-repl-id", 2, this::changeReplicationId);
        add("digest", 2, DebugCommand::digest);
        add("digest-value", 2, Integer.MAX_VALUE, DebugCommand::digestValues);
        add("error", 3, DebugCommand::error);
        add("log", 3, DebugCommand::log);
        add("object", 3, DebugCommand::object);
        add("protocol", 3, DebugProtocol::run);
        add("set-active-expire", 3, this::setActiveExpire);
        add("set-disable-deny-scripts", 3, this::setDisableDenyScripts);
        add("sleep", 3, DebugCommand::sleep);
        add("stringmatch-len", 4, DebugCommand::stringMatch);
        addWithoutEffect("dict-resizing", 3, 3);
        addWithoutEffect("loadaof", 2, 2);
        addWithoutEffect("pause-cron", 3, 3);
        addWithoutEffect("quicklist-packed-threshold", 3, 3);
        addWithoutEffect("reload", 2, 5);
        addWithoutEffect("replicate", 3, Integer.MAX_VALUE);
        addWithoutEffect("replybuffer", 4, 4);
    }

    private void add(String name, int words, CommandBody body) {
        add(name, words, words, body);
    }

    private void addWithoutEffect(String name, int least, int most) {
        add(name, least, most, (call, reply) -> reply.ok());
    }

    private void add(String name, int least, int most, CommandBody body) {
        subcommands.put(name, new Subcommand(least, most, body));
    }

    public void register(CommandTable table) {
        table.onLong(
                command("debug", -2)
                        .group(CommandGroup.SERVER)
                        .since("1.0.0")
                        .complexity("Depends on subcommand.")
                        .flags(
                                CommandFlag.ADMIN,
                                CommandFlag.NOSCRIPT,
                                CommandFlag.LOADING,
                                CommandFlag.STALE)
                        .systemCommand()
                        .summary("Holds the commands for test suites."),
                this::run);
        table.onGridWith("debug", "grid", this::grid);
    }

    /** Answered by the member that is asked, whoever holds the keyspace. */
    private CompletionStage<Reply> grid(CommandCall call) {
        if (!isAllowed(call)) {
            throw NOT_ALLOWED;
        }
        if (call.count() == 3 && Ascii.is(call.argument(2), "stores")) {
            return grid.scriptStores().thenApply(DebugCommand::bulks);
        }
        if (call.count() == 3 && Ascii.is(call.argument(2), "replica")) {
            return grid.replica().thenApply(text -> reply -> reply.bulk(text));
        }
        throw unknown(call);
    }

    private static Reply bulks(List<String> texts) {
        return reply -> {
            reply.array(texts.size());
            texts.forEach(reply::bulk);
        };
    }

    private void run(CommandCall call, ReplyWriter reply) {
        if (!isAllowed(call)) {
            throw NOT_ALLOWED;
        }
        Subcommand subcommand = subcommands.get(Ascii.lowerCase(call.argument(1)));
        if (subcommand == null || !subcommand.accepts(call.count())) {
            throw unknown(call);
        }
        subcommand.body().run(call, reply);
    }

    private static ErrorReply unknown(CommandCall call) {
        String name = Ascii.string(call.argument(1));
        return ErrorReply.err(
                "unknown subcommand or wrong number of arguments for '"
                        + name.substring(0, Math.min(name.length(), 128))
                        + "'. Try DEBUG HELP.");
    }

    private boolean isAllowed(CommandCall call) {
        return switch (directives.all().get("enable-debug-command")) {
            case "yes" -> true;
            case "local" -> call.connection() != null && isLocal(call.connection().address());
            default -> false;
        };
    }

    private static boolean isLocal(String address) {
        return address.startsWith("127.")
                || address.startsWith("[::1]")
                || address.startsWith("[0:0:0:0:0:0:0:1]")
                || address.startsWith("::1:");
    }

    private void changeReplicationId(CommandCall call, ReplyWriter reply) {
        activity.changeReplicationId();
        reply.ok();
    }

    private static void digest(CommandCall call, ReplyWriter reply) {
        reply.status(DatasetDigest.of(call.keyspace()));
    }

    /** Expired keys have one too, as long as nobody has removed them. */
    private static void digestValues(CommandCall call, ReplyWriter reply) {
        reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            reply.status(DatasetDigest.ofValue(call.database().stored(call.argument(i))));
        }
    }

    private static void error(CommandCall call, ReplyWriter reply) {
        throw ErrorReply.of(Ascii.string(call.argument(2)));
    }

    private static void log(CommandCall call, ReplyWriter reply) {
        LOG.log(System.Logger.Level.INFO, "DEBUG LOG: {0}", Ascii.string(call.argument(2)));
        reply.ok();
    }

    /** The address tells one value from another; a serialised length isn't known. */
    private static void object(CommandCall call, ReplyWriter reply) {
        Entry entry = call.database().stored(call.argument(2));
        if (entry == null) {
            throw ErrorReply.NO_SUCH_KEY;
        }
        long seconds = call.now() / 1000;
        reply.status(
                "Value at:0x"
                        + Integer.toHexString(System.identityHashCode(entry.value()))
                        + " refcount:1 encoding:"
                        + entry.value().encoding()
                        + " serializedlength:"
                        + entry.value().sizeInBytes()
                        + " lru:"
                        + (entry.accessed() & 0xFFFFFF)
                        + " lru_seconds_idle:"
                        + Math.max(0, seconds - entry.accessed()));
    }

    private void setActiveExpire(CommandCall call, ReplyWriter reply) {
        switches.activeExpiry(isOn(call.argument(2)));
        reply.ok();
    }

    private void setDisableDenyScripts(CommandCall call, ReplyWriter reply) {
        switches.denyScripts(!isOn(call.argument(2)));
        reply.ok();
    }

    private static boolean isOn(byte[] number) {
        return RedisNumbers.parseLong(number) != 0;
    }

    /** The thread sleeps with the keyspace held, which is the point. */
    private static void sleep(CommandCall call, ReplyWriter reply) {
        double seconds = RedisNumbers.parseDouble(call.argument(2));
        try {
            TimeUnit.MICROSECONDS.sleep((long) (seconds * TimeUnit.SECONDS.toMicros(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reply.ok();
    }

    private static void stringMatch(CommandCall call, ReplyWriter reply) {
        boolean matches = GlobPattern.of(call.argument(2)).matches(call.argument(3));
        reply.integer(matches ? 1 : 0);
    }
}
