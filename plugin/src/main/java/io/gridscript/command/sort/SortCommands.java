package io.gridscript.command.sort;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.WRITE;

import io.gridscript.command.CommandTable;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** The specs of SORT and SORT_RO, and where they run. */
public final class SortCommands {

    private static final Argument KEY = Argument.key("key");
    private static final Argument BY =
            Argument.pattern("by-pattern").after("BY").keySpec(1).asOptional();
    private static final Argument LIMIT =
            Argument.block("limit", Argument.integer("offset"), Argument.integer("count"))
                    .after("LIMIT")
                    .asOptional();
    private static final Argument GET =
            Argument.pattern("get-pattern")
                    .after("GET")
                    .keySpec(1)
                    .asOptional()
                    .repeatedWithToken();
    private static final Argument ORDER =
            Argument.oneOf("order", Argument.token("asc", "ASC"), Argument.token("desc", "DESC"))
                    .asOptional();
    private static final Argument ALPHA = Argument.token("sorting", "ALPHA").asOptional();
    private static final Argument STORE =
            Argument.key("destination").after("STORE").keySpec(2).asOptional();

    private SortCommands() {}

    public static void register(CommandTable table) {
        table.onKeyspace(sort(), (call, reply) -> Sorting.run(call, reply, true));
        table.onKeyspace(sortReadOnly(), (call, reply) -> Sorting.run(call, reply, false));
    }

    private static CommandSpec.Builder sort() {
        return of("sort")
                .since("1.0.0")
                .summary("Sorts the elements of a list, a set or a sorted set; can store them.")
                .flags(WRITE, DENYOOM)
                .keys(
                        KeySpec.unknown(SortRequest::storePosition, KeyFlag.OW, KeyFlag.UPDATE)
                                .withNotes("The key behind STORE, wherever that is"))
                .arguments(KEY, BY, LIMIT, GET, ORDER, ALPHA, STORE);
    }

    private static CommandSpec.Builder sortReadOnly() {
        return of("sort_ro")
                .since("7.0.0")
                .summary("Tells the elements of a list, a set or a sorted set in order.")
                .flags(READONLY)
                .arguments(KEY, BY, LIMIT, GET, ORDER, ALPHA);
    }

    private static CommandSpec.Builder of(String name) {
        return CommandSpec.command(name, -2)
                .group(CommandGroup.GENERIC)
                .complexity("O(N+M*log(M)) to sort N elements of which M are told")
                .categories(
                        AclCategory.SET,
                        AclCategory.SORTEDSET,
                        AclCategory.LIST,
                        AclCategory.DANGEROUS)
                .keys(
                        KeySpec.key(1, KeyFlag.RO, KeyFlag.ACCESS),
                        KeySpec.unknown(KeySpec.Search.NOTHING, KeyFlag.RO, KeyFlag.ACCESS)
                                .withNotes("Keys of BY and GET, whose names come from elements"));
    }
}
