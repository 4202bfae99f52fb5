package io.gridscript.script;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A member in a JVM of its own with a small heap. */
final class SmallMember implements AutoCloseable {

    private static final String PORT = "port ";

    /** Further options of its JVM, to see what they change. */
    private static final String[] OPTIONS = options();

    private final Process process;
    private final int port;

    private SmallMember(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static SmallMember start(String heap, String... directives) throws IOException {
        return start(heap, List.of(), directives);
    }

    /**
     * Starts a member.
     *
     * @param options further ones of its JVM
     */
    static SmallMember start(String heap, List<String> options, String... directives)
            throws IOException {
        String tests = System.getProperty("java.class.path");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("java.home") + File.separator + "bin/java",
                                "-Xmx" + heap));
        command.addAll(options);
        command.addAll(List.of(OPTIONS));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("surefire.test.class.path", tests),
                        SmallMember.class.getName()));
        command.addAll(List.of(directives));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(PORT)) {
                return new SmallMember(process, Integer.parseInt(line.substring(PORT.length())));
            }
        }
        throw new IOException("the member didn't start");
    }

    private static String[] options() {
        String options = System.getProperty("test.jvm", "");
        return options.isEmpty() ? new String[0] : options.split(" ");
    }

    RespClient connect() throws IOException {
        return new RespClient(port);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Runs a member with some directives, names and values in turn, until it is ended. */
    public static void main(String[] directives) throws InterruptedException {
        RunningMember member = new RunningMember();
        for (int i = 0; i < directives.length; i += 2) {
            member.with(directives[i], directives[i + 1]);
        }
        member.start();
        System.out.println(PORT + member.port());
        Thread.currentThread().join();
    }
}
