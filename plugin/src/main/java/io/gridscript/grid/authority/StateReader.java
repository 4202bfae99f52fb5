package io.gridscript.grid.authority;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.reply.Ascii;
import io.gridscript.script.CachedScript;
import io.gridscript.script.FlushMode;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Reads what {@link StateWriter} wrote on another member. */
final class StateReader {

    private static final LoadedBy.How[] HOW = LoadedBy.How.values();

    private final WireInput in;

    private StateReader(byte[] bytes) {
        in = new WireInput(bytes);
    }

    static Order order(byte[] bytes) throws CorruptInput {
        StateReader reader = new StateReader(bytes);
        return switch (reader.in.octet()) {
            case 0 -> new Order.Prepare(reader.term());
            case 1 -> new Order.Install(reader.snapshot());
            case 2 -> new Order.Take(reader.term(), reader.in.number(), reader.steps());
            case 3 -> new Order.Confirm(reader.term());
            default -> throw unknown("order");
        };
    }

    static Answer answer(byte[] bytes) throws CorruptInput {
        StateReader reader = new StateReader(bytes);
        return switch (reader.in.octet()) {
            case 0 -> new Answer.Done();
            case 1 -> new Answer.Behind();
            case 2 -> new Answer.Refused(reader.term());
            case 3 -> new Answer.Promised(reader.snapshot());
            default -> throw unknown("answer");
        };
    }

    static Renewal.Request renewal(byte[] bytes) throws CorruptInput {
        StateReader reader = new StateReader(bytes);
        return new Renewal.Request(
                reader.term(), reader.in.number(), reader.term(), reader.in.octet() == 1);
    }

    static Renewal.Grant grant(byte[] bytes) throws CorruptInput {
        StateReader reader = new StateReader(bytes);
        return new Renewal.Grant(reader.term(), reader.in.number(), reader.in.number());
    }

    static Request request(byte[] bytes) throws CorruptInput {
        StateReader reader = new StateReader(bytes);
        return switch (reader.in.octet()) {
            case 0 -> new Request.Load(reader.in.string(), reader.loadedBy());
            case 1 -> new Request.Publish(reader.cached(), reader.in.number());
            case 2 ->
                    new Request.Flush(
                            reader.in.octet() == 0 ? FlushMode.SYNC : FlushMode.ASYNC, reader.id());
            case 3 -> new Request.Change(reader.directives(), reader.directives(), reader.id());
            default -> throw unknown("request");
        };
    }

    static Outcome outcome(byte[] bytes) throws CorruptInput {
        StateReader reader = new StateReader(bytes);
        return switch (reader.in.octet()) {
            case 0 -> Outcome.DONE;
            case 1 -> Outcome.NOT_SERVING;
            case 2 -> new Outcome.Failed(reader.text());
            case 3 -> Outcome.STALE;
            default -> throw unknown("outcome");
        };
    }

    private static CorruptInput unknown(String what) {
        return new CorruptInput("an " + what + " of an unknown kind");
    }

    private Snapshot snapshot() throws CorruptInput {
        return new Snapshot(
                term(), in.number(), in.number(), text(), scripts(), directives(), ids());
    }

    private List<Step> steps() throws CorruptInput {
        List<Step> steps = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            steps.add(step());
        }
        return steps;
    }

    private Step step() throws CorruptInput {
        return switch (in.octet()) {
            case 0 -> new Step.Add(cached());
            case 1 -> new Step.Flush(text(), ids());
            case 2 -> new Step.Change(directives(), id());
            default -> throw unknown("step");
        };
    }

    private List<CachedScript> scripts() throws CorruptInput {
        List<CachedScript> scripts = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            scripts.add(cached());
        }
        return scripts;
    }

    private CachedScript cached() throws CorruptInput {
        Origin origin = in.octet() == 0 ? Origin.LOADED : Origin.EVALUATED;
        return new CachedScript(script(), origin, loadedBy(), in.number());
    }

    private LoadedBy loadedBy() throws CorruptInput {
        int how = in.octet();
        if (how >= HOW.length) {
            throw unknown("origin");
        }
        return new LoadedBy(HOW[how], wideText(), wideText(), wideText());
    }

    /** What may have characters of any kind, as paths have. */
    private String wideText() throws CorruptInput {
        return new String(in.string(), StandardCharsets.UTF_8);
    }

    private Script script() throws CorruptInput {
        byte[] source = in.string();
        try {
            return Script.stored(source, in.string());
        } catch (IllegalArgumentException damaged) {
            throw new CorruptInput("a script that is damaged: " + damaged.getMessage());
        }
    }

    private Map<String, String> directives() throws CorruptInput {
        Map<String, String> directives = new TreeMap<>();
        for (int left = in.length(); left > 0; left--) {
            directives.put(text(), text());
        }
        return directives;
    }

    private List<RequestId> ids() throws CorruptInput {
        List<RequestId> ids = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            ids.add(id());
        }
        return ids;
    }

    private RequestId id() throws CorruptInput {
        return new RequestId(uuid(), in.number());
    }

    private Term term() throws CorruptInput {
        return new Term(in.number(), uuid());
    }

    private UUID uuid() throws CorruptInput {
        return new UUID(in.fixed(), in.fixed());
    }

    private String text() throws CorruptInput {
        return Ascii.string(in.string());
    }
}
