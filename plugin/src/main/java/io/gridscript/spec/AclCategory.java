package io.gridscript.spec;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The ACL categories, in the order in which Redis numbers and prints them. */
public enum AclCategory {
    KEYSPACE,
    READ,
    WRITE,
    SET,
    SORTEDSET,
    LIST,
    HASH,
    STRING,
    BITMAP,
    HYPERLOGLOG,
    GEO,
    STREAM,
    PUBSUB,
    ADMIN,
    FAST,
    SLOW,
    BLOCKING,
    DANGEROUS,
    CONNECTION,
    TRANSACTION,
    SCRIPTING;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The name without the leading {@code @}. */
    public String text() {
        return text;
    }

    /** Adds the categories that follow from flags (setImplicitACLCategories in Redis). */
    static EnumSet<AclCategory> withImplied(Set<AclCategory> given, Set<CommandFlag> flags) {
        EnumSet<AclCategory> categories = EnumSet.noneOf(AclCategory.class);
        categories.addAll(given);
        if (flags.contains(CommandFlag.WRITE)) {
            categories.add(WRITE);
        }
        if (flags.contains(CommandFlag.READONLY) && !given.contains(SCRIPTING)) {
            categories.add(READ);
        }
        if (flags.contains(CommandFlag.ADMIN)) {
            categories.add(ADMIN);
            categories.add(DANGEROUS);
        }
        if (flags.contains(CommandFlag.PUBSUB)) {
            categories.add(PUBSUB);
        }
        if (flags.contains(CommandFlag.BLOCKING)) {
            categories.add(BLOCKING);
        }
        categories.add(flags.contains(CommandFlag.FAST) ? FAST : SLOW);
        return categories;
    }
}
