package io.gridscript.member;

import io.gridscript.acl.AclFile;
import io.gridscript.acl.SecurityLog;
import io.gridscript.acl.SharedUsers;
import io.gridscript.acl.User;
import io.gridscript.acl.UserRules;
import io.gridscript.acl.Users;
import io.gridscript.command.CommandTable;
import io.gridscript.command.acl.AclCommands;
import io.gridscript.command.acl.TableSpecs;
import io.gridscript.command.acl.UserDistribution;
import io.gridscript.command.acl.UserFile;
import io.gridscript.reply.ErrorReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The users on this member: at first those of its settings, then those that the grid shares. */
final class MemberUsers {

    private static final System.Logger LOGGER = System.getLogger(MemberUsers.class.getName());

    private final Users users = new Users();
    private final UserRules rules;
    private final SharedUsers shared;
    private final UserFile file;
    private final Map<String, String> configured;

    /**
     * @param table of the commands that users have rights for, which may yet be empty
     */
    MemberUsers(CommandTable table, MemberDirectives directives) {
        rules = new UserRules(new TableSpecs(table));
        shared = new SharedUsers(users, rules);
        file = new UserFile(directives.get(DirectiveTable.ACLFILE));
        configured = directives.users();
    }

    Users all() {
        return users;
    }

    UserRules rules() {
        return rules;
    }

    void register(CommandTable table, SecurityLog log, UserDistribution distribution) {
        new AclCommands(users, rules, shared, log, file, distribution).register(table);
    }

    /** Lets hold here what ACL has changed on some member. */
    void take(Map<String, String> changed) {
        shared.take(changed);
    }

    /** requirepass changes the default user, as ACL SETUSER does: the later of them counts. */
    Map<String, String> withDefaultUser(Map<String, String> changed) {
        if (!changed.containsKey(DirectiveTable.REQUIREPASS.name())) {
            return changed;
        }
        Map<String, String> both = new TreeMap<>(changed);
        both.putAll(SharedUsers.entries(List.of(users.defaultUser()), List.of()));
        return both;
    }

    /** This member goes over to another grid, which has its own. */
    void forget() {
        shared.forget();
    }

    /**
     * Lets the users of this member's settings hold in the grid, unless that has users already.
     *
     * @throws InvalidSetting when they make no sense
     */
    void bringTo(UserDistribution distribution) {
        if (!file.isConfigured() && configured.isEmpty()) {
            return;
        }
        List<User> own = read();
        if (shared.areAny()) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "The users of the grid hold here, too, not those of this member's settings");
            return;
        }
        own.forEach(users::put);
        distribution
                .toAll(SharedUsers.entries(own, List.of()), Map.of())
                .exceptionally(
                        failure -> {
                            LOGGER.log(
                                    System.Logger.Level.WARNING,
                                    "The users of this member''s settings may hold here only: {0}."
                                            + " Change one of them with ACL SETUSER, or start the"
                                            + " member again",
                                    failure.getMessage());
                            return false;
                        });
    }

    private List<User> read() {
        if (file.isConfigured() && !configured.isEmpty()) {
            throw new InvalidSetting(
                    "There are users in aclfile and in settings "
                            + DirectiveProperties.USER_PREFIX
                            + "NAME: keep them in one of these places");
        }
        try {
            return file.isConfigured()
                    ? AclFile.read(rules, file.name(), file.read())
                    : configured.entrySet().stream().map(this::read).toList();
        } catch (ErrorReply error) {
            throw new InvalidSetting("The users can't be as they are set: " + error.text());
        }
    }

    private User read(Map.Entry<String, String> setting) {
        if (UserRules.hasBlanks(setting.getKey())) {
            throw ErrorReply.err("Spaces not allowed in ACL usernames");
        }
        User user = rules.newUser(setting.getKey());
        return rules.apply(user, List.of(setting.getValue().trim().split("\\s+")));
    }
}
