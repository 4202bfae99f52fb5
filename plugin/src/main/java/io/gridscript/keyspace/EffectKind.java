package io.gridscript.keyspace;

/**
 * What can happen to a keyspace, as the wire names it: by its place in this list. Members of one
 * grid have the same version, so places may change from one version to the next.
 */
enum EffectKind {
    KEY_ADDED,
    KEY_REPLACED,
    KEY_REMOVED,
    KEY_EXPIRED,
    DEADLINE_CHANGED,
    KEY_MOVED,
    DATABASE_CLEARED,
    DATABASES_SWAPPED,
    NUMBER_SET,
    STRING_APPENDED,
    STRING_RANGE_SET,
    FIELD_ADDED,
    FIELD_REPLACED,
    FIELD_REMOVED,
    ELEMENTS_PUSHED,
    ELEMENTS_POPPED,
    LIST_TRIMMED,
    ELEMENT_REPLACED,
    ELEMENT_INSERTED,
    ELEMENTS_REMOVED,
    MEMBER_ADDED,
    MEMBER_REMOVED,
    SORTED_MEMBER_ADDED,
    SORTED_MEMBER_SCORED,
    SORTED_MEMBER_REMOVED,
    STREAM_ENTRY_APPENDED,
    STREAM_ENTRY_DELETED,
    STREAM_TRIMMED,
    STREAM_RENUMBERED,
    GROUP_ADDED,
    GROUP_REMOVED,
    GROUP_MOVED,
    CONSUMER_ADDED,
    CONSUMER_REMOVED,
    CONSUMER_SEEN,
    PENDING_PUT,
    PENDING_REMOVED,
    ENTRIES_DELIVERED,
    STRING_SPLICED,
    STRING_UNSHARED;

    /** What of an effect's first byte is its kind. */
    static final int MASK = 0x3f;

    private static final EffectKind[] KINDS = values();

    static EffectKind of(int number) throws CorruptInput {
        if (number >= KINDS.length) {
            throw new CorruptInput("an effect of unknown kind " + number);
        }
        return KINDS[number];
    }
}
