package io.gridscript.command.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.acl.AclFile;
import io.gridscript.acl.SharedUsers;
import io.gridscript.acl.User;
import io.gridscript.acl.UserRules;
import io.gridscript.acl.Users;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What members tell each other of a user makes the same user elsewhere. */
class SharedUsersTest {

    private final AclTester tester = new AclTester();
    private final UserRules rules = new UserRules(new TableSpecs(tester.connection.table()));
    private final Users elsewhere = new Users();
    private final SharedUsers shared = new SharedUsers(elsewhere, rules);

    private User arrived(String... words) {
        User user = rules.apply(rules.newUser("user"), List.of(words));
        shared.take(SharedUsers.entries(List.of(user), List.of()));
        User there = elsewhere.find("user").user();
        assertEquals(user.text(), there.text());
        return there;
    }

    @Test
    void aUserArrivesAsItIs() {
        arrived();
        arrived("on", "nopass", "skip-sanitize-payload");
        arrived("on", ">one", ">two", "~a*", "%R~b", "%W~c", "&news", "+@read", "-get");
        arrived("+@all", "-client|id", "+select|0", "(~a +get)", "()", "(+@all ~* &*)");
        arrived("(\"~it's)\" +get)", "~(", "&)");
    }

    /** They look the same, but another pattern can be added to one of them only. */
    @Test
    void thePatternForAllKeysIsNotAllKeys() {
        User user = arrived("%RW~*");
        assertEquals("~* %R~b", rules.apply(user, List.of("%R~b")).rights().root().keysText());
        user = arrived("%R~*", "%W~*");
        assertEquals("~* %R~b", rules.apply(user, List.of("%R~b")).rights().root().keysText());
    }

    @Test
    void aDeletedUserIsGoneAndTheDefaultUserNever() {
        arrived("on");
        var account = elsewhere.find("user");
        shared.take(SharedUsers.entries(List.of(), List.of("user", "default")));
        assertEquals(null, elsewhere.find("user"));
        assertTrue(account.isDeleted());
        assertFalse(account.user().enabled());
        assertEquals(User.DEFAULT, elsewhere.defaultUser());
    }

    @Test
    void whatIsPutIntoAnEntryIsExpectedLater() {
        arrived("on");
        User user = elsewhere.find("user").user();
        assertTrue(
                SharedUsers.entries(List.of(user), List.of("nobody"))
                        .entrySet()
                        .containsAll(shared.present(List.of("user", "nobody")).entrySet()));
        shared.take(SharedUsers.entries(List.of(), List.of("user")));
        assertEquals(Set.of(""), Set.copyOf(shared.present(List.of("user", "nobody")).values()));
    }

    /** Otherwise a member that starts would bring the users of its own file again. */
    @Test
    void thatUsersWereSharedIsKnownWhenAllAreDeleted() {
        assertFalse(shared.areAny());
        arrived("on");
        shared.take(SharedUsers.entries(List.of(), List.of("user")));
        assertTrue(shared.areAny());
        shared.forget();
        assertFalse(shared.areAny());
    }

    @Test
    void aFileMakesTheUsersThatItWasWrittenFrom() {
        tester.send("ACL SETUSER a on >pw ~x &y +@all -get (+get ~z)");
        tester.send("ACL SETUSER b +select|0");
        String text = AclFile.write(tester.users.all());
        assertEquals(text, AclFile.write(AclFile.read(rules, "file", text)));
        assertEquals(3, text.split("\n").length);
    }

    @Test
    void aFileWithoutTheDefaultUserHasItAsItBegins() {
        assertEquals(
                List.of("bob", "default"),
                AclFile.read(rules, "file", "\n user bob on \r\n\n").stream()
                        .map(User::name)
                        .toList());
    }
}
