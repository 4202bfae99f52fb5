package io.gridscript.command.sortedset;

/**
 * What the name of a command of ranges leaves to its options.
 *
 * @param order what the bounds are, or null for the options to say
 * @param descending whether the highest comes first, or null for the options to say
 * @param stores whether the members are stored instead of replied
 */
record RangeForm(RangeOrder order, Boolean descending, boolean stores) {

    static final RangeForm ZRANGE = new RangeForm(null, null, false);
    static final RangeForm ZRANGESTORE = new RangeForm(null, null, true);

    /** An older command, which has one meaning. */
    static RangeForm of(RangeOrder order, boolean descending) {
        return new RangeForm(order, descending, false);
    }

    /** Position of the source key in a request. */
    int key() {
        return stores ? 2 : 1;
    }
}
