package io.gridscript.member;

import io.gridscript.command.DataLimits;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.KeyEvents;
import io.gridscript.reply.Ascii;
import io.gridscript.resp.ConnectionLimits;
import io.gridscript.resp.RequestLimits;
import io.gridscript.resp.Sessions;
import io.gridscript.script.ScriptLimits;

/** Lets the directives hold in the rooms that they are for. */
final class DirectiveBindings {

    private final MemberDirectives directives;
    private final MemberUsers users;
    private final ConnectionLimits connectionLimits;
    private final Sessions sessions;
    private final BusyThreshold busy;
    private final DataLimits limits;
    private final ScriptLimits scripts;
    private final EncodingLimits encodingLimits;
    private final KeyEvents keyEvents;

    DirectiveBindings(
            MemberDirectives directives,
            MemberUsers users,
            ConnectionLimits connectionLimits,
            Sessions sessions,
            BusyThreshold busy,
            DataLimits limits,
            ScriptLimits scripts,
            EncodingLimits encodingLimits,
            KeyEvents keyEvents) {
        this.directives = directives;
        this.users = users;
        this.connectionLimits = connectionLimits;
        this.sessions = sessions;
        this.busy = busy;
        this.limits = limits;
        this.scripts = scripts;
        this.encodingLimits = encodingLimits;
        this.keyEvents = keyEvents;
    }

    /**
     * Applies all values now and whenever they change.
     *
     * @throws InvalidSetting when a value can't be applied
     */
    void bind() {
        try {
            directives.bind(DirectiveTable.REQUIREPASS, password -> requirePassword(password));
            directives.bind(DirectiveTable.PROTECTED_MODE, connectionLimits::protectedMode);
            directives.bind(
                    DirectiveTable.MAXCLIENTS,
                    value -> connectionLimits.maxClients((int) Math.min(value, 1 << 30)));
            directives.bind(
                    DirectiveTable.TIMEOUT,
                    value -> connectionLimits.timeoutSeconds(value.intValue()));
            directives.bind(
                    DirectiveTable.TCP_KEEPALIVE,
                    value -> connectionLimits.tcpKeepAliveSeconds(value.intValue()));
            directives.bind(DirectiveTable.PROTO_MAX_BULK_LEN, any -> limitRequests());
            directives.bind(DirectiveTable.CLIENT_QUERY_BUFFER_LIMIT, any -> limitRequests());
            directives.bind(DirectiveTable.CLIENT_OUTPUT_BUFFER_LIMIT, sessions::outputLimits);
            directives.bind(DirectiveTable.MIN_REPLICAS_TO_WRITE, limits.replicas()::fewest);
            directives.bind(DirectiveTable.BUSY_REPLY_THRESHOLD, busy::milliseconds);
            directives.bind(DirectiveTable.SCRIPT_MEMORY_LIMIT, scripts::memory);
            directives.bind(DirectiveTable.SCRIPT_TIME_LIMIT, scripts::milliseconds);
            directives.bind(
                    DirectiveTable.HASH_MAX_LISTPACK_ENTRIES,
                    value -> encodingLimits.hashMaxListpackEntries(clamped(value)));
            directives.bind(
                    DirectiveTable.HASH_MAX_LISTPACK_VALUE,
                    value -> encodingLimits.hashMaxListpackValue(clamped(value)));
            directives.bind(
                    DirectiveTable.LIST_MAX_LISTPACK_SIZE,
                    value -> encodingLimits.listMaxListpackSize(value.intValue()));
            directives.bind(
                    DirectiveTable.SET_MAX_INTSET_ENTRIES,
                    value -> encodingLimits.setMaxIntsetEntries(clamped(value)));
            directives.bind(
                    DirectiveTable.SET_MAX_LISTPACK_ENTRIES,
                    value -> encodingLimits.setMaxListpackEntries(clamped(value)));
            directives.bind(
                    DirectiveTable.SET_MAX_LISTPACK_VALUE,
                    value -> encodingLimits.setMaxListpackValue(clamped(value)));
            directives.bind(
                    DirectiveTable.ZSET_MAX_LISTPACK_ENTRIES,
                    value -> encodingLimits.zsetMaxListpackEntries(clamped(value)));
            directives.bind(
                    DirectiveTable.ZSET_MAX_LISTPACK_VALUE,
                    value -> encodingLimits.zsetMaxListpackValue(clamped(value)));
            directives.bind(DirectiveTable.HLL_SPARSE_MAX_BYTES, encodingLimits::hllSparseMaxBytes);
            directives.bind(
                    DirectiveTable.ACL_PUBSUB_DEFAULT,
                    value -> users.rules().allChannelsAtFirst(value.equals("allchannels")));
            directives.bind(DirectiveTable.ACLLOG_MAX_LEN, sessions.securityLog()::most);
            directives.bind(
                    DirectiveTable.STREAM_NODE_MAX_ENTRIES,
                    value -> encodingLimits.streamNodeMaxEntries(clamped(value)));
            directives.bind(
                    DirectiveTable.STREAM_NODE_MAX_BYTES,
                    value -> encodingLimits.streamNodeMaxBytes(clamped(value)));
            directives.bind(
                    DirectiveTable.NOTIFY_KEYSPACE_EVENTS,
                    letters -> keyEvents.choose(EventChoiceType.choice(letters)));
        } catch (DirectiveRefused refused) {
            throw new InvalidSetting(refused.getMessage());
        }
    }

    private void requirePassword(String password) {
        users.all().requirePassword(Ascii.bytes(password));
    }

    private void limitRequests() {
        RequestLimits limits = RequestLimits.DEFAULT;
        sessions.requestLimits(
                new RequestLimits(
                        directives.get(DirectiveTable.PROTO_MAX_BULK_LEN),
                        limits.arguments(),
                        limits.lineBytes(),
                        directives.get(DirectiveTable.CLIENT_QUERY_BUFFER_LIMIT),
                        true));
    }

    private static int clamped(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
