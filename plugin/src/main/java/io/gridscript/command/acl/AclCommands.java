package io.gridscript.command.acl;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.acl.AclFile;
import io.gridscript.acl.SecurityLog;
import io.gridscript.acl.SharedUsers;
import io.gridscript.acl.UserRules;
import io.gridscript.acl.Users;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** ACL and its subcommands. */
public final class AclCommands {

    private static final HelpText HELP =
            new HelpText(
                    "CAT [<category>]",
                    "    Tell the categories of commands, or the commands of one.",
                    "DELUSER <username> [<username> ...]",
                    "    Delete users and close their connections.",
                    "DRYRUN <username> <command> [<arg> ...]",
                    "    Tell whether a user might run a command, without running it.",
                    "GETUSER <username>",
                    "    Tell about a user.",
                    "GENPASS [<bits>]",
                    "    Make a password up, of 256 bits or as many as asked for.",
                    "LIST",
                    "    Tell about all users, as an ACL file does.",
                    "LOAD",
                    "    Let the users be those of the ACL file.",
                    "LOG [<count> | RESET]",
                    "    Tell what was refused lately, or forget it.",
                    "SAVE",
                    "    Write the users to the ACL file.",
                    "SETUSER <username> <attribute> [<attribute> ...]",
                    "    Make a user or change one.",
                    "USERS",
                    "    Tell the names of all users.",
                    "WHOAMI",
                    "    Tell which user the connection is.");

    private final Users users;
    private final UserRules rules;
    private final SharedUsers shared;
    private final SecurityLog log;
    private final UserFile file;
    private final UserDistribution distribution;

    public AclCommands(
            Users users,
            UserRules rules,
            SharedUsers shared,
            SecurityLog log,
            UserFile file,
            UserDistribution distribution) {
        this.users = users;
        this.rules = rules;
        this.shared = shared;
        this.log = log;
        this.file = file;
        this.distribution = distribution;
    }

    public void register(CommandTable table) {
        table.container(
                command("acl", -2)
                        .group(CommandGroup.SERVER)
                        .since("6.0.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about users and their rights."));
        registerReports(table);
        registerChanges(table);
        registerRest(table);
    }

    private void registerReports(CommandTable table) {
        AclCategories categories = new AclCategories(table);
        UserReports reports = new UserReports(users, table);
        table.onSession(
                acl("cat", -2, "O(1) since the categories and commands are a fixed set.")
                        .summary("Tells the categories of commands, or the commands of one.")
                        .arguments(Argument.string("category").asOptional()),
                categories::cat);
        table.onSession(
                admin("dryrun", -4, "O(1).", "7.0.0")
                        .summary("Tells whether a user might run a command.")
                        .arguments(
                                Argument.string("username"),
                                Argument.string("command"),
                                Argument.string("arg").asOptional().repeated()),
                reports::dryRun);
        table.onSession(
                admin(
                                "getuser",
                                3,
                                "O(N). Where N is the number of password, command and pattern rules"
                                        + " that the user has.",
                                "6.0.0")
                        .summary("Tells about a user.")
                        .changed("6.2.0", "Tells patterns of channels.")
                        .changed("7.0.0", "Tells selectors, and patterns as rules.")
                        .arguments(Argument.string("username")),
                reports::getUser);
        table.onSession(
                admin("list", 2, OF_USERS, "6.0.0")
                        .summary("Tells about all users, as an ACL file does."),
                reports::list);
        table.onSession(
                admin("users", 2, OF_USERS, "6.0.0").summary("Tells the names of all users."),
                reports::names);
        table.onSession(
                acl("whoami", 2, "O(1)").summary("Tells which user the connection is."),
                (call, reply) -> reply.bulk(call.client().user().name()));
    }

    private void registerChanges(CommandTable table) {
        UserChanges changes = new UserChanges(users, rules, shared, distribution, file);
        table.onGrid(
                admin("deluser", -3, "O(1) amortized time considering the typical user.", "6.0.0")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Deletes users and closes their connections.")
                        .arguments(Argument.string("username").repeated()),
                changes::delete);
        table.onGrid(
                admin("load", 2, OF_USERS, "6.0.0")
                        .summary("Lets the users be those of the ACL file."),
                call -> changes.load());
        table.onGrid(
                admin("setuser", -3, "O(N). Where N is the number of rules provided.", "6.0.0")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Makes a user or changes one.")
                        .changed("6.2.0", "Takes patterns of channels.")
                        .changed("7.0.0", "Takes selectors, and rights of keys.")
                        .arguments(
                                Argument.string("username"),
                                Argument.string("rule").asOptional().repeated()),
                changes::set);
        table.onSession(
                admin("save", 2, OF_USERS, "6.0.0")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Writes the users to the ACL file."),
                (call, reply) -> {
                    file.write(AclFile.write(users.all()));
                    reply.ok();
                });
    }

    private void registerRest(CommandTable table) {
        table.onSession(
                acl("genpass", -2, "O(1)")
                        .summary("Makes a password up.")
                        .arguments(Argument.integer("bits").asOptional()),
                new PasswordGeneration()::run);
        table.onSession(
                admin("log", -2, "O(N) with N being the number of entries shown.", "6.0.0")
                        .summary("Tells what was refused lately.")
                        .changed("7.2.0", "Tells ids and times of entries.")
                        .arguments(
                                Argument.oneOf(
                                                "operation",
                                                Argument.integer("count"),
                                                Argument.token("reset", "RESET"))
                                        .asOptional()),
                new SecurityLogReport(log)::run);
        table.onSession(
                subcommand("acl", "help", 2)
                        .group(CommandGroup.SERVER)
                        .since("6.0.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .summary("Tells the subcommands of ACL."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private static final String OF_USERS = "O(N). Where N is the number of configured users.";

    private static CommandSpec.Builder admin(
            String name, int arity, String complexity, String since) {
        return acl(name, arity, complexity).since(since).flags(CommandFlag.ADMIN);
    }

    private static CommandSpec.Builder acl(String name, int arity, String complexity) {
        return subcommand("acl", name, arity)
                .group(CommandGroup.SERVER)
                .since("6.0.0")
                .complexity(complexity)
                .flags(CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
    }
}
