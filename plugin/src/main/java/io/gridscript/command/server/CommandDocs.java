package io.gridscript.command.server;

import io.gridscript.command.Command;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandDocumentation;
import io.gridscript.spec.CommandDocumentation.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * What COMMAND DOCS shows of a command, in the shapes of addReplyCommandDocs. A map's size goes
 * before its entries, so entries are collected first.
 */
final class CommandDocs {

    private record Field(String name, Runnable value) {}

    private final ReplyWriter reply;

    CommandDocs(ReplyWriter reply) {
        this.reply = reply;
    }

    void write(Command command) {
        CommandDocumentation documentation = command.spec().documentation();
        List<Field> fields = new ArrayList<>();
        add(fields, "summary", documentation.summary());
        add(fields, "since", documentation.since());
        add(fields, "group", command.spec().group().text());
        add(fields, "complexity", documentation.complexity());
        List<String> flags = documentFlags(documentation);
        if (!flags.isEmpty()) {
            fields.add(new Field("doc_flags", () -> writeFlags(flags)));
        }
        add(fields, "deprecated_since", documentation.deprecatedSince());
        add(fields, "replaced_by", documentation.replacedBy());
        if (!documentation.history().isEmpty()) {
            fields.add(new Field("history", () -> writeHistory(documentation.history())));
        }
        if (!documentation.arguments().isEmpty()) {
            fields.add(new Field("arguments", () -> writeArguments(documentation.arguments())));
        }
        if (command.hasSubcommands()) {
            fields.add(new Field("subcommands", () -> writeSubcommands(command)));
        }
        write(fields);
    }

    private void write(List<Field> fields) {
        reply.map(fields.size());
        for (Field field : fields) {
            reply.bulk(field.name());
            field.value().run();
        }
    }

    private void add(List<Field> fields, String name, String text) {
        if (text != null) {
            fields.add(new Field(name, () -> reply.bulk(text)));
        }
    }

    private static List<String> documentFlags(CommandDocumentation documentation) {
        List<String> flags = new ArrayList<>();
        if (documentation.deprecatedSince() != null) {
            flags.add("deprecated");
        }
        if (documentation.systemCommand()) {
            flags.add("syscmd");
        }
        return flags;
    }

    private void writeFlags(List<String> flags) {
        reply.set(flags.size());
        flags.forEach(reply::status);
    }

    private void writeHistory(List<Change> history) {
        reply.set(history.size());
        for (Change change : history) {
            reply.array(2);
            reply.bulk(change.version());
            reply.bulk(change.text());
        }
    }

    private void writeSubcommands(Command command) {
        reply.map(command.subcommands().size());
        for (Command subcommand : command.subcommands().values()) {
            reply.bulk(subcommand.spec().fullName());
            write(subcommand);
        }
    }

    private void writeArguments(List<Argument> arguments) {
        reply.array(arguments.size());
        arguments.forEach(this::writeArgument);
    }

    private void writeArgument(Argument argument) {
        boolean hasParts =
                argument.type() == Argument.Type.ONEOF || argument.type() == Argument.Type.BLOCK;
        List<Field> fields = new ArrayList<>();
        add(fields, "name", argument.name());
        add(fields, "type", argument.type().text());
        if (!hasParts) {
            add(fields, "display_text", argument.name());
        }
        if (argument.keySpec() >= 0) {
            fields.add(new Field("key_spec_index", () -> reply.integer(argument.keySpec())));
        }
        add(fields, "token", argument.token());
        add(fields, "since", argument.since());
        List<String> flags = argumentFlags(argument);
        if (!flags.isEmpty()) {
            fields.add(new Field("flags", () -> writeFlags(flags)));
        }
        if (hasParts) {
            fields.add(new Field("arguments", () -> writeArguments(argument.parts())));
        }
        write(fields);
    }

    private static List<String> argumentFlags(Argument argument) {
        List<String> flags = new ArrayList<>();
        if (argument.optional()) {
            flags.add("optional");
        }
        if (argument.multiple()) {
            flags.add("multiple");
        }
        if (argument.multipleToken()) {
            flags.add("multiple_token");
        }
        return flags;
    }
}
