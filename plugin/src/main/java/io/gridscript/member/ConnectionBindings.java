package io.gridscript.member;

import io.gridscript.reply.Ascii;
import io.gridscript.resp.ConnectionLimits;
import io.gridscript.resp.RequestLimits;
import io.gridscript.resp.Sessions;

/** Lets the directives hold that say who may connect, and what connections may take. */
final class ConnectionBindings {

    private final MemberDirectives directives;
    private final MemberUsers users;
    private final ConnectionLimits limits;
    private final Sessions sessions;

    ConnectionBindings(
            MemberDirectives directives,
            MemberUsers users,
            ConnectionLimits limits,
            Sessions sessions) {
        this.directives = directives;
        this.users = users;
        this.limits = limits;
        this.sessions = sessions;
    }

    /**
     * Applies all values now and whenever they change.
     *
     * @throws InvalidSetting when a value can't be applied
     */
    void bind() {
        directives.bind(
                DirectiveTable.REQUIREPASS,
                password -> users.all().requirePassword(Ascii.bytes(password)));
        directives.bind(DirectiveTable.PROTECTED_MODE, limits::protectedMode);
        directives.bind(
                DirectiveTable.MAXCLIENTS,
                value -> limits.maxClients((int) Math.min(value, 1 << 30)));
        directives.bind(DirectiveTable.TIMEOUT, value -> limits.timeoutSeconds(value.intValue()));
        directives.bind(
                DirectiveTable.TCP_KEEPALIVE,
                value -> limits.tcpKeepAliveSeconds(value.intValue()));
        directives.bind(DirectiveTable.PROTO_MAX_BULK_LEN, any -> limitRequests());
        directives.bind(DirectiveTable.CLIENT_QUERY_BUFFER_LIMIT, any -> limitRequests());
        directives.bind(DirectiveTable.CLIENT_OUTPUT_BUFFER_LIMIT, sessions::outputLimits);
        directives.bind(
                DirectiveTable.ACL_PUBSUB_DEFAULT,
                value -> users.rules().allChannelsAtFirst(value.equals("allchannels")));
        directives.bind(DirectiveTable.ACLLOG_MAX_LEN, sessions.securityLog()::most);
    }

    private void limitRequests() {
        RequestLimits defaults = RequestLimits.DEFAULT;
        sessions.requestLimits(
                new RequestLimits(
                        directives.get(DirectiveTable.PROTO_MAX_BULK_LEN),
                        defaults.arguments(),
                        defaults.lineBytes(),
                        directives.get(DirectiveTable.CLIENT_QUERY_BUFFER_LIMIT),
                        true));
    }
}
