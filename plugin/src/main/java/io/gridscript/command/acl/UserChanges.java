package io.gridscript.command.acl;

import io.gridscript.acl.Account;
import io.gridscript.acl.AclFile;
import io.gridscript.acl.SharedUsers;
import io.gridscript.acl.User;
import io.gridscript.acl.UserRules;
import io.gridscript.acl.Users;
import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * ACL SETUSER, DELUSER and LOAD: they hold on every member when they are answered. What somebody
 * else changes at the same time isn't lost: whoever comes second begins anew.
 */
final class UserChanges {

    private static final ErrorReply BLANKS_IN_NAME =
            ErrorReply.err("Usernames can't contain spaces or null characters");
    private static final ErrorReply DEFAULT_STAYS =
            ErrorReply.err("The 'default' user cannot be removed");
    private static final ErrorReply TOO_MANY_CHANGES =
            ErrorReply.err("others keep changing these users: try again");

    private static final int TRIES = 500;

    /** Until what somebody else has changed is here, too. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, Runnable::run);

    private final Users users;
    private final UserRules rules;
    private final SharedUsers shared;
    private final UserDistribution distribution;
    private final UserFile file;

    UserChanges(
            Users users,
            UserRules rules,
            SharedUsers shared,
            UserDistribution distribution,
            UserFile file) {
        this.users = users;
        this.rules = rules;
        this.shared = shared;
        this.distribution = distribution;
        this.file = file;
    }

    /**
     * What is to be changed.
     *
     * @param expected the entries that it was made from
     */
    private record Change(Map<String, String> entries, Map<String, String> expected, Reply reply) {}

    CompletionStage<Reply> set(CommandCall call) {
        String name = Ascii.string(call.argument(2));
        if (UserRules.hasBlanks(name)) {
            throw BLANKS_IN_NAME;
        }
        List<String> words = words(call, 3);
        return change(() -> setting(name, words), TRIES);
    }

    private Change setting(String name, List<String> words) {
        Map<String, String> expected = shared.present(List.of(name));
        Account account = users.find(name);
        User present = account == null ? rules.newUser(name) : account.user();
        User changed = rules.apply(present, words);
        return new Change(SharedUsers.entries(List.of(changed), List.of()), expected, Reply.OK);
    }

    CompletionStage<Reply> delete(CommandCall call) {
        Set<String> names = new LinkedHashSet<>(words(call, 2));
        if (names.contains(User.DEFAULT_NAME)) {
            throw DEFAULT_STAYS;
        }
        return change(() -> deleting(names), TRIES);
    }

    private Change deleting(Set<String> names) {
        Map<String, String> expected = shared.present(names);
        List<String> present = names.stream().filter(name -> users.find(name) != null).toList();
        expected.keySet().retainAll(SharedUsers.entries(List.of(), present).keySet());
        return new Change(
                SharedUsers.entries(List.of(), present),
                expected,
                reply -> reply.integer(present.size()));
    }

    CompletionStage<Reply> load() {
        List<User> loaded = AclFile.read(rules, file.name(), file.read());
        return change(
                () -> new Change(SharedUsers.entries(loaded, missing(loaded)), Map.of(), Reply.OK),
                TRIES);
    }

    private List<String> missing(List<User> loaded) {
        Set<String> names = new LinkedHashSet<>();
        users.all().forEach(user -> names.add(user.name()));
        loaded.forEach(user -> names.remove(user.name()));
        return new ArrayList<>(names);
    }

    private CompletionStage<Reply> change(Supplier<Change> made, int tries) {
        Change change = made.get();
        if (change.entries.isEmpty()) {
            return CompletableFuture.completedFuture(change.reply);
        }
        return distribution
                .toAll(change.entries, change.expected)
                .thenCompose(
                        isDone ->
                                isDone
                                        ? CompletableFuture.completedFuture(change.reply)
                                        : again(made, tries - 1));
    }

    private CompletionStage<Reply> again(Supplier<Change> made, int tries) {
        if (tries == 0) {
            return CompletableFuture.failedFuture(TOO_MANY_CHANGES);
        }
        return CompletableFuture.runAsync(() -> {}, SOON)
                .thenCompose(nothing -> change(made, tries));
    }

    private static List<String> words(CommandCall call, int from) {
        List<String> words = new ArrayList<>();
        for (int i = from; i < call.count(); i++) {
            words.add(Ascii.string(call.argument(i)));
        }
        return words;
    }
}
