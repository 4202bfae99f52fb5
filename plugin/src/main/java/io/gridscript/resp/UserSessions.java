package io.gridscript.resp;

import io.gridscript.acl.Account;
import io.gridscript.acl.ChannelPatterns;
import io.gridscript.acl.User;
import io.gridscript.acl.Users;
import io.gridscript.command.Connection;
import java.util.function.BiPredicate;

/** Ends connections of users that are deleted, or may not hear any more what they listen to. */
public final class UserSessions implements Users.Listener {

    private final Sessions sessions;
    private final BiPredicate<Connection, ChannelPatterns> listensElsewhere;

    /**
     * @param listensElsewhere whether a connection listens to a channel, or to a pattern of
     *     channels, that these don't allow
     */
    public UserSessions(
            Sessions sessions, BiPredicate<Connection, ChannelPatterns> listensElsewhere) {
        this.sessions = sessions;
        this.listensElsewhere = listensElsewhere;
    }

    @Override
    public void changed(Account account, User former) {
        if (account.isDeleted()) {
            sessions.end(client -> client.has(account));
            return;
        }
        ChannelPatterns left = account.user().rights().channelsIfFewerThan(former.rights());
        if (left != null) {
            sessions.end(client -> client.has(account) && listensElsewhere.test(client, left));
        }
    }
}
