package io.gridscript.command.acl;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandSpec;
import java.util.List;

/** ACL CAT. */
final class AclCategories {

    private static final AclCategory[] ALL = AclCategory.values();

    private final TableSpecs specs;

    AclCategories(CommandTable table) {
        specs = new TableSpecs(table);
    }

    void cat(CommandCall call, ReplyWriter reply) {
        switch (call.count()) {
            case 2 -> {
                reply.array(ALL.length);
                for (AclCategory category : ALL) {
                    reply.bulk(category.text());
                }
            }
            case 3 -> commands(category(call.argument(2)), reply);
            default -> throw AclSyntax.tooManyWords(call);
        }
    }

    private static AclCategory category(byte[] name) {
        for (AclCategory category : ALL) {
            if (Ascii.is(name, category.text())) {
                return category;
            }
        }
        throw ErrorReply.err("Unknown category '" + AclSyntax.shortened(name) + "'");
    }

    private void commands(AclCategory category, ReplyWriter reply) {
        List<CommandSpec> found =
                specs.all().stream().filter(spec -> spec.categories().contains(category)).toList();
        reply.array(found.size());
        found.forEach(spec -> reply.bulk(spec.fullName()));
    }
}
