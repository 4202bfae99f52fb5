package io.gridscript.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsersTest {

    private static final byte[] DEFAULT = Ascii.bytes("default");
    private static final byte[] SECRET = Ascii.bytes("secret");
    private static final byte[] OTHER = Ascii.bytes("other");

    private final Users users = new Users();

    @Test
    void withoutPasswordNobodyNeedsToAuthenticate() {
        assertFalse(users.isAuthenticationRequired());
    }

    @Test
    void authWithAPasswordAloneIsRefusedWhereNoneIsConfigured() {
        ErrorReply error = assertThrows(ErrorReply.class, () -> users.authenticate(SECRET));
        assertEquals(
                "ERR AUTH <password> called without any password configured for the default user."
                        + " Are you sure your configuration is correct?",
                error.text());
    }

    @Test
    void anyPasswordIsRightForTheDefaultUserWithoutOne() {
        assertSame(users.defaultAccount(), users.authenticate(DEFAULT, OTHER));
    }

    @Test
    void aRequiredPasswordLetsInAndAnyOtherDoesNot() {
        users.requirePassword(SECRET);
        assertTrue(users.isAuthenticationRequired());
        assertSame(users.defaultAccount(), users.authenticate(SECRET));
        assertSame(users.defaultAccount(), users.authenticate(DEFAULT, SECRET));
        assertThrows(ErrorReply.class, () -> users.authenticate(OTHER));
    }

    @Test
    void anUnknownUserAndAWrongPasswordAnswerAlike() {
        users.requirePassword(SECRET);
        ErrorReply wrong = assertThrows(ErrorReply.class, () -> users.authenticate(DEFAULT, OTHER));
        ErrorReply unknown =
                assertThrows(ErrorReply.class, () -> users.authenticate(OTHER, SECRET));
        assertEquals("WRONGPASS invalid username-password pair or user is disabled.", wrong.text());
        assertEquals(wrong.text(), unknown.text());
    }

    @Test
    void anEmptyPasswordTakesTheRequirementAway() {
        users.requirePassword(SECRET);
        users.requirePassword(new byte[0]);
        assertFalse(users.isAuthenticationRequired());
    }

    @Test
    void aDisabledUserIsNotLetIn() {
        users.put(new User("default", false, true, false, List.of(), Rights.ALL));
        assertTrue(users.isAuthenticationRequired());
        assertThrows(ErrorReply.class, () -> users.authenticate(DEFAULT, SECRET));
    }

    @Test
    void aUserWithoutRightsMayOnlyRunWhatNeedsNoUser() {
        User user = new User("guest", true, true, false, List.of(), Rights.NONE);
        CommandSpec get = CommandSpec.command("get", 2).build();
        CommandSpec auth = CommandSpec.command("auth", -2).flags(CommandFlag.NO_AUTH).build();
        byte[][] request = {Ascii.bytes("GET"), Ascii.bytes("key")};
        assertEquals(
                "NOPERM User guest has no permissions to run the 'get' command",
                user.check(get, request).reply(user).text());
        assertNull(user.check(auth, request));
        assertNull(User.DEFAULT.check(get, request));
    }

    @Test
    void aUserTellsNothingOfItsPasswords() {
        users.requirePassword(SECRET);
        assertEquals("default", users.defaultUser().toString());
    }
}
