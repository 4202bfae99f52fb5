package io.gridscript.grid.authority;

import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import io.gridscript.script.CachedScript;
import io.gridscript.script.FlushMode;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes what {@link StateReader} reads: all that the authority and others tell each other. */
final class StateWriter {

    private final WireOutput out = new WireOutput();

    private StateWriter() {}

    static byte[] order(Order order) {
        StateWriter writer = new StateWriter();
        if (order instanceof Order.Prepare prepare) {
            writer.out.octet(0);
            writer.term(prepare.term());
        } else if (order instanceof Order.Install install) {
            writer.out.octet(1);
            writer.snapshot(install.state());
        } else if (order instanceof Order.Take take) {
            writer.out.octet(2);
            writer.term(take.term());
            writer.out.number(take.first());
            writer.out.number(take.steps().size());
            take.steps().forEach(writer::step);
        } else {
            writer.out.octet(3);
            writer.term(order.term());
        }
        return writer.out.toBytes();
    }

    static byte[] answer(Answer answer) {
        StateWriter writer = new StateWriter();
        if (answer instanceof Answer.Done) {
            writer.out.octet(0);
        } else if (answer instanceof Answer.Behind) {
            writer.out.octet(1);
        } else if (answer instanceof Answer.Refused refused) {
            writer.out.octet(2);
            writer.term(refused.promised());
        } else if (answer instanceof Answer.Promised promised) {
            writer.out.octet(3);
            writer.snapshot(promised.state());
        }
        return writer.out.toBytes();
    }

    static byte[] renewal(Renewal.Request renewal) {
        StateWriter writer = new StateWriter();
        writer.term(renewal.term());
        writer.out.number(renewal.sequence());
        writer.term(renewal.promised());
        writer.out.octet(renewal.isLast() ? 1 : 0);
        return writer.out.toBytes();
    }

    static byte[] grant(Renewal.Grant grant) {
        StateWriter writer = new StateWriter();
        writer.term(grant.term());
        writer.out.number(grant.nanos());
        writer.out.number(grant.sequence());
        return writer.out.toBytes();
    }

    static byte[] request(Request request) {
        StateWriter writer = new StateWriter();
        if (request instanceof Request.Load load) {
            writer.out.octet(0);
            writer.out.string(load.source());
            writer.loadedBy(load.loadedBy());
        } else if (request instanceof Request.Publish publish) {
            writer.out.octet(1);
            writer.cached(publish.script());
            writer.out.number(publish.epoch());
        } else if (request instanceof Request.Flush flush) {
            writer.out.octet(2);
            writer.out.octet(flush.mode() == FlushMode.SYNC ? 0 : 1);
            writer.id(flush.id());
        } else if (request instanceof Request.Change change) {
            writer.out.octet(3);
            writer.directives(change.directives());
            writer.directives(change.expected());
            writer.id(change.id());
        }
        return writer.out.toBytes();
    }

    static byte[] outcome(Outcome outcome) {
        StateWriter writer = new StateWriter();
        if (outcome instanceof Outcome.Done) {
            writer.out.octet(0);
        } else if (outcome instanceof Outcome.NotServing) {
            writer.out.octet(1);
        } else if (outcome instanceof Outcome.Failed failed) {
            writer.out.octet(2);
            writer.text(failed.error());
        } else if (outcome instanceof Outcome.Stale) {
            writer.out.octet(3);
        }
        return writer.out.toBytes();
    }

    private void snapshot(Snapshot state) {
        term(state.term());
        out.number(state.sequence());
        out.number(state.epoch());
        text(state.generation());
        out.number(state.scripts().size());
        state.scripts().forEach(this::cached);
        directives(state.directives());
        ids(state.done());
    }

    private void step(Step step) {
        if (step instanceof Step.Add add) {
            out.octet(0);
            cached(add.script());
        } else if (step instanceof Step.Flush flush) {
            out.octet(1);
            text(flush.generation());
            ids(flush.requests());
        } else if (step instanceof Step.Change change) {
            out.octet(2);
            directives(change.directives());
            id(change.request());
        }
    }

    private void cached(CachedScript cached) {
        out.octet(cached.origin() == Origin.LOADED ? 0 : 1);
        script(cached.script());
        loadedBy(cached.loadedBy());
        out.number(cached.step());
    }

    private void loadedBy(LoadedBy loadedBy) {
        out.octet(loadedBy.how().ordinal());
        wideText(loadedBy.member());
        wideText(loadedBy.from());
        wideText(loadedBy.user());
    }

    private void wideText(String text) {
        out.string(text.getBytes(StandardCharsets.UTF_8));
    }

    private void script(Script script) {
        out.string(script.source());
        out.string(script.compiledIfLong());
    }

    private void directives(Map<String, String> directives) {
        out.number(directives.size());
        directives.forEach(
                (name, value) -> {
                    text(name);
                    text(value);
                });
    }

    private void ids(List<RequestId> ids) {
        out.number(ids.size());
        ids.forEach(this::id);
    }

    private void id(RequestId id) {
        uuid(id.requester());
        out.number(id.number());
    }

    private void term(Term term) {
        out.number(term.number());
        uuid(term.authority());
    }

    private void uuid(UUID uuid) {
        out.fixed(uuid.getMostSignificantBits());
        out.fixed(uuid.getLeastSignificantBits());
    }

    /** One byte for each character, as everywhere with Redis's texts. */
    private void text(String text) {
        out.string(Ascii.bytes(text));
    }
}
