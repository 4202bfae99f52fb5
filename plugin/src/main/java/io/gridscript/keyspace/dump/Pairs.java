package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;

/** Takes elements two by two. */
final class Pairs implements Elements {

    /** Takes a pair. */
    @FunctionalInterface
    interface Consumer {

        void take(byte[] first, byte[] second) throws CorruptInput;
    }

    private final Consumer consumer;
    private byte[] first;

    Pairs(Consumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public void take(byte[] element) throws CorruptInput {
        if (first == null) {
            first = element;
            return;
        }
        consumer.take(first, element);
        first = null;
    }

    /** No more come. */
    void end() throws CorruptInput {
        if (first != null) {
            throw new CorruptInput("an element without its second");
        }
    }
}
