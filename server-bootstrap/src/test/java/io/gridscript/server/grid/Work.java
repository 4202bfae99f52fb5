package io.gridscript.server.grid;

import java.io.IOException;

/** What a client does again and again. */
interface Work {

    /**
     * Sends some commands and reads their replies.
     *
     * @throws IOException if the connection breaks
     */
    void round(RespConnection connection) throws IOException;
}
