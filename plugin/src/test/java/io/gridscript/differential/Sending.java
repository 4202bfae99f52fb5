package io.gridscript.differential;

/**
 * A request on its way.
 *
 * @param connection the number of the connection that it is sent on
 * @param flush whether replies are read before anything more is sent
 */
record Sending(int connection, Request request, boolean flush) {

    @Override
    public String toString() {
        return "connection "
                + connection
                + (request.inline() ? ", inline: " : ": ")
                + request
                + (flush ? "" : "  (and on)");
    }
}
