package io.gridscript.keyspace;

/** A value of pairs on its way from the wire: of each comes a name, then what belongs to it. */
abstract class PairBuilder extends ValueBuilder {

    private byte[] name;

    /**
     * @param pairs how many will come
     */
    PairBuilder(int pairs) {
        super(2 * pairs);
    }

    @Override
    final void take(byte[] element) {
        if (name == null) {
            name = element;
        } else {
            take(name, element);
            name = null;
        }
    }

    /** The next pair; the arrays are its own. */
    abstract void take(byte[] first, byte[] second);
}
