package io.gridscript.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on loopback that nobody listens on at the moment. */
final class FreePorts {

    private FreePorts() {}

    static int one() throws IOException {
        return firstOf(1);
    }

    /** The first of that many free ports in a row. */
    static int firstOf(int count) throws IOException {
        while (true) {
            int first = anyPort();
            if (first + count - 1 <= 65535 && free(first + 1, count - 1)) {
                return first;
            }
        }
    }

    private static int anyPort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean free(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
