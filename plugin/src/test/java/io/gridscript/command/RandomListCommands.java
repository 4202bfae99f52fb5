package io.gridscript.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random requests of list commands, right and wrong, over few keys and elements. */
final class RandomListCommands {

    private static final String[] KEYS = {"a", "b", "c", "", "e\r\n\0\u00ff"};
    private static final String[] ELEMENTS = {
        "", "x", "y", "17", "-1", "017", "\0\r\n", "9223372036854775807", "long".repeat(50)
    };
    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "3",
        "5",
        "40",
        "-1",
        "-2",
        "-7",
        "x",
        "",
        "1.5",
        "9223372036854775807",
        "-9223372036854775807",
        "9223372036854775808"
    };

    private final Random random;

    RandomListCommands(Random random) {
        this.random = random;
    }

    List<String[]> next(int count) {
        List<String[]> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] words = one();
            commands.add(random.nextInt(50) == 0 ? damaged(words) : words);
        }
        return commands;
    }

    /** One word too few or too many, or in other letters; still a command that both know. */
    private String[] damaged(String[] words) {
        if (words[0].equals("SET")) {
            return words;
        }
        List<String> changed = new ArrayList<>(List.of(words));
        switch (random.nextInt(3)) {
            case 0 -> changed.remove(changed.size() - 1);
            case 1 -> changed.add(pick("bogus", "1", "LEFT"));
            default -> changed.set(0, changed.get(0).toLowerCase(Locale.ROOT));
        }
        return changed.toArray(String[]::new);
    }

    private String[] one() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> push();
            case 2 -> pop();
            case 3 -> read();
            case 4 -> search();
            case 5 -> edit();
            case 6 -> move();
            default -> others();
        };
    }

    private String[] push() {
        String command = pick("LPUSH", "RPUSH", "LPUSH", "RPUSH", "LPUSHX", "RPUSHX");
        List<String> words = new ArrayList<>(List.of(command, key()));
        for (int i = random.nextInt(6); i >= 0; i--) {
            words.add(element());
        }
        return words.toArray(String[]::new);
    }

    private String[] pop() {
        return switch (random.nextInt(4)) {
            case 0 -> words(pick("LPOP", "RPOP"), key());
            case 1 -> words(pick("LPOP", "RPOP"), key(), number());
            case 2 -> words("LMPOP", pick("1", "2", "3", "0", "x"), key(), key(), end());
            default -> words("LMPOP", "2", key(), key(), end(), pick("COUNT", "c"), number());
        };
    }

    private String[] read() {
        return switch (random.nextInt(3)) {
            case 0 -> words("LLEN", key());
            case 1 -> words("LINDEX", key(), number());
            default -> words("LRANGE", key(), number(), number());
        };
    }

    private String[] search() {
        List<String> words = new ArrayList<>(List.of("LPOS", key(), element()));
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add(pick("RANK", "COUNT", "MAXLEN", "count", "bogus"));
            words.add(number());
        }
        return words.toArray(String[]::new);
    }

    private String[] edit() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> words("LSET", key(), number(), element());
            case 2, 3 ->
                    words("LINSERT", key(), pick("BEFORE", "after", "x"), element(), element());
            case 4 -> words("LREM", key(), number(), element());
            default -> words("LTRIM", key(), number(), number());
        };
    }

    private String[] move() {
        return random.nextBoolean()
                ? words("RPOPLPUSH", key(), key())
                : words("LMOVE", key(), key(), end(), end());
    }

    private String[] others() {
        return switch (random.nextInt(8)) {
            case 0 -> words("SET", key(), element());
            case 1 -> words("COPY", key(), key(), "REPLACE");
            case 2 -> words("RENAME", key(), key());
            case 3 -> words("TYPE", key());
            case 4 -> words("EXISTS", key(), key());
            case 5 -> words("PERSIST", key());
            default -> words("LRANGE", key(), "0", "-1");
        };
    }

    private String key() {
        return pick(KEYS);
    }

    private String element() {
        return pick(ELEMENTS);
    }

    private String number() {
        return pick(NUMBERS);
    }

    private String end() {
        return pick("LEFT", "RIGHT", "left", "right", "LEFT", "RIGHT", "x");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String[] words(String... words) {
        return words;
    }
}
