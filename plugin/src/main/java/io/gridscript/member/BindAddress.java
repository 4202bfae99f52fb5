package io.gridscript.member;

import io.gridscript.resp.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * An address as the directive bind names it.
 *
 * @param host a name, an address, or {@code *} for every address
 * @param isOptional whether nothing is wrong when this machine doesn't have it
 */
record BindAddress(String host, boolean isOptional) {

    private static final String ANY = "0.0.0.0";

    /** Reads one; a {@code -} before it makes it optional. */
    static BindAddress of(String text) {
        boolean isOptional = text.startsWith("-");
        return new BindAddress(isOptional ? text.substring(1) : text, isOptional);
    }

    /**
     * Opens the port here.
     *
     * @throws InvalidSetting when that isn't possible, unless it is optional
     */
    void open(Listener listener, int port, int backlog) {
        try {
            listener.open(new InetSocketAddress(host.equals("*") ? ANY : host, port), backlog);
        } catch (IOException e) {
            if (!isOptional) {
                throw new InvalidSetting(
                        "Cannot open port " + port + " on " + host + ": " + e.getMessage());
            }
        }
    }
}
