package io.gridscript.command.acl;

import io.gridscript.acl.Account;
import io.gridscript.acl.AclFile;
import io.gridscript.acl.Password;
import io.gridscript.acl.Refusal;
import io.gridscript.acl.Selector;
import io.gridscript.acl.User;
import io.gridscript.acl.Users;
import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.Arrays;
import java.util.List;

/** ACL GETUSER, LIST, USERS and DRYRUN. */
final class UserReports {

    private final Users users;
    private final CommandTable table;

    /**
     * @param table the commands that users may or may not run
     */
    UserReports(Users users, CommandTable table) {
        this.users = users;
        this.table = table;
    }

    void getUser(CommandCall call, ReplyWriter reply) {
        Account account = users.find(Ascii.string(call.argument(2)));
        if (account == null) {
            reply.nil();
        } else {
            write(account.user(), reply);
        }
    }

    private static void write(User user, ReplyWriter reply) {
        reply.map(6);
        reply.bulk("flags");
        List<String> flags = user.flags();
        reply.set(flags.size());
        flags.forEach(reply::bulk);
        reply.bulk("passwords");
        reply.array(user.passwords().size());
        for (Password password : user.passwords()) {
            reply.bulk(password.hex());
        }
        write(user.rights().root(), reply);
        reply.bulk("selectors");
        List<Selector> others = user.rights().others();
        reply.array(others.size());
        for (Selector selector : others) {
            reply.map(3);
            write(selector, reply);
        }
    }

    private static void write(Selector selector, ReplyWriter reply) {
        reply.bulk("commands");
        reply.bulk(selector.commandsText());
        reply.bulk("keys");
        reply.bulk(selector.keysText());
        reply.bulk("channels");
        reply.bulk(selector.channelsText());
    }

    void list(CommandCall call, ReplyWriter reply) {
        List<User> all = users.all();
        reply.array(all.size());
        all.forEach(user -> reply.bulk(AclFile.line(user)));
    }

    void names(CommandCall call, ReplyWriter reply) {
        List<User> all = users.all();
        reply.array(all.size());
        all.forEach(user -> reply.bulk(user.name()));
    }

    void dryRun(CommandCall call, ReplyWriter reply) {
        String name = Ascii.string(call.argument(2));
        Account account = users.find(name);
        if (account == null) {
            throw ErrorReply.err("User '" + name + "' not found");
        }
        byte[][] request = Arrays.copyOfRange(call.arguments(), 3, call.count());
        Command command = table.resolve(request);
        if (command == null) {
            throw ErrorReply.err("Command '" + Ascii.string(request[0]) + "' not found");
        }
        if (!command.spec().accepts(request.length)) {
            throw CommandTable.wrongNumberOfArguments(command.spec());
        }
        User user = account.user();
        Refusal refusal = user.check(command.spec(), request);
        if (refusal == null) {
            reply.ok();
        } else {
            reply.bulk(refusal.fullSentence(user));
        }
    }
}
