package io.gridscript.command.script;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.Libraries;
import io.gridscript.script.Library;
import io.gridscript.script.LibraryFunction;
import io.gridscript.script.RunInProgress;
import io.gridscript.script.ScriptFlag;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What FUNCTION LIST and STATS tell. */
final class LibraryReports {

    private static final ErrorReply NO_PATTERN =
            ErrorReply.err("library name argument was not given");
    private static final String ENGINE = "LUA";

    private LibraryReports() {}

    /**
     * Reads a FUNCTION LIST.
     *
     * @param libraries asked for when the reply is made
     */
    static Supplier<Reply> list(CommandCall call, Supplier<Libraries> libraries) {
        byte[] pattern = null;
        boolean withCode = false;
        for (int i = 2; i < call.count(); i++) {
            byte[] word = call.argument(i);
            if (!withCode && Ascii.is(word, "withcode")) {
                withCode = true;
            } else if (pattern == null && Ascii.is(word, "libraryname")) {
                if (i == call.count() - 1) {
                    throw NO_PATTERN;
                }
                pattern = call.argument(++i);
            } else {
                throw ErrorReply.err("Unknown argument " + Ascii.untilZero(word));
            }
        }
        GlobPattern names = pattern == null ? null : GlobPattern.ignoringCase(pattern);
        boolean code = withCode;
        return () -> list(libraries.get(), names, code);
    }

    private static Reply list(Libraries libraries, GlobPattern names, boolean withCode) {
        List<Library> listed =
                libraries.all().stream()
                        .filter(each -> names == null || names.matches(Ascii.bytes(each.name())))
                        .toList();
        return reply -> {
            reply.array(listed.size());
            listed.forEach(each -> write(each, withCode, reply));
        };
    }

    private static void write(Library library, boolean withCode, ReplyWriter reply) {
        reply.map(withCode ? 4 : 3);
        reply.bulk("library_name");
        reply.bulk(library.name());
        reply.bulk("engine");
        reply.bulk(ENGINE);
        reply.bulk("functions");
        reply.array(library.functions().size());
        library.functions().forEach(each -> write(each, reply));
        if (withCode) {
            reply.bulk("library_code");
            reply.bulk(library.code());
        }
    }

    private static void write(LibraryFunction function, ReplyWriter reply) {
        reply.map(3);
        reply.bulk("name");
        reply.bulk(function.name());
        reply.bulk("description");
        if (function.description() == null) {
            reply.nil();
        } else {
            reply.bulk(function.description());
        }
        reply.bulk("flags");
        reply.set(function.flags().size());
        for (ScriptFlag flag : ScriptFlag.values()) {
            if (function.has(flag)) {
                reply.status(flag.word());
            }
        }
    }

    /** What runs, and how many there are. */
    static Reply statistics(Optional<RunInProgress> function, Libraries libraries) {
        return reply -> {
            reply.map(2);
            reply.bulk("running_script");
            if (function.isPresent()) {
                write(function.get(), reply);
            } else {
                reply.nil();
            }
            reply.bulk("engines");
            reply.map(1);
            reply.bulk(ENGINE);
            reply.map(2);
            reply.bulk("libraries_count");
            reply.integer(libraries.count());
            reply.bulk("functions_count");
            reply.integer(libraries.functions());
        };
    }

    private static void write(RunInProgress function, ReplyWriter reply) {
        reply.map(3);
        reply.bulk("name");
        reply.bulk(function.title());
        reply.bulk("command");
        reply.array(function.request().size());
        function.request().forEach(reply::bulk);
        reply.bulk("duration_ms");
        reply.integer(function.millis());
    }
}
