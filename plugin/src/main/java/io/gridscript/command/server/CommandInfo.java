package io.gridscript.command.server;

import io.gridscript.command.Command;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import io.gridscript.spec.LegacyRange;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What COMMAND INFO shows of a command, in the shapes of addReplyCommandInfo. */
final class CommandInfo {

    private CommandInfo() {}

    static void write(Command command, ReplyWriter reply) {
        CommandSpec spec = command.spec();
        LegacyRange range = spec.legacyRange();
        reply.array(10);
        reply.bulk(spec.fullName());
        reply.integer(spec.arity());
        writeFlags(spec.flags(), reply);
        reply.integer(range.first());
        reply.integer(range.last());
        reply.integer(range.step());
        writeCategories(spec.categories(), reply);
        writeTips(spec.tips(), reply);
        writeKeySpecs(spec.keySpecs(), reply);
        writeSubcommands(command, reply);
    }

    static void writeKeyFlags(Set<KeyFlag> flags, ReplyWriter reply) {
        reply.set(flags.size());
        for (KeyFlag flag : inOrder(flags)) {
            reply.status(flag.text());
        }
    }

    private static Set<KeyFlag> inOrder(Set<KeyFlag> flags) {
        Set<KeyFlag> ordered = EnumSet.noneOf(KeyFlag.class);
        ordered.addAll(flags);
        return ordered;
    }

    private static void writeFlags(Set<CommandFlag> flags, ReplyWriter reply) {
        boolean hidden = flags.contains(CommandFlag.MAY_REPLICATE);
        reply.set(flags.size() - (hidden ? 1 : 0));
        for (CommandFlag flag : flags) {
            if (flag != CommandFlag.MAY_REPLICATE) {
                reply.status(flag.text());
            }
        }
    }

    private static void writeCategories(Set<AclCategory> categories, ReplyWriter reply) {
        reply.set(categories.size());
        for (AclCategory category : categories) {
            reply.status("@" + category.text());
        }
    }

    private static void writeTips(List<String> tips, ReplyWriter reply) {
        reply.set(tips.size());
        tips.forEach(reply::bulk);
    }

    private static void writeSubcommands(Command command, ReplyWriter reply) {
        if (command.hasSubcommands()) {
            reply.array(command.subcommands().size());
            command.subcommands().values().forEach(each -> write(each, reply));
        } else {
            reply.set(0);
        }
    }

    private static void writeKeySpecs(List<KeySpec> keySpecs, ReplyWriter reply) {
        reply.set(keySpecs.size());
        for (KeySpec keySpec : keySpecs) {
            reply.map(keySpec.notes() == null ? 3 : 4);
            if (keySpec.notes() != null) {
                reply.bulk("notes");
                reply.bulk(keySpec.notes());
            }
            reply.bulk("flags");
            writeKeyFlags(keySpec.flags(), reply);
            reply.bulk("begin_search");
            writeBegin(keySpec.begin(), reply);
            reply.bulk("find_keys");
            writeFind(keySpec.find(), reply);
        }
    }

    private static void writeBegin(KeySpec.Begin begin, ReplyWriter reply) {
        if (begin instanceof KeySpec.Index index) {
            writeType("index", 1, reply);
            writeNumber("index", index.position(), reply);
        } else if (begin instanceof KeySpec.Keyword keyword) {
            writeType("keyword", 2, reply);
            reply.bulk("keyword");
            reply.bulk(keyword.word());
            writeNumber("startfrom", keyword.startFrom(), reply);
        } else {
            writeType("unknown", 0, reply);
        }
    }

    private static void writeFind(KeySpec.Find find, ReplyWriter reply) {
        if (find instanceof KeySpec.Range range) {
            writeType("range", 3, reply);
            writeNumber("lastkey", range.lastKey(), reply);
            writeNumber("keystep", range.step(), reply);
            writeNumber("limit", range.limit(), reply);
        } else if (find instanceof KeySpec.KeyNumber number) {
            writeType("keynum", 3, reply);
            writeNumber("keynumidx", number.numberAt(), reply);
            writeNumber("firstkey", number.firstKey(), reply);
            writeNumber("keystep", number.step(), reply);
        } else {
            writeType("unknown", 0, reply);
        }
    }

    private static void writeType(String type, int fields, ReplyWriter reply) {
        reply.map(2);
        reply.bulk("type");
        reply.bulk(type);
        reply.bulk("spec");
        reply.map(fields);
    }

    private static void writeNumber(String name, int value, ReplyWriter reply) {
        reply.bulk(name);
        reply.integer(value);
    }
}
