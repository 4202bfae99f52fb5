package io.gridscript.command.migrate;

import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INCOMPLETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * MIGRATE. As in Redis nobody sees the keys change while they are on their way: the keyspace is
 * held, by a thread that may take long. A key goes when the target has said that it has it.
 */
public final class MigrateCommand {

    private static final ErrorReply NOT_CONNECTED =
            ErrorReply.of("IOERR error or timeout connecting to the client");
    private static final ErrorReply NOT_WRITTEN =
            ErrorReply.of("IOERR error or timeout writing to target instance");
    private static final ErrorReply NOT_READ =
            ErrorReply.of("IOERR error or timeout reading to target instance");

    private MigrateCommand() {}

    public static void register(CommandTable table) {
        table.onLong(spec(), MigrateCommand::migrate);
    }

    private static void migrate(CommandCall call, ReplyWriter reply) {
        MigrateRequest request = MigrateRequest.of(call);
        List<Entry> entries = present(call.database(), request.keys());
        if (entries.isEmpty()) {
            reply.status("NOKEY");
            return;
        }
        MigrateMessage message = new MigrateMessage(request, call.keyspace());
        byte[] restores = message.of(entries);
        try (Target target = connect(request)) {
            introduce(target, message);
            write(target, restores);
            readReplies(target, request, entries, call.database());
        } catch (IOException notClosed) {
            // The target has said what there was to say.
        } finally {
            if (call.isPropagated()) {
                propagate(call, entries);
            }
        }
        reply.ok();
    }

    private static List<Entry> present(Database database, List<byte[]> keys) {
        List<Entry> entries = new ArrayList<>();
        for (byte[] key : keys) {
            Entry entry = database.find(key);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static Target connect(MigrateRequest request) {
        try {
            return Target.connect(request.host(), request.port(), request.timeoutMillis());
        } catch (ConnectException refused) {
            // Redis notices that when it writes.
            throw NOT_WRITTEN;
        } catch (IOException | IllegalArgumentException failure) {
            throw NOT_CONNECTED;
        }
    }

    private static void write(Target target, byte[] message) {
        try {
            target.write(message);
        } catch (IOException failure) {
            throw NOT_WRITTEN;
        }
    }

    /** No key is sent before the target has taken what comes first: it would go astray. */
    private static void introduce(Target target, MigrateMessage message) {
        write(target, message.introduction());
        String error = null;
        for (int i = 0; i < message.introductions(); i++) {
            String refusal = refusal(target);
            error = error == null ? refusal : error;
        }
        if (error != null) {
            throw refused(error);
        }
    }

    /**
     * Reads a reply for each key and removes those that have arrived.
     *
     * @throws ErrorReply the first error of the target, or that it doesn't answer
     */
    private static void readReplies(
            Target target, MigrateRequest request, List<Entry> entries, Database database) {
        ErrorReply error = null;
        for (Entry entry : entries) {
            String refusal;
            try {
                refusal = refusal(target);
            } catch (ErrorReply notRead) {
                throw error == null ? notRead : error;
            }
            if (refusal != null) {
                error = error == null ? refused(refusal) : error;
            } else if (!request.copy()) {
                database.delete(entry.key());
            }
        }
        if (error != null) {
            throw error;
        }
    }

    /** Replicas are told which keys are gone. */
    private static void propagate(CommandCall call, List<Entry> entries) {
        call.propagateNothing();
        byte[][] gone =
                entries.stream()
                        .map(Entry::key)
                        .filter(key -> call.database().stored(key) == null)
                        .toArray(byte[][]::new);
        if (gone.length > 0) {
            call.propagate("DEL", gone);
        }
    }

    private static ErrorReply refused(String error) {
        return ErrorReply.err("Target instance replied with error: " + error);
    }

    /** The next reply when it is an error, or null. */
    private static String refusal(Target target) {
        try {
            String line = target.readLine();
            return line.startsWith("-") ? line.substring(1) : null;
        } catch (IOException failure) {
            throw NOT_READ;
        }
    }

    private static CommandSpec.Builder spec() {
        return CommandSpec.command("migrate", -6)
                .group(CommandGroup.GENERIC)
                .since("2.6.0")
                .complexity("DUMP and DEL here, RESTORE there, and O(N) for N bytes between them")
                .summary("Moves keys to another Redis server.")
                .flags(CommandFlag.WRITE)
                .categories(AclCategory.KEYSPACE, AclCategory.DANGEROUS)
                .tips("nondeterministic_output")
                .changed("3.0.0", "Added the `COPY` and `REPLACE` options.")
                .changed("3.0.6", "Added the `KEYS` option.")
                .changed("4.0.7", "Added the `AUTH` option.")
                .changed("6.0.0", "Added the `AUTH2` option.")
                .keys(
                        KeySpec.key(3, RW, ACCESS, DELETE).exactlyBy(MigrateKeys::single),
                        new KeySpec(
                                        new KeySpec.Keyword("KEYS", -2),
                                        new KeySpec.Range(-1, 1, 0),
                                        EnumSet.of(RW, ACCESS, DELETE, INCOMPLETE),
                                        null)
                                .exactlyBy(MigrateKeys::afterTheWord))
                .arguments(
                        Argument.string("host"),
                        Argument.integer("port"),
                        Argument.oneOf(
                                "key-selector",
                                Argument.key("key"),
                                Argument.token("empty-string", "")),
                        Argument.integer("destination-db"),
                        Argument.integer("timeout"),
                        Argument.token("copy", "COPY").asOptional().since("3.0.0"),
                        Argument.token("replace", "REPLACE").asOptional().since("3.0.0"),
                        Argument.oneOf(
                                        "authentication",
                                        Argument.string("auth").after("AUTH").since("4.0.7"),
                                        Argument.block(
                                                        "auth2",
                                                        Argument.string("username"),
                                                        Argument.string("password"))
                                                .after("AUTH2")
                                                .since("6.0.0"))
                                .asOptional(),
                        Argument.key("keys")
                                .after("KEYS")
                                .keySpec(1)
                                .asOptional()
                                .repeated()
                                .since("3.0.6"));
    }
}
