package io.gridscript.resp;

/** What CONFIG can change about connections, read by all event loops. */
public final class ConnectionLimits {

    private volatile int maxClients = 10_000;
    private volatile boolean protectedMode = true;
    private volatile int timeoutSeconds;
    private volatile int tcpKeepAliveSeconds = 300;

    /** Connections at the same time; more are refused. */
    public int maxClients() {
        return maxClients;
    }

    public void maxClients(int clients) {
        maxClients = clients;
    }

    /** Whether connections from other hosts are refused while no password is set. */
    public boolean protectedMode() {
        return protectedMode;
    }

    public void protectedMode(boolean on) {
        protectedMode = on;
    }

    /** Idle connections are closed after so many seconds; 0: never. */
    public int timeoutSeconds() {
        return timeoutSeconds;
    }

    public void timeoutSeconds(int seconds) {
        timeoutSeconds = seconds;
    }

    /** Whether and after how many seconds TCP looks whether an idle peer lives; 0: never. */
    public int tcpKeepAliveSeconds() {
        return tcpKeepAliveSeconds;
    }

    public void tcpKeepAliveSeconds(int seconds) {
        tcpKeepAliveSeconds = seconds;
    }
}
