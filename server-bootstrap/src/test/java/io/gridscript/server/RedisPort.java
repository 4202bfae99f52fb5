package io.gridscript.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Asks a Redis port on this machine with inline commands, each on a connection of its own. */
final class RedisPort {

    private RedisPort() {}

    /** The first line of the answer. */
    static String ask(int port, String command) throws IOException {
        try (Socket socket = connect(port)) {
            return send(socket, command).readLine();
        }
    }

    /** The whole answer: the connection is closed after it. */
    static String askForAll(int port, String command) throws IOException {
        try (Socket socket = connect(port)) {
            return send(socket, command + "\r\nQUIT").lines().collect(Collectors.joining("\n"));
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static BufferedReader send(Socket socket, String command) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
