package io.gridscript.member;

/**
 * A setting as data: its name, the form of its values, and when it may change. All there are stand
 * in {@link DirectiveTable}.
 *
 * @param index its place in the table
 * @param name lower case, without the prefix of the property
 * @param alias an older name of the same directive, or null
 * @param initial its value where nobody sets it
 * @param <T> an immutable value
 */
record Directive<T>(
        int index, String name, String alias, DirectiveType<T> type, T initial, Change change) {

    /** When a directive may get another value. */
    public enum Change {
        /** By property and by CONFIG SET. */
        ANY_TIME,
        /** By property only; CONFIG SET calls it immutable, as Redis does. */
        AT_START,
        /** By property only; CONFIG SET calls it protected, as Redis does unless told otherwise. */
        PROTECTED,
        /**
         * By property only, while Redis would change it at run time too: CONFIG SET takes the value
         * that it has and no other.
         */
        ADDRESS,
        /** Never: shown because clients ask; it may be set to the value that it has. */
        NEVER,
        /** By property only, and CONFIG doesn't show it: it is not one of Redis's. */
        AT_START_UNSEEN
    }

    /** Whether CONFIG GET shows it. */
    boolean isSeen() {
        return change != Change.AT_START_UNSEEN;
    }

    /**
     * Reads a value.
     *
     * @param present the value before, of this directive
     */
    @SuppressWarnings("unchecked")
    T parse(String text, Object present) throws DirectiveRefused {
        T value = type.parse(text, (T) present);
        if (change == Change.NEVER && !value.equals(initial)) {
            throw new DirectiveRefused(
                    "not supported by this server, always '" + type.text(initial) + "'");
        }
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
