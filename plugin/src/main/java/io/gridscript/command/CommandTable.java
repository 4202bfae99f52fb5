package io.gridscript.command;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.CommandSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * All commands, found by the first word of a request and, where there are subcommands, the second,
 * in any case. Filled at start, then read by all threads.
 */
public final class CommandTable {

    /** Arguments of an unknown command are repeated up to so many bytes, as in Redis. */
    private static final int REPEATED_BYTES = 128;

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private Slot[] slots = new Slot[1024];

    /**
     * A place of the hash table.
     *
     * @param name in lower case
     */
    private record Slot(byte[] name, Command command) {}

    /** Registers a command that needs no data. */
    public void onSession(CommandSpec.Builder spec, CommandBody body) {
        add(Command.of(spec.build(), Command.Place.SESSION, body));
    }

    /** Registers a command that works on a keyspace and is done soon. */
    public void onKeyspace(CommandSpec.Builder spec, CommandBody body) {
        add(Command.of(spec.build(), Command.Place.KEYSPACE, body));
    }

    /** Registers a command that works on a keyspace and may have to wait for keys there. */
    public void onKeyspaceBlocking(CommandSpec.Builder spec, BlockingBody body) {
        add(Command.blocking(spec.build(), body));
    }

    /** Registers a command that tells of the member asked, with {@link CommandCall#figures}. */
    public void onMember(CommandSpec.Builder spec, CommandBody body) {
        add(Command.of(spec.build(), Command.Place.MEMBER, body));
    }

    /**
     * Registers a command that runs a script on a keyspace, which may begin twice: {@link
     * ScriptUnit}.
     *
     * @param declared finds what that script says about itself
     */
    public void onScript(CommandSpec.Builder spec, CommandBody body, DeclaredFlags declared) {
        onScript(spec, body, Readiness.ALWAYS, declared);
    }

    /**
     * Registers a command that runs a script on a keyspace as soon as something else is there.
     *
     * @param readiness says what
     * @param declared finds what that script says about itself
     */
    public void onScript(
            CommandSpec.Builder spec,
            CommandBody body,
            Readiness readiness,
            DeclaredFlags declared) {
        add(Command.onScript(spec.build(), body, readiness, declared));
    }

    /** Registers a command that works on a keyspace and may take long. */
    public void onLong(CommandSpec.Builder spec, CommandBody body) {
        add(Command.of(spec.build(), Command.Place.LONG, body));
    }

    /** Registers a command whose reply comes later, from elsewhere in the grid. */
    public void onGrid(CommandSpec.Builder spec, GridBody body) {
        add(Command.onGrid(spec.build(), body));
    }

    /**
     * Registers a command whose reply comes later, but in scripts at once.
     *
     * @param inScripts its code there
     */
    public void onGrid(CommandSpec.Builder spec, GridBody body, CommandBody inScripts) {
        add(Command.onGrid(spec.build(), body, inScripts));
    }

    /**
     * Lets a command that is registered run elsewhere when its second word is that one. It is no
     * subcommand: the command stays the same to whoever asks what there is.
     */
    public void onGridWith(String name, String word, GridBody body) {
        commands.get(name).addOnGrid(word, body);
    }

    /**
     * Registers a command that only has subcommands; register those after it. One that also has
     * code of its own, as COMMAND has, is registered by its place, its subcommands after it too.
     */
    public void container(CommandSpec.Builder spec) {
        add(Command.container(spec.build()));
    }

    private void add(Command command) {
        CommandSpec spec = command.spec();
        if (spec.isSubcommand()) {
            commands.get(spec.parent()).add(command);
            return;
        }
        commands.put(spec.name(), command);
        if (commands.size() * 2 > slots.length) {
            slots = new Slot[slots.length * 2];
            commands.values().forEach(this::place);
        } else {
            place(command);
        }
    }

    private void place(Command command) {
        byte[] name = Ascii.bytes(command.spec().name());
        int slot = slotOf(name);
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = new Slot(name, command);
    }

    /** All commands without subcommands of others, in order of registration. */
    public Collection<Command> all() {
        return Collections.unmodifiableCollection(commands.values());
    }

    public int size() {
        return commands.size();
    }

    /** The command of that name, a container too, or null. */
    public Command find(byte[] name) {
        int mask = slots.length - 1;
        int at = slotOf(name);
        for (Slot slot = slots[at]; slot != null; slot = slots[at]) {
            if (isIgnoringCase(name, slot.name)) {
                return slot.command;
            }
            at = at + 1 & mask;
        }
        return null;
    }

    private static boolean isIgnoringCase(byte[] name, byte[] lowerCase) {
        if (name.length != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (Ascii.lower(name[i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    /** A command or subcommand by its full name ({@code script|flush}) in any case, or null. */
    public Command findByFullName(byte[] fullName) {
        String[] names = Ascii.lowerCase(fullName).split("\\|", 2);
        Command command = commands.get(names[0]);
        return command == null || names.length == 1 ? command : command.subcommands().get(names[1]);
    }

    /**
     * The command that a request means: a subcommand where the command has subcommands.
     *
     * @return null when there is no such command or subcommand: {@link #unknown} tells
     */
    public Command resolve(byte[][] request) {
        Command command = find(request[0]);
        if (command == null || request.length == 1) {
            return command;
        }
        if (!command.hasSubcommands()) {
            return command.variant(request);
        }
        return command.subcommands().get(Ascii.lowerCase(request[1]));
    }

    /** What is wrong with a request that {@link #resolve} doesn't know. */
    public ErrorReply unknown(byte[][] request) {
        if (find(request[0]) != null) {
            return unknownSubcommand(request);
        }
        StringBuilder arguments = new StringBuilder();
        for (int i = 1; i < request.length && arguments.length() < REPEATED_BYTES; i++) {
            String argument = shortened(request[i], REPEATED_BYTES - arguments.length());
            arguments.append('\'').append(argument).append("' ");
        }
        return ErrorReply.err(
                "unknown command '"
                        + shortened(request[0], REPEATED_BYTES)
                        + "', with args beginning with: "
                        + arguments);
    }

    /** The error for a subcommand that isn't there. */
    private static ErrorReply unknownSubcommand(byte[][] request) {
        return ErrorReply.err(
                "unknown subcommand '"
                        + shortened(request[1], REPEATED_BYTES)
                        + "'. Try "
                        + Ascii.string(request[0]).toUpperCase(Locale.ROOT)
                        + " HELP.");
    }

    /** What a subcommand says of words that it doesn't know (addReplySubcommandSyntaxError). */
    public static ErrorReply subcommandSyntax(byte[][] request) {
        return ErrorReply.err(
                "unknown subcommand or wrong number of arguments for '"
                        + shortened(request[1], REPEATED_BYTES)
                        + "'. Try "
                        + Ascii.string(request[0]).toUpperCase(Locale.ROOT)
                        + " HELP.");
    }

    /** The error for a request with too few or too many words. */
    public static ErrorReply wrongNumberOfArguments(CommandSpec spec) {
        return ErrorReply.err("wrong number of arguments for '" + spec.fullName() + "' command");
    }

    private static String shortened(byte[] bytes, int limit) {
        String text = Ascii.untilZero(bytes);
        return text.length() <= limit ? text : text.substring(0, limit);
    }

    /** By the length and four letters, which tell most names apart. */
    private int slotOf(byte[] name) {
        int length = name.length;
        if (length < 2) {
            return length;
        }
        int hash = length;
        hash = hash * 31 + (name[0] | 0x20);
        hash = hash * 31 + (name[1] | 0x20);
        hash = hash * 31 + (name[length / 2] | 0x20);
        hash = hash * 31 + (name[length - 1] | 0x20);
        return (hash ^ hash >>> 15) & slots.length - 1;
    }
}
