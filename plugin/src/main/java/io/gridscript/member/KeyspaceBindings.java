package io.gridscript.member;

import io.gridscript.command.DataLimits;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.keyspace.KeyEvents;
import io.gridscript.script.ScriptLimits;

/** Lets the directives hold that are about what runs on the keyspace, and about its events. */
final class KeyspaceBindings {

    private final MemberDirectives directives;
    private final DataLimits limits;
    private final BusyThreshold busy;
    private final ScriptLimits scripts;
    private final KeyEvents events;

    KeyspaceBindings(
            MemberDirectives directives,
            DataLimits limits,
            BusyThreshold busy,
            ScriptLimits scripts,
            KeyEvents events) {
        this.directives = directives;
        this.limits = limits;
        this.busy = busy;
        this.scripts = scripts;
        this.events = events;
    }

    /**
     * Applies all values now and whenever they change.
     *
     * @throws InvalidSetting when a value can't be applied
     */
    void bind() {
        directives.bind(DirectiveTable.MIN_REPLICAS_TO_WRITE, limits.replicas()::fewest);
        directives.bind(DirectiveTable.BUSY_REPLY_THRESHOLD, busy::milliseconds);
        directives.bind(DirectiveTable.SCRIPT_MEMORY_LIMIT, scripts::memory);
        directives.bind(DirectiveTable.SCRIPT_TIME_LIMIT, scripts::milliseconds);
        directives.bind(
                DirectiveTable.NOTIFY_KEYSPACE_EVENTS,
                letters -> events.choose(EventChoiceType.choice(letters)));
    }
}
