package io.gridscript.keyspace.dump;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Words of all lengths and kinds that encodings treat differently; of one byte a character. */
public final class RandomWords {

    private static final int[] LENGTHS = {
        0, 1, 2, 5, 20, 21, 44, 63, 64, 65, 127, 253, 254, 255, 300, 4095, 4096, 17000
    };

    private final Random random;

    public RandomWords(Random random) {
        this.random = random;
    }

    public List<String> different(int count) {
        Set<String> words = new LinkedHashSet<>();
        while (words.size() < count) {
            words.add(next());
        }
        return new ArrayList<>(words);
    }

    public String next() {
        return switch (random.nextInt(4)) {
            case 0 -> String.valueOf(random.nextLong() >> random.nextInt(64));
            case 1 -> compressible();
            case 2 -> "w" + random.nextInt(100_000);
            default -> noise();
        };
    }

    private String compressible() {
        int length = length();
        String piece = "piece" + random.nextInt(1000) + " ";
        return piece.repeat(length / piece.length() + 1).substring(0, length);
    }

    private String noise() {
        int length = length();
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) random.nextInt(256));
        }
        return text.toString();
    }

    /** Mostly short. */
    private int length() {
        return LENGTHS[random.nextInt(random.nextInt(8) == 0 ? LENGTHS.length : 9)];
    }
}
