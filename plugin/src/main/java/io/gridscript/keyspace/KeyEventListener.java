package io.gridscript.keyspace;

/** Is told what happens to keys, by the thread that holds their keyspace, as it happens. */
public interface KeyEventListener {

    /**
     * Something has happened that is to be told.
     *
     * @param key not to be changed
     */
    void happened(KeyEvent event, int database, byte[] key, EventChoice choice);
}
