package io.gridscript.grid.routing;

import io.gridscript.command.BlockingUnit;
import io.gridscript.command.Command;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.CommandUnit;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.ScriptUnit;
import io.gridscript.command.Unit;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.command.transaction.TransactionUnit;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;

/** Writes units for another member, which finds their commands in its own table. */
final class UnitCodec {

    /** Runs its batch where it may take long already: nothing is tried there. */
    private static final InlineBudget ANY_TIME = elapsed -> false;

    /** How its client wrote it doesn't travel. */
    private static final byte[][] EXEC = {Ascii.bytes("exec")};

    private enum Kind {
        COMMAND,
        SCRIPT,
        TRANSACTION,
        BLOCKING
    }

    private static final Kind[] KINDS = Kind.values();

    private final CommandTable table;
    private final CommandRunner runner;

    UnitCodec(CommandTable table, CommandRunner runner) {
        this.table = table;
        this.runner = runner;
    }

    void write(List<Unit> units, WireOutput out) {
        out.number(units.size());
        units.forEach(unit -> write(unit, out));
    }

    private void write(Unit unit, WireOutput out) {
        if (unit instanceof CommandUnit command) {
            out.octet(Kind.COMMAND.ordinal());
            writeRequest(command.request(), out);
        } else if (unit instanceof ScriptUnit script) {
            out.octet(Kind.SCRIPT.ordinal());
            writeRequest(script.request(), out);
        } else if (unit instanceof BlockingUnit blocking) {
            out.octet(Kind.BLOCKING.ordinal());
            writeRequest(blocking.request(), out);
            out.number(blocking.waitedMillis());
        } else if (unit instanceof TransactionUnit transaction) {
            out.octet(Kind.TRANSACTION.ordinal());
            out.number(transaction.queued().size());
            transaction.queued().forEach(queued -> writeRequest(queued.request(), out));
            writeWatched(transaction.watched(), out);
        } else {
            throw new IllegalArgumentException("no form for " + unit.getClass());
        }
    }

    List<Unit> read(WireInput in) throws CorruptInput {
        List<Unit> units = new ArrayList<>();
        for (int left = in.number(Integer.MAX_VALUE); left > 0; left--) {
            units.add(readUnit(in));
        }
        return units;
    }

    private Unit readUnit(WireInput in) throws CorruptInput {
        switch (KINDS[in.number(KINDS.length - 1)]) {
            case COMMAND:
                byte[][] request = readRequest(in);
                return new CommandUnit(runner, command(request), request);
            case SCRIPT:
                byte[][] eval = readRequest(in);
                return new ScriptUnit(runner, ANY_TIME, command(eval), eval);
            case BLOCKING:
                byte[][] waiting = readRequest(in);
                return new BlockingUnit(runner, command(waiting), waiting, null, in.number());
            default:
                return new TransactionUnit(runner, command("exec"), EXEC, readTransaction(in));
        }
    }

    private Transaction readTransaction(WireInput in) throws CorruptInput {
        Transaction transaction = new Transaction();
        for (int left = in.number(Integer.MAX_VALUE); left > 0; left--) {
            byte[][] request = readRequest(in);
            transaction.queue(command(request), request);
        }
        readWatched(in).forEach(transaction::watch);
        return transaction;
    }

    /** The sources of all EVALs among these. */
    static List<byte[]> evaluated(List<Unit> units) {
        List<byte[]> sources = List.of();
        for (Unit unit : units) {
            if (unit instanceof ScriptUnit script && isOfSource(script.command())) {
                sources = sources.isEmpty() ? new ArrayList<>() : sources;
                sources.add(script.request()[1]);
            }
        }
        return sources;
    }

    private static boolean isOfSource(Command command) {
        String name = command.spec().name();
        return name.equals("eval") || name.equals("eval_ro");
    }

    static void writeWatched(List<Transaction.Watched> watched, WireOutput out) {
        out.number(watched.size());
        for (Transaction.Watched each : watched) {
            boolean seen = each instanceof Transaction.Seen;
            out.octet(seen ? 1 : 0);
            out.number(each.database());
            out.string(each.key());
            out.signed(
                    seen
                            ? ((Transaction.Seen) each).version()
                            : ((Transaction.Unseen) each).sequence());
        }
    }

    static List<Transaction.Watched> readWatched(WireInput in) throws CorruptInput {
        List<Transaction.Watched> watched = new ArrayList<>();
        for (int left = in.number(Integer.MAX_VALUE); left > 0; left--) {
            boolean seen = in.octet() == 1;
            int database = in.number(Integer.MAX_VALUE);
            byte[] key = in.string();
            long number = in.signed();
            watched.add(
                    seen
                            ? new Transaction.Seen(database, key, number)
                            : new Transaction.Unseen(database, key, number));
        }
        return watched;
    }

    private static void writeRequest(byte[][] request, WireOutput out) {
        out.number(request.length);
        for (byte[] word : request) {
            out.string(word);
        }
    }

    private static byte[][] readRequest(WireInput in) throws CorruptInput {
        byte[][] request = new byte[in.number(in.remaining())][];
        for (int i = 0; i < request.length; i++) {
            request[i] = in.string();
        }
        return request;
    }

    private Command command(byte[][] request) throws CorruptInput {
        Command command = request.length == 0 ? null : table.resolve(request);
        if (command == null) {
            throw new CorruptInput("a request without a command that is known here");
        }
        return command;
    }

    private Command command(String name) {
        return table.findByFullName(Ascii.bytes(name));
    }
}
