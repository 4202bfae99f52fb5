package io.gridscript.command;

import io.gridscript.acl.SecurityLog;
import java.util.Collection;

/** The connections of this member. A port: implemented by resp. */
public interface Connections {

    /** Those open now, by ascending id. */
    Collection<? extends Connection> all();

    int count();

    /** Accepted since the start, or since CONFIG RESETSTAT. */
    long accepted();

    /** Refused because of maxclients. */
    long rejected();

    /** Bytes of requests since the start. */
    long bytesRead();

    /** Bytes of replies since the start. */
    long bytesWritten();

    /** How often bytes of requests came. */
    default long reads() {
        return 0;
    }

    /** How often bytes of replies were sent. */
    default long writes() {
        return 0;
    }

    /** Closed because requests exceeded client-query-buffer-limit. */
    default long queryBufferDisconnections() {
        return 0;
    }

    /** How many were closed because too much waited for them: client-output-buffer-limit. */
    default long outputBufferDisconnections() {
        return 0;
    }

    /** How input is waited for: epoll, or nio, the JDK's own way. */
    String multiplexing();

    /** What was refused to them. */
    SecurityLog securityLog();

    void resetStatistics();
}
