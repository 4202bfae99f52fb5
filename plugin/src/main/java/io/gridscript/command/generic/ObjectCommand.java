package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.LOADING;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.STALE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** OBJECT with ENCODING, FREQ, HELP, IDLETIME and REFCOUNT. */
final class ObjectCommand {

    private static final String NAME = "object";

    /** Redis shares the objects of integers below this and counts no references to them. */
    private static final long SHARED_INTEGERS = 10_000;

    private static final ErrorReply NO_LFU_POLICY =
            ErrorReply.err(
                    "An LFU maxmemory policy is not selected, access frequency not tracked. "
                            + "Please note that when switching between policies at runtime LRU "
                            + "and LFU data will take some time to adjust.");

    private static final ErrorReply LFU_POLICY =
            ErrorReply.err(
                    "An LFU maxmemory policy is selected, idle time not tracked. "
                            + "Please note that when switching between policies at runtime LRU "
                            + "and LFU data will take some time to adjust.");

    private static final HelpText HELP =
            new HelpText(
                    "ENCODING <key>",
                    "    Tell how the value of <key> is represented in memory.",
                    "FREQ <key>",
                    "    Tell how often <key> was used lately, on a logarithmic scale.",
                    "IDLETIME <key>",
                    "    Tell how many seconds ago <key> was used last, more or less.",
                    "REFCOUNT <key>",
                    "    Tell how many references there are to the value of <key>.");

    private ObjectCommand() {}

    static void register(CommandTable table) {
        table.container(container());
        table.onKeyspace(encoding(), ObjectCommand::tellEncoding);
        table.onKeyspace(freq(), ObjectCommand::tellFrequency);
        table.onSession(help(), (call, reply) -> HELP.writeTo(reply, call));
        table.onKeyspace(idletime(), ObjectCommand::tellIdleTime);
        table.onKeyspace(refcount(), ObjectCommand::tellReferences);
    }

    private static void tellEncoding(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        if (entry == null) {
            reply.nil();
        } else {
            reply.bulk(entry.value().encoding());
        }
    }

    private static void tellFrequency(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        if (entry == null) {
            reply.nil();
        } else if (call.keyspace().evictionSettings().countsAccesses()) {
            reply.integer(entry.frequency());
        } else {
            throw NO_LFU_POLICY;
        }
    }

    private static void tellIdleTime(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        if (entry == null) {
            reply.nil();
        } else if (call.keyspace().evictionSettings().countsAccesses()) {
            throw LFU_POLICY;
        } else {
            reply.integer(Math.max(0, call.now() / 1000 - entry.accessed()));
        }
    }

    private static void tellReferences(CommandCall call, ReplyWriter reply) {
        Entry entry = entry(call);
        if (entry == null) {
            reply.nil();
        } else {
            boolean shared =
                    call.keyspace().evictionSettings().sharesIntegers() && isSharedInRedis(entry);
            reply.integer(shared ? Integer.MAX_VALUE : 1);
        }
    }

    private static boolean isSharedInRedis(Entry entry) {
        return entry.value() instanceof StringValue string
                && string.encoding().equals("int")
                && string.number() >= 0
                && string.number() < SHARED_INTEGERS;
    }

    private static Entry entry(CommandCall call) {
        return call.database().inspect(call.argument(2));
    }

    private static CommandSpec.Builder container() {
        return CommandSpec.command(NAME, -2)
                .group(CommandGroup.GENERIC)
                .since("2.2.3")
                .complexity("As the subcommand says")
                .summary("Looks at how the value of a key is kept.");
    }

    private static CommandSpec.Builder encoding() {
        return ofKey("encoding")
                .since("2.2.3")
                .summary("Names the representation of a value in memory.");
    }

    private static CommandSpec.Builder freq() {
        return ofKey("freq")
                .since("4.0.0")
                .summary("Tells how often a key was used lately, on a logarithmic scale.");
    }

    private static CommandSpec.Builder idletime() {
        return ofKey("idletime")
                .since("2.2.3")
                .summary("Tells how many seconds ago a key was used last.");
    }

    private static CommandSpec.Builder refcount() {
        return ofKey("refcount")
                .since("2.2.3")
                .summary("Tells how many references there are to a value.");
    }

    private static CommandSpec.Builder help() {
        return CommandSpec.subcommand(NAME, "help", 2)
                .group(CommandGroup.GENERIC)
                .since("6.2.0")
                .complexity("O(1)")
                .summary("Lists the subcommands.")
                .flags(LOADING, STALE)
                .categories(AclCategory.KEYSPACE);
    }

    private static CommandSpec.Builder ofKey(String name) {
        return CommandSpec.subcommand(NAME, name, 3)
                .group(CommandGroup.GENERIC)
                .complexity("O(1)")
                .flags(READONLY)
                .categories(AclCategory.KEYSPACE)
                .keys(KeySpec.key(2, KeyFlag.RO))
                .tips(GenericSpecs.RANDOM_OUTPUT)
                .arguments(GenericSpecs.KEY);
    }
}
