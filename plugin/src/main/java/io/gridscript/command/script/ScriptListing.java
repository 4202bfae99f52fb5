package io.gridscript.command.script;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.CachedScript;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptFlag;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.ScriptTotals;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * GRIDSCRIPT SCRIPTS: of which scripts it tells, and what.
 *
 * @param sha1 the only script, or null
 * @param name the name of the only script, or null
 * @param withSource whether it tells the sources, too
 */
record ScriptListing(byte[] sha1, String name, boolean withSource) {

    private static final int FIELDS = 9;

    private static final Comparator<CachedScript> BY_NAME =
            Comparator.<CachedScript, String>comparing(
                            each -> each.script().name().text(),
                            Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(each -> each.script().sha1Text());

    /**
     * Reads the request.
     *
     * @throws ErrorReply if it makes no sense
     */
    static ScriptListing of(byte[][] words) {
        byte[] sha1 = null;
        String name = null;
        boolean withSource = false;
        for (int i = 2; i < words.length; i++) {
            boolean hasNext = i + 1 < words.length;
            boolean isFirst = sha1 == null && name == null;
            if (!withSource && Ascii.is(words[i], "withsource")) {
                withSource = true;
            } else if (isFirst && hasNext && Ascii.is(words[i], "sha")) {
                sha1 = words[++i];
            } else if (isFirst && hasNext && Ascii.is(words[i], "name")) {
                name = Ascii.string(words[++i]);
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        return new ScriptListing(sha1, name, withSource);
    }

    /** Whether it tells of all scripts. */
    boolean isOfAll() {
        return sha1 == null && name == null;
    }

    /** The only script that it tells of, or null where there is none. */
    CachedScript one(ScriptIndex index) {
        Script named = name == null ? null : index.findNamed(name);
        byte[] asked = named == null ? sha1 : named.sha1();
        return asked == null ? null : index.cached(asked);
    }

    /**
     * The reply.
     *
     * @param totals what the scripts' runs took
     */
    Reply of(ScriptIndex index, Map<String, ScriptTotals> totals) {
        List<CachedScript> listed = listed(index);
        long epoch = index.epoch();
        return reply -> {
            reply.array(listed.size());
            for (CachedScript each : listed) {
                ScriptTotals ofEach = totals.get(each.script().sha1Text());
                boolean isNamed = index.isNamed(each.script());
                write(each, isNamed, epoch, ofEach == null ? 0 : ofEach.calls(), reply);
            }
        };
    }

    private List<CachedScript> listed(ScriptIndex index) {
        if (isOfAll()) {
            return index.all().stream().sorted(BY_NAME).toList();
        }
        CachedScript one = one(index);
        return one == null ? List.of() : List.of(one);
    }

    private void write(
            CachedScript cached, boolean isNamed, long epoch, long calls, ReplyWriter reply) {
        Script script = cached.script();
        reply.map(withSource ? FIELDS : FIELDS - 1);
        reply.bulk("sha1");
        reply.bulk(script.sha1());
        reply.bulk("name");
        if (script.name().text() == null) {
            reply.nil();
        } else {
            reply.bulk(script.name().text());
        }
        reply.bulk("found-by-name");
        reply.bool(isNamed);
        reply.bulk("flags");
        writeFlags(script, reply);
        reply.bulk("size");
        reply.integer(script.source().length);
        reply.bulk("loaded-by");
        write(cached.loadedBy(), reply);
        reply.bulk("epoch");
        reply.integer(epoch);
        reply.bulk("calls");
        reply.integer(calls);
        if (withSource) {
            reply.bulk("source");
            reply.bulk(script.source());
        }
    }

    private static void writeFlags(Script script, ReplyWriter reply) {
        reply.set(script.flags().size());
        for (ScriptFlag flag : ScriptFlag.values()) {
            if (script.has(flag)) {
                reply.status(flag.word());
            }
        }
    }

    private static void write(LoadedBy loadedBy, ReplyWriter reply) {
        reply.map(4);
        reply.bulk("how");
        reply.bulk(loadedBy.how().word());
        reply.bulk("member");
        text(loadedBy.member(), reply);
        reply.bulk("from");
        text(loadedBy.from(), reply);
        reply.bulk("user");
        reply.bulk(loadedBy.user());
    }

    private static void text(String text, ReplyWriter reply) {
        reply.bulk(text.getBytes(StandardCharsets.UTF_8));
    }
}
