package io.gridscript.grid.replicas;

import io.gridscript.keyspace.Propagation;
import io.gridscript.keyspace.Propagation.Propagated;
import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Commands as replicas read them: requests, each in its database. */
final class Requests {

    private static final byte[] SELECT = Ascii.bytes("SELECT");
    private static final byte[] LINE_END = Ascii.bytes("\r\n");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private int selected;

    /**
     * Begins where replicas have selected a database.
     *
     * @param selected its number, or {@link Propagation#ANY_DATABASE} when it isn't known
     */
    Requests(int selected) {
        this.selected = selected;
    }

    Requests add(List<Propagated> commands) {
        for (Propagated command : commands) {
            int database = command.database();
            if (database != Propagation.ANY_DATABASE && database != selected) {
                selected = database;
                write(new byte[][] {SELECT, Ascii.bytes(Integer.toString(database))});
            }
            write(command.words());
        }
        return this;
    }

    private void write(byte[][] words) {
        header('*', words.length);
        for (byte[] word : words) {
            header('$', word.length);
            bytes.writeBytes(word);
            bytes.writeBytes(LINE_END);
        }
    }

    private void header(char type, int number) {
        bytes.write(type);
        bytes.writeBytes(Ascii.bytes(Integer.toString(number)));
        bytes.writeBytes(LINE_END);
    }

    /** The database that is selected behind them. */
    int selected() {
        return selected;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
