package io.gridscript.command.acl;

import io.gridscript.acl.SharedUsers;
import io.gridscript.acl.UserRules;
import io.gridscript.acl.Users;
import io.gridscript.command.ConnectionTester;
import io.gridscript.command.connection.AuthenticationCommands;
import io.gridscript.command.connection.ClientCommands;
import io.gridscript.command.connection.ConnectionCommands;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.migrate.MigrateCommand;
import io.gridscript.command.set.SetCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.command.transaction.TransactionCommands;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** ACL and commands to have rights for, on one member alone: what it shares it takes at once. */
final class AclTester {

    final Users users = new Users();
    final ConnectionTester connection = new ConnectionTester();
    private final UserRules rules = new UserRules(new TableSpecs(connection.table()));
    private final SharedUsers shared = new SharedUsers(users, rules);

    AclTester() {
        this(new UserFile(""));
    }

    AclTester(UserFile file) {
        AclCommands commands =
                new AclCommands(
                        users, rules, shared, connection.securityLog(), file, this::distribute);
        connection
                .with(new ConnectionCommands(16)::register)
                .with(new AuthenticationCommands(users)::register)
                .with(new ClientCommands(connection)::register)
                .with(new GenericCommands(false)::register)
                .with(table -> StringCommands.register(table, () -> 512L << 20))
                .with(HashCommands::register)
                .with(ListCommands::register)
                .with(SetCommands::register)
                .with(MigrateCommand::register)
                .with(SortedSetCommands::register)
                .with(new TransactionCommands()::register)
                .with(commands::register);
    }

    private CompletionStage<Boolean> distribute(
            Map<String, String> changed, Map<String, String> expected) {
        shared.take(changed);
        return CompletableFuture.completedFuture(true);
    }

    /** The reply in readable form. */
    String text(String... words) {
        return connection.text(words);
    }

    /** As {@link #text}, of words with blanks between them. */
    String send(String words) {
        return text(words.split(" "));
    }
}
