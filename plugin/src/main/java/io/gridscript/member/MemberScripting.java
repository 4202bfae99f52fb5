package io.gridscript.member;

import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.replication.LibraryChange;
import io.gridscript.command.replication.ReplicationStream;
import io.gridscript.command.script.EntryScripts;
import io.gridscript.command.script.EvalCommands;
import io.gridscript.command.script.FcallCommands;
import io.gridscript.command.script.FunctionCommands;
import io.gridscript.command.script.GridscriptCommands;
import io.gridscript.command.script.ScriptCommands;
import io.gridscript.command.server.ScriptFigures;
import io.gridscript.grid.authority.Authority;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.routing.KillsEverywhere;
import io.gridscript.grid.routing.RunsEverywhere;
import io.gridscript.grid.routing.TotalsEverywhere;
import io.gridscript.jcache.EntryProcessing;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.script.FunctionLibraries;
import io.gridscript.script.Library;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.ScriptKills;
import io.gridscript.script.ScriptRun;
import io.gridscript.script.SharedLibraries;
import io.gridscript.script.TotalsOfMembers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Scripts and functions on this member: which may run, which do, and who decides of them. */
final class MemberScripting implements AutoCloseable {

    private final MemberDirectives directives;
    private final GridMessages messages;
    private final Participants participants;
    private final RunningScripts running = new RunningScripts();
    private final ScriptIndex index = new ScriptIndex();
    private final SharedLibraries shared = new SharedLibraries();
    private final Authority authority;
    private final ScriptCache scripts;
    private final FunctionLibraries libraries;
    private final IndexFigures figures;

    /**
     * @param settings makes hold on this member what CONFIG SET or ACL has set anywhere
     */
    MemberScripting(
            NodeEngine nodeEngine,
            GridMessages messages,
            MemberDirectives directives,
            Consumer<Map<String, String>> settings) {
        this.directives = directives;
        this.messages = messages;
        participants = new Participants(nodeEngine);
        authority =
                new Authority(
                        nodeEngine,
                        messages,
                        index,
                        changed -> {
                            settings.accept(changed);
                            shared.take(changed);
                        });
        scripts = new ScriptCache(index, authority, authority.lease());
        libraries = new FunctionLibraries(shared, authority::change, authority.lease());
        figures =
                new IndexFigures(index, shared, () -> !nodeEngine.getLocalMember().isLiteMember());
    }

    Authority authority() {
        return authority;
    }

    RunningScripts running() {
        return running;
    }

    ScriptIndex index() {
        return index;
    }

    ScriptCache scripts() {
        return scripts;
    }

    SharedLibraries libraries() {
        return shared;
    }

    /** Bytes of scripts and libraries, which maxmemory counts. */
    long bytes() {
        return figures.totalBytes();
    }

    ScriptFigures figures() {
        return figures;
    }

    /** The sources of all libraries of functions. */
    List<byte[]> libraryCodes() {
        return shared.present().all().stream().map(Library::code).toList();
    }

    /** Tells replicas of changed libraries from now on. */
    void tell(ReplicationStream stream) {
        shared.tell((before, after) -> LibraryChange.tell(stream, before, after));
    }

    /** What runs scripts on entries of caches that this member owns. */
    EntryProcessing entries(
            CommandTable table, CommandRunner runner, EncodingLimits encodingLimits) {
        return new EntryProcessing(
                scripts,
                new EntryScripts(table, runner, running),
                encodingLimits,
                () -> directives.get(DirectiveTable.JCACHE_SCRIPT_TIME_LIMIT));
    }

    /**
     * Registers the commands that run scripts and functions and those about them.
     *
     * @param patient where what takes long is done
     */
    void register(
            CommandTable table,
            CommandRunner runner,
            DebugSwitches switches,
            DataLimits limits,
            Executor patient) {
        new EvalCommands(table, runner, switches, limits, scripts, running).register();
        new FcallCommands(table, runner, switches, limits, libraries, running).register();
        ScriptKills kills = new KillsEverywhere(running, messages, participants);
        TotalsOfMembers totals = new TotalsEverywhere(index, messages, participants);
        new GridscriptCommands(scripts, totals).register(table);
        new ScriptCommands(scripts, kills, totals, this::flushesLazily).register(table);
        new FunctionCommands(
                        libraries,
                        patient,
                        kills,
                        new RunsEverywhere(running, messages, participants),
                        this::isBusyAfter,
                        this::flushesLazily)
                .register(table);
    }

    private boolean flushesLazily() {
        return directives.get(DirectiveTable.LAZYFREE_LAZY_USER_FLUSH);
    }

    private boolean isBusyAfter(long millis) {
        long threshold = directives.get(DirectiveTable.BUSY_REPLY_THRESHOLD);
        return threshold > 0 && millis >= threshold;
    }

    /**
     * Loads the folder of the setting scripts.directory, if there is one.
     *
     * @throws InvalidSetting when that isn't possible
     */
    void loadDirectory(LocalCommands commands) {
        String folder = directives.get(DirectiveTable.SCRIPTS_DIRECTORY);
        if (!folder.isEmpty()) {
            new ScriptsDirectory(folder, authority, commands).load();
        }
    }

    /** Ends what runs without an answer: what it has written goes with the member's data. */
    void abandonRuns() {
        running.all().forEach(ScriptRun::abandon);
    }

    /** This member goes over to another cluster, where what it knew may be old. */
    void moved() {
        shared.forget();
        authority.moved();
    }

    @Override
    public void close() {
        authority.leave();
        authority.close();
    }
}
