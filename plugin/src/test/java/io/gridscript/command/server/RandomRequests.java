package io.gridscript.command.server;

import io.gridscript.command.Command;
import io.gridscript.keyspace.dump.OldForms;
import io.gridscript.reply.Ascii;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Random requests for any command, made from the arguments in its spec. There are a few keys for
 * each group of commands, so that they mostly meet the type they are for, and few fields, so that
 * they are mostly there. Words are text of one byte in each character.
 */
public final class RandomRequests {

    private static final int KEYS_OF_A_GROUP = 3;
    private static final String[] INTEGERS = {"1", "2", "3", "0", "-1", "-2", "17", "5000", "01"};
    private static final String[] REALS = {"1.5", "-2", "3e2", "0", "inf", "x"};

    private final Random random;
    private final LongSupplier clock;
    private final List<CommandGroup> groups;

    /** How many the next repeated argument comes, where something before it says so, or 0. */
    private int announced;

    /** Requests on keys of the types that some of these commands write. */
    public RandomRequests(Random random, LongSupplier clock, List<Command> commands) {
        this.random = random;
        this.clock = clock;
        groups =
                commands.stream()
                        .map(Command::spec)
                        .filter(CommandSpec::hasKeys)
                        .map(CommandSpec::group)
                        .filter(group -> group != CommandGroup.GENERIC)
                        .distinct()
                        .toList();
    }

    /** Whether a command changes data, though it may be one that only wants to read, as PFCOUNT. */
    public static boolean mayWrite(Command command) {
        boolean notes = command.spec().is(CommandFlag.MAY_REPLICATE) && command.spec().hasKeys();
        return command.isWrite() || notes && command.place() == Command.Place.KEYSPACE;
    }

    /** A request that may or may not make sense. */
    public String[] next(CommandSpec spec) {
        List<String> words = new ArrayList<>();
        if (spec.isSubcommand()) {
            words.add(spec.parent());
        }
        words.add(spec.name());
        announced = 0;
        for (Argument argument : spec.documentation().arguments()) {
            add(argument, spec.group(), words);
        }
        return words.toArray(new String[0]);
    }

    private void add(Argument argument, CommandGroup group, List<String> words) {
        if (argument.optional() && random.nextInt(3) > 0) {
            return;
        }
        boolean hasToken = argument.token() != null;
        if (hasToken) {
            words.add(argument.token());
        }
        for (int left = times(argument); left > 0; left--) {
            addOne(argument, group, words);
            if (hasToken && argument.multipleToken() && left > 1) {
                words.add(argument.token());
            }
        }
    }

    private int times(Argument argument) {
        if (!argument.multiple()) {
            return 1;
        }
        int times = announced > 0 ? announced : 1 + random.nextInt(3);
        // As many IDs or weights as there are keys, mostly.
        boolean announces = argument.type() == Argument.Type.KEY && random.nextInt(4) > 0;
        announced = announces ? times : 0;
        return times;
    }

    private void addOne(Argument argument, CommandGroup group, List<String> words) {
        switch (argument.type()) {
            case KEY -> words.add(key(group));
            case INTEGER -> words.add(integer(argument.name()));
            case DOUBLE -> words.add(real(argument.name()));
            case PATTERN -> words.add("*");
            case UNIX_TIME -> words.add(time(argument.name()));
            case STRING -> words.add(string(argument.name()));
            case ONEOF -> {
                List<Argument> choices = argument.parts();
                add(choices.get(random.nextInt(choices.size())), group, words);
            }
            case BLOCK -> argument.parts().forEach(part -> add(part, group, words));
            case PURE_TOKEN -> {
                // The token itself is there already.
            }
        }
    }

    private String key(CommandGroup group) {
        boolean any = group == CommandGroup.GENERIC || random.nextInt(8) == 0;
        CommandGroup type = any ? groups.get(random.nextInt(groups.size())) : group;
        return key(type, random.nextInt(KEYS_OF_A_GROUP));
    }

    /** One of the keys that commands of a group mostly use. */
    private static String key(CommandGroup group, int number) {
        return group.name() + number;
    }

    /** A key that some command may use. */
    String anyKey() {
        return key(CommandGroup.GENERIC);
    }

    private String integer(String name) {
        if (name.startsWith("num")) {
            announced = 1 + random.nextInt(3);
            return String.valueOf(announced);
        }
        return oneOf(INTEGERS);
    }

    /** Nobody is to wait long. */
    private String real(String name) {
        return name.equals("timeout") ? oneOf("0.001", "0.002", "-1", "x") : oneOf(REALS);
    }

    private String time(String name) {
        long millis = clock.getAsLong() - 1000 + random.nextInt(20_000);
        return String.valueOf(name.contains("milli") ? millis : millis / 1000);
    }

    private String string(String name) {
        if (name.contains("field")
                || name.contains("member")
                || name.contains("element")
                || name.equals("pivot")) {
            return (random.nextInt(3) == 0 ? "" : "f") + random.nextInt(5);
        }
        if (name.equals("serialized-value")) {
            return payload();
        }
        switch (name) {
            case "group", "consumer" -> {
                return name.charAt(0) + (random.nextInt(5) == 0 ? "1" : "0");
            }
            case "id", "last-id" -> {
                return oneOf("0", "0", "0", "1-1", "1-1", "1-2", "1-*");
            }
            case "ID" -> {
                return oneOf("1-1", "1-1", "1-1", "1-2", ">", ">", ">", "0");
            }
            case "threshold", "min-idle-time" -> {
                return oneOf("0", "1", "2", "3-0");
            }
            case "encoding" -> {
                return oneOf("u8", "i5", "i64", "u1");
            }
            case "subcommand" -> {
                return oneOf("getreg", "todense", "decode", "encoding");
            }
            case "start" -> {
                return oneOf("-", "0", "2", "(1-1");
            }
            default -> {
                // The others mean nothing in particular.
            }
        }
        if (name.equals("min") || name.equals("max")) {
            return oneOf("-", "+", "[f2", "(f1", "0", "-1", "3");
        }
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "\u0000\r\n\u00ff" + random.nextInt(100);
            case 2 -> "long ".repeat(20 + random.nextInt(20));
            default -> String.valueOf(random.nextInt(2000) - 1000);
        };
    }

    /** Of a value of any type. */
    private String payload() {
        List<byte[]> payloads = OldForms.all(List.of("f1", "f2", "f3", "17"));
        return Ascii.string(payloads.get(random.nextInt(payloads.size())));
    }

    private String oneOf(String... words) {
        return words[random.nextInt(words.length)];
    }
}
