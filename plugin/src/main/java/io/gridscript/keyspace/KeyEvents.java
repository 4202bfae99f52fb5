package io.gridscript.keyspace;

/**
 * Tells what happens to the keys of a keyspace, as far as that is wanted. While nothing is, an
 * event costs the look at a field.
 */
public final class KeyEvents {

    private volatile EventChoice choice = EventChoice.NONE;

    /** The bits of the classes that are told. */
    private volatile int told;

    private KeyEventListener listener = (event, database, key, any) -> {};

    /** Says who is told; to be called before the keyspace is used. */
    public void tell(KeyEventListener newListener) {
        listener = newListener;
    }

    /** Says what is told from now on; for any thread. */
    public void choose(EventChoice newChoice) {
        choice = newChoice;
        told = newChoice.bits();
    }

    /** Whether anything is told; for any thread. */
    public boolean isAnyTold() {
        return told != 0;
    }

    void happened(KeyEvent event, int database, byte[] key) {
        if ((told & event.bit()) != 0) {
            listener.happened(event, database, key, choice);
        }
    }
}
