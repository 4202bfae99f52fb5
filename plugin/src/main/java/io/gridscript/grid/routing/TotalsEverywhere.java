package io.gridscript.grid.routing;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import io.gridscript.script.CachedScript;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.ScriptTotals;
import io.gridscript.script.TotalsOfMembers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What scripts took: on the keyspace they run on its owner, which changes, and on entries of caches
 * on every member. All members are asked at once.
 */
public final class TotalsEverywhere implements TotalsOfMembers {

    private static final System.Logger LOGGER = System.getLogger(TotalsEverywhere.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ScriptIndex index;
    private final GridMessages messages;
    private final Participants participants;

    public TotalsEverywhere(ScriptIndex index, GridMessages messages, Participants participants) {
        this.index = index;
        this.messages = messages;
        this.participants = participants;
        messages.register(
                MessageKind.SCRIPT_TOTALS,
                (sender, sha1) ->
                        CompletableFuture.completedFuture(write(here(Ascii.string(sha1)))));
    }

    @Override
    public CompletionStage<Map<String, ScriptTotals>> collect(String sha1) {
        String asked = sha1 == null ? "" : sha1;
        CompletionStage<Map<String, ScriptTotals>> all =
                CompletableFuture.completedFuture(here(asked));
        for (Member each : participants.others()) {
            all = all.thenCombine(ask(each, asked), TotalsEverywhere::sum);
        }
        return all;
    }

    private CompletionStage<Map<String, ScriptTotals>> ask(Member member, String sha1) {
        return messages.send(member, MessageKind.SCRIPT_TOTALS, Ascii.bytes(sha1), PATIENCE)
                .thenApply(TotalsEverywhere::read)
                .exceptionally(
                        failure -> {
                            LOGGER.log(
                                    System.Logger.Level.DEBUG,
                                    "A member doesn't say what scripts took there",
                                    failure);
                            return Map.of();
                        });
    }

    private static Map<String, ScriptTotals> sum(
            Map<String, ScriptTotals> one, Map<String, ScriptTotals> other) {
        Map<String, ScriptTotals> sum = new HashMap<>(one);
        other.forEach((sha1, totals) -> sum.merge(sha1, totals, ScriptTotals::plus));
        return sum;
    }

    /**
     * What this member knows.
     *
     * @param sha1 which script, empty for all
     */
    private Map<String, ScriptTotals> here(String sha1) {
        Map<String, ScriptTotals> here = new HashMap<>();
        if (sha1.isEmpty()) {
            index.all().forEach(each -> add(each, here));
        } else {
            CachedScript cached = index.cached(Ascii.bytes(sha1));
            if (cached != null) {
                add(cached, here);
            }
        }
        return here;
    }

    private static void add(CachedScript cached, Map<String, ScriptTotals> all) {
        ScriptTotals totals = ScriptTotals.of(cached.script());
        if (totals.calls() > 0) {
            all.put(cached.script().sha1Text(), totals);
        }
    }

    private static byte[] write(Map<String, ScriptTotals> all) {
        WireOutput out = new WireOutput();
        out.number(all.size());
        all.forEach(
                (sha1, totals) -> {
                    out.string(Ascii.bytes(sha1));
                    totals.writeTo(out);
                });
        return out.toBytes();
    }

    private static Map<String, ScriptTotals> read(byte[] bytes) {
        try {
            WireInput in = new WireInput(bytes);
            Map<String, ScriptTotals> all = new HashMap<>();
            for (int left = in.length(); left > 0; left--) {
                String sha1 = Ascii.string(in.string());
                all.put(sha1, ScriptTotals.read(in));
            }
            return all;
        } catch (CorruptInput e) {
            throw new CompletionException(e);
        }
    }
}
