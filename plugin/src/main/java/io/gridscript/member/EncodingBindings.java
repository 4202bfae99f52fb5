package io.gridscript.member;

import io.gridscript.keyspace.EncodingLimits;

/** Lets the directives hold that say up to where values keep their compact encodings. */
final class EncodingBindings {

    private final MemberDirectives directives;
    private final EncodingLimits limits;

    EncodingBindings(MemberDirectives directives, EncodingLimits limits) {
        this.directives = directives;
        this.limits = limits;
    }

    /**
     * Applies all values now and whenever they change.
     *
     * @throws InvalidSetting when a value can't be applied
     */
    void bind() {
        directives.bind(
                DirectiveTable.HASH_MAX_LISTPACK_ENTRIES,
                value -> limits.hashMaxListpackEntries(clamped(value)));
        directives.bind(
                DirectiveTable.HASH_MAX_LISTPACK_VALUE,
                value -> limits.hashMaxListpackValue(clamped(value)));
        directives.bind(
                DirectiveTable.LIST_MAX_LISTPACK_SIZE,
                value -> limits.listMaxListpackSize(value.intValue()));
        directives.bind(
                DirectiveTable.SET_MAX_INTSET_ENTRIES,
                value -> limits.setMaxIntsetEntries(clamped(value)));
        directives.bind(
                DirectiveTable.SET_MAX_LISTPACK_ENTRIES,
                value -> limits.setMaxListpackEntries(clamped(value)));
        directives.bind(
                DirectiveTable.SET_MAX_LISTPACK_VALUE,
                value -> limits.setMaxListpackValue(clamped(value)));
        directives.bind(
                DirectiveTable.ZSET_MAX_LISTPACK_ENTRIES,
                value -> limits.zsetMaxListpackEntries(clamped(value)));
        directives.bind(
                DirectiveTable.ZSET_MAX_LISTPACK_VALUE,
                value -> limits.zsetMaxListpackValue(clamped(value)));
        directives.bind(DirectiveTable.HLL_SPARSE_MAX_BYTES, limits::hllSparseMaxBytes);
        directives.bind(
                DirectiveTable.STREAM_NODE_MAX_ENTRIES,
                value -> limits.streamNodeMaxEntries(clamped(value)));
        directives.bind(
                DirectiveTable.STREAM_NODE_MAX_BYTES,
                value -> limits.streamNodeMaxBytes(clamped(value)));
    }

    private static int clamped(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
