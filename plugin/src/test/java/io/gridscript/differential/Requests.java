package io.gridscript.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random requests, right and wrong, in pipelines over a few connections: the forms of all grammars
 * that lie beside {@code common.txt}, whose names all of them know.
 */
final class Requests {

    static final int CONNECTIONS = 3;

    private static final String COMMON = "common.txt";
    private static final int LONGEST_PIPELINE = 32;
    private static final int ONE_DAMAGED_IN = 25;
    private static final int ONE_INLINE_IN = 40;

    private final Grammar common = new Grammar(null);
    private final List<Grammar> families = new ArrayList<>();
    private final Scripts scripts = new Scripts(this);

    Requests() {
        common.define("request", this::addRequest);
        common.define("script", scripts::addScript);
        common.define("sha", scripts::addSha);
        common.read(read(folder().resolve(COMMON)));
        try (Stream<Path> files = Files.list(folder())) {
            files.filter(file -> file.toString().endsWith(".txt"))
                    .filter(file -> !file.endsWith(COMMON))
                    .sorted()
                    .forEach(file -> families.add(new Grammar(common).read(read(file))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What was found once, as episodes. */
    static List<List<Sending>> found() {
        Grammar found = new Grammar(null).read(read(folder().resolve("found.forms")));
        return found.each(new Random(0)).stream().map(Requests::onConnectionOne).toList();
    }

    private static List<Sending> onConnectionOne(List<List<String>> requests) {
        return requests.stream()
                .map(words -> new Sending(1, new Request(words, false), false))
                .toList();
    }

    /** At least so many requests to be sent to a server without data. */
    List<Sending> episode(int count, Random random) {
        scripts.forget();
        boolean[] inMulti = new boolean[CONNECTIONS];
        List<Sending> episode = new ArrayList<>();
        while (episode.size() < count) {
            int connection = random.nextInt(CONNECTIONS);
            List<Request> pipeline = withoutPublishing(pipeline(random), inMulti, connection);
            for (int i = 0; i < pipeline.size(); i++) {
                boolean last = i == pipeline.size() - 1;
                episode.add(new Sending(connection, pipeline.get(i), last));
            }
        }
        return episode;
    }

    /** Leaves out what isn't asked in a transaction. */
    private static List<Request> withoutPublishing(
            List<Request> pipeline, boolean[] inMulti, int connection) {
        List<Request> asked = new ArrayList<>();
        for (Request request : pipeline) {
            switch (request.command()) {
                case "multi" -> inMulti[connection] = true;
                case "exec", "discard", "reset" -> inMulti[connection] = false;
                default -> {}
            }
            if (!inMulti[connection] || !LeftOut.isPublish(request)) {
                asked.add(request);
            }
        }
        return asked;
    }

    /** The words of one request that can be compared and that is no scan. */
    List<String> one(Random random) {
        while (true) {
            List<List<String>> requests = form(random);
            List<String> words = requests.get(0);
            if (requests.size() == 1
                    && !Scan.isScan(words)
                    && !LeftOut.matches(new Request(words, false))) {
                return words;
            }
        }
    }

    List<String> expand(String name, Random random) {
        for (Grammar family : families) {
            if (family.defines(name)) {
                return family.expand(name, random);
            }
        }
        return common.expand(name, random);
    }

    private void addRequest(List<String> words, Random random) {
        words.addAll(one(random));
        words.add(Grammar.END);
    }

    private List<Request> pipeline(Random random) {
        List<Request> pipeline = new ArrayList<>();
        int length = 1 + random.nextInt(1 + random.nextInt(LONGEST_PIPELINE));
        while (pipeline.size() < length) {
            for (List<String> words : form(random)) {
                Request request = request(words, random);
                if (!LeftOut.matches(request)) {
                    pipeline.add(request);
                }
            }
        }
        return pipeline;
    }

    private Request request(List<String> words, Random random) {
        boolean inline = random.nextInt(ONE_INLINE_IN) == 0;
        // All scores of those keys are equal.
        boolean mayChange = words.size() < 2 || !words.get(1).startsWith("lex");
        boolean damaged = random.nextInt(ONE_DAMAGED_IN) == 0 && mayChange;
        return new Request(damaged ? damaged(words, random) : words, inline);
    }

    private List<List<String>> form(Random random) {
        return families.get(random.nextInt(families.size())).next(random);
    }

    /** A word too few or too many, another in place of one, or in other letters. */
    private List<String> damaged(List<String> words, Random random) {
        List<String> changed = new ArrayList<>(words);
        int some = random.nextInt(words.size());
        switch (random.nextInt(4)) {
            case 0 -> changed.subList(Math.max(1, some), words.size()).clear();
            case 1 -> changed.addAll(common.expand("odd", random));
            case 2 -> changed.set(some, words.get(some).toLowerCase(Locale.ROOT));
            default -> changed.set(Math.max(some, 1) % words.size(), odd(random));
        }
        return changed;
    }

    private String odd(Random random) {
        return common.expand("odd", random).get(0);
    }

    private static Path folder() {
        try {
            return Path.of(Requests.class.getResource(COMMON).toURI()).getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
