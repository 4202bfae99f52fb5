package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.LOADING;
import static io.gridscript.spec.CommandFlag.STALE;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** XGROUP with CREATE, SETID, DESTROY, CREATECONSUMER, DELCONSUMER and HELP. */
final class GroupCommands {

    private static final String NAME = "xgroup";

    private static final ErrorReply NO_KEY =
            ErrorReply.err(
                    "The XGROUP subcommand requires the key to exist. Note that for CREATE you may"
                            + " want to use the MKSTREAM option to create an empty stream"
                            + " automatically.");
    private static final ErrorReply PRESENT =
            ErrorReply.of("BUSYGROUP Consumer Group name already exists");

    private static final Argument ENTRIES_READ =
            Argument.integer("entriesread").after("ENTRIESREAD").asOptional();

    private static final HelpText HELP =
            new HelpText(
                    "CREATE <key> <groupname> <id|$> [option]",
                    "    Make a group that reads what comes after an ID. Options are:",
                    "    * MKSTREAM",
                    "      Make the stream, too, if it isn't there.",
                    "    * ENTRIESREAD entries_read",
                    "      Say how many entries it has read, for the copying of streams.",
                    "CREATECONSUMER <key> <groupname> <consumer>",
                    "    Add a consumer to a group.",
                    "DELCONSUMER <key> <groupname> <consumer>",
                    "    Remove a consumer from a group.",
                    "DESTROY <key> <groupname>",
                    "    Remove a group.",
                    "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
                    "    Say up to where a group has read.");

    private GroupCommands() {}

    static void register(CommandTable table) {
        table.container(container());
        table.onKeyspace(create(), GroupCommands::create);
        table.onKeyspace(setid(), GroupCommands::move);
        table.onKeyspace(destroy(), GroupCommands::destroy);
        table.onKeyspace(createconsumer(), GroupCommands::addConsumer);
        table.onKeyspace(delconsumer(), GroupCommands::removeConsumer);
        table.onSession(help(), (call, reply) -> HELP.writeTo(reply, call));
    }

    private static void create(CommandCall call, ReplyWriter reply) {
        GroupOptions options = GroupOptions.parse(call, true);
        StreamValue stream = call.database().findForWrite(call.argument(2), StreamValue.class);
        if (stream == null && !options.makesStream()) {
            throw NO_KEY;
        }
        if (call.count() > 8) {
            throw Subcommands.wrong(call);
        }
        StreamId delivered = idOrLast(call.argument(4), stream);
        if (stream != null && stream.group(call.argument(3)) != null) {
            throw PRESENT;
        }
        if (stream == null) {
            stream = new StreamValue();
            call.database().put(call.argument(2), stream);
        }
        stream.addGroup(call.argument(3), delivered, options.read());
        call.notifyOf(KeyEvent.XGROUP_CREATE, call.argument(2));
        reply.ok();
    }

    private static StreamId idOrLast(byte[] word, StreamValue stream) {
        if (!StreamIds.is(word, '$')) {
            return StreamIds.strict(word);
        }
        return stream == null ? StreamId.ZERO : stream.last();
    }

    private static void move(CommandCall call, ReplyWriter reply) {
        GroupOptions options = GroupOptions.parse(call, false);
        StreamValue stream = stream(call);
        StreamGroup group = group(stream, call);
        if (call.count() != 5 && call.count() != 7) {
            throw Subcommands.wrong(call);
        }
        byte[] word = call.argument(4);
        StreamId delivered = StreamIds.is(word, '$') ? stream.last() : StreamIds.lenient(word);
        group.moveTo(delivered, options.read());
        call.notifyOf(KeyEvent.XGROUP_SETID, call.argument(2));
        reply.ok();
    }

    private static void destroy(CommandCall call, ReplyWriter reply) {
        StreamValue stream = stream(call);
        StreamGroup group = stream.group(call.argument(3));
        if (group != null) {
            stream.removeGroup(group);
            call.notifyOf(KeyEvent.XGROUP_DESTROY, call.argument(2));
            call.database().ready(call.argument(2));
        }
        reply.integer(group == null ? 0 : 1);
    }

    private static void addConsumer(CommandCall call, ReplyWriter reply) {
        StreamGroup group = group(stream(call), call);
        boolean isNew = group.consumer(call.argument(4)) == null;
        if (isNew) {
            Groups.add(call, call.argument(2), group, call.argument(4));
        }
        reply.integer(isNew ? 1 : 0);
    }

    private static void removeConsumer(CommandCall call, ReplyWriter reply) {
        StreamGroup group = group(stream(call), call);
        StreamConsumer consumer = group.consumer(call.argument(4));
        if (consumer == null) {
            reply.integer(0);
            return;
        }
        int pending = consumer.pendingCount();
        group.removeConsumer(consumer);
        call.notifyOf(KeyEvent.XGROUP_DELCONSUMER, call.argument(2));
        reply.integer(pending);
    }

    private static StreamValue stream(CommandCall call) {
        StreamValue stream = call.database().findForWrite(call.argument(2), StreamValue.class);
        if (stream == null) {
            throw NO_KEY;
        }
        return stream;
    }

    private static StreamGroup group(StreamValue stream, CommandCall call) {
        StreamGroup group = stream.group(call.argument(3));
        if (group == null) {
            throw Groups.missingOfKey(call.argument(2), call.argument(3));
        }
        return group;
    }

    private static CommandSpec.Builder container() {
        return CommandSpec.command(NAME, -2)
                .group(CommandGroup.STREAM)
                .since("5.0.0")
                .complexity("As the subcommand says")
                .summary("Changes the groups of a stream.");
    }

    private static CommandSpec.Builder create() {
        return StreamSpecs.subcommand(NAME, "create", -5, RW, INSERT)
                .complexity("O(1)")
                .summary("Makes a group.")
                .flags(WRITE, DENYOOM)
                .changed("7.0.0", "ENTRIESREAD.")
                .arguments(
                        StreamSpecs.GROUP,
                        StreamSpecs.idOrLast(),
                        Argument.token("mkstream", "MKSTREAM").asOptional(),
                        ENTRIES_READ);
    }

    private static CommandSpec.Builder setid() {
        return StreamSpecs.subcommand(NAME, "setid", -5, RW, UPDATE)
                .complexity("O(1)")
                .summary("Says up to where a group has read.")
                .flags(WRITE)
                .changed("7.0.0", "ENTRIESREAD.")
                .arguments(StreamSpecs.GROUP, StreamSpecs.idOrLast(), ENTRIES_READ);
    }

    private static CommandSpec.Builder destroy() {
        return StreamSpecs.subcommand(NAME, "destroy", 4, RW, DELETE)
                .complexity("O(N) for N pending entries")
                .summary("Removes a group.")
                .flags(WRITE)
                .arguments(StreamSpecs.GROUP);
    }

    private static CommandSpec.Builder createconsumer() {
        return StreamSpecs.subcommand(NAME, "createconsumer", 5, RW, INSERT)
                .since("6.2.0")
                .complexity("O(1)")
                .summary("Adds a consumer to a group.")
                .flags(WRITE, DENYOOM)
                .arguments(StreamSpecs.GROUP, StreamSpecs.CONSUMER);
    }

    private static CommandSpec.Builder delconsumer() {
        return StreamSpecs.subcommand(NAME, "delconsumer", 5, RW, DELETE)
                .complexity("O(1)")
                .summary("Removes a consumer from a group.")
                .flags(WRITE)
                .arguments(StreamSpecs.GROUP, StreamSpecs.CONSUMER);
    }

    private static CommandSpec.Builder help() {
        return StreamSpecs.subcommand(NAME, "help", 2)
                .complexity("O(1)")
                .summary("Lists the subcommands.")
                .flags(LOADING, STALE);
    }
}
