package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;

/**
 * A value without elements, all of which has been read. Some versions of Redis left such in their
 * files, so there it is passed over.
 */
final class EmptyValue extends CorruptInput {

    EmptyValue() {
        super("an empty value");
    }
}
