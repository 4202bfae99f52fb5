package io.gridscript.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words after the program's name, read as redis-server reads them: {@code --name} starts an
 * option, the words up to the next {@code --} are its values, an option's first value may itself
 * start with {@code --}, and {@code "--name value"} may be one word.
 *
 * @param request what the words ask for
 * @param configFile the Hazelcast configuration to start from, if one was named
 * @param memberPort Hazelcast's own port, if one was named
 * @param join the members to join, {@code HOST[:PORT]} each; empty for a member on its own
 * @param directives Redis's directives by lower-case name, with the value that CONFIG SET would
 *     take: several words are joined by one space
 */
record CommandLine(
        Request request,
        Optional<String> configFile,
        Optional<Integer> memberPort,
        List<String> join,
        Map<String, String> directives) {

    /** What the words ask for: only a first word can ask for something else than to start. */
    enum Request {
        START,
        HELP,
        VERSION
    }

    private static final int HIGHEST_PORT = 65535;

    /** A name, an IPv4 address or a bracketed IPv6 address, with or without a port. */
    private static final Pattern ADDRESS =
            Pattern.compile("(\\[[^\\[\\]]+]|[^:\\[\\]]+)(:(?<port>[^:]*))?");

    /** Each use of these adds to the one before, as in a Redis configuration file. */
    private static final Set<String> ACCUMULATING = Set.of("save", "client-output-buffer-limit");

    CommandLine {
        join = List.copyOf(join);
        directives = Map.copyOf(directives);
    }

    /**
     * Reads the words of a command line.
     *
     * @throws UsageException if they make no sense; whether a directive exists and accepts its
     *     value is for the plugin to say
     */
    static CommandLine parse(String... words) {
        if (words.length > 0) {
            switch (words[0]) {
                case "-h", "--help":
                    return asking(Request.HELP);
                case "-v", "--version":
                    return asking(Request.VERSION);
                default:
                    break;
            }
        }
        Reading reading = new Reading();
        for (Option option : options(words)) {
            reading.take(option);
        }
        return reading.result();
    }

    private static CommandLine asking(Request request) {
        return new CommandLine(request, Optional.empty(), Optional.empty(), List.of(), Map.of());
    }

    private record Option(String name, List<String> values) {}

    private static List<Option> options(String... words) {
        List<Option> options = new ArrayList<>();
        Option last = null;
        for (String word : words) {
            if (word.startsWith("--") && (last == null || mayEndAt(last))) {
                last = option(word);
                options.add(last);
            } else if (last == null) {
                throw new UsageException(
                        "unexpected '"
                                + word
                                + "': options start with --, a Hazelcast configuration file"
                                + " goes with --config FILE");
            } else {
                last.values().add(word);
            }
        }
        return options;
    }

    /** {@code --save --port 1} means an empty save: Redis 7.0.1 made that one exception. */
    private static boolean mayEndAt(Option option) {
        return !option.values().isEmpty() || option.name().equals("save");
    }

    private static Option option(String word) {
        String[] parts = word.substring(2).strip().split("\\s+", 2);
        String name = parts[0].toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw new UsageException("'--' alone is no option");
        }
        List<String> values = new ArrayList<>();
        if (parts.length == 2) {
            values.add(parts[1]);
        }
        return new Option(name, values);
    }

    /** What has been read so far. */
    private static final class Reading {
        private String configFile;
        private Integer memberPort;
        private List<String> join = List.of();
        private final Map<String, String> directives = new LinkedHashMap<>();

        void take(Option option) {
            if (option.values().isEmpty() && !option.name().equals("save")) {
                throw new UsageException("--" + option.name() + " needs a value");
            }
            switch (option.name()) {
                case "config" -> configFile = single(option);
                case "member-port" -> memberPort = port(option.name(), single(option));
                case "join" -> join = addresses(option);
                default ->
                        directives.merge(
                                option.name(),
                                String.join(" ", option.values()),
                                (before, now) -> together(option.name(), before, now));
            }
        }

        CommandLine result() {
            return new CommandLine(
                    Request.START,
                    Optional.ofNullable(configFile),
                    Optional.ofNullable(memberPort),
                    join,
                    directives);
        }

        /** An empty value takes back what was there: {@code --save 60 1 --save ""}. */
        private static String together(String name, String before, String now) {
            boolean adds = ACCUMULATING.contains(name) && !before.isEmpty() && !now.isEmpty();
            return adds ? before + " " + now : now;
        }

        private static String single(Option option) {
            if (option.values().size() > 1) {
                throw new UsageException(
                        "--"
                                + option.name()
                                + " takes one value, not '"
                                + String.join(" ", option.values())
                                + "'");
            }
            return option.values().get(0);
        }

        private static List<String> addresses(Option option) {
            List<String> addresses = new ArrayList<>();
            for (String address : String.join(",", option.values()).split(",", -1)) {
                addresses.add(address(address.strip()));
            }
            return addresses;
        }

        private static String address(String text) {
            Matcher address = ADDRESS.matcher(text);
            if (!address.matches()) {
                throw new UsageException("--join takes HOST:PORT,..., not '" + text + "'");
            }
            if (address.group("port") != null) {
                port("join", address.group("port"));
            }
            return text;
        }

        private static int port(String option, String text) {
            int port;
            try {
                port = Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                port = -1;
            }
            if (port < 1 || port > HIGHEST_PORT) {
                throw new UsageException(
                        "--" + option + ": '" + text + "' is no port (1 to " + HIGHEST_PORT + ")");
            }
            return port;
        }
    }
}
