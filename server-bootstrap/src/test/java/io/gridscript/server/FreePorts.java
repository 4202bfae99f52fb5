package io.gridscript.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on loopback that nobody listens on at the moment. They lie below those that the system
 * gives to outgoing connections, which would take one now and then before it is used; and none is
 * given twice.
 */
public final class FreePorts {

    private static final int LOWEST = 15_000;
    private static final int COUNT = 17_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    public static int one() {
        return firstOf(1);
    }

    /** The first of that many free ports in a row. */
    public static int firstOf(int count) {
        while (true) {
            int first = LOWEST + Math.floorMod(NEXT.getAndAdd(count), COUNT);
            if (free(first, count)) {
                return first;
            }
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
