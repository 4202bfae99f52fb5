package io.gridscript.command.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.acl.Denial;
import io.gridscript.acl.Refusal;
import io.gridscript.acl.User;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.spec.ChannelSpec;
import io.gridscript.spec.CommandSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclCommandsTest {

    private final AclTester tester = new AclTester();

    /** Rules as Redis 8 keeps them: in their order, without those that a later one makes void. */
    @ParameterizedTest
    @CsvSource({
        "'', -@all",
        "+@all, +@all",
        "+GET, -@all +get",
        "+@all -get -set +get, +@all -set +get",
        "+@HASH -@hash +@hash, -@all +@hash",
        "+hget -hset +hset -hget, -@all +hset -hget",
        "+@hash +@slow +@set +@set +@slow +@hash, -@all +@set +@slow +@hash",
        "+client|id +client|getname +client, -@all +client",
        "+client +client|id -client|setname +client, -@all +client",
        "+client -client|id, -@all +client -client|id",
        "+select|0 +SELECT|0 +select|1, -@all +select|0 +select|1",
        "+select|0 +select, -@all +select",
        "+ttl|X +get, -@all +ttl|x +get",
        "+get -@all, -@all",
        "+get +@all -@hash allcommands, +@all",
        "-@dangerous, -@all -@dangerous",
        "+@all nocommands +get, -@all +get",
    })
    void commandRulesAreKeptAsRedisKeepsThem(String rules, String kept) {
        tester.send("ACL SETUSER u " + rules);
        assertEquals(kept, commands("u"));
    }

    private String commands(String name) {
        return tester.users.find(name).user().rights().root().commandsText();
    }

    @Test
    void aUserIsMadeWithoutAnyRights() {
        tester.send("ACL SETUSER u");
        assertEquals(
                "[\"user default on nopass sanitize-payload ~* &* +@all\","
                        + " \"user u off sanitize-payload resetchannels -@all\"]",
                tester.send("ACL LIST"));
        assertEquals(
                "WRONGPASS invalid username-password pair or user is disabled.",
                ((RespReader.Failure) tester.connection.run("AUTH", "u", "")).text());
    }

    @Test
    void resetMakesAUserAsNew() {
        tester.send("ACL SETUSER u");
        String asNew = tester.send("ACL GETUSER u");
        tester.send("ACL SETUSER u on >a ~* &* +@all skip-sanitize-payload (+get)");
        tester.send("ACL SETUSER u reset");
        assertEquals(asNew, tester.send("ACL GETUSER u"));
    }

    @Test
    void oneWrongRuleAndNothingIsChanged() {
        tester.send("ACL SETUSER u +get");
        assertTrue(
                tester.send("ACL SETUSER u +set +nosuch")
                        .contains(
                                "ERR Error in ACL SETUSER modifier '+nosuch': Unknown command or"
                                        + " category name in ACL"));
        assertEquals("-@all +get", commands("u"));
    }

    /** Redis ends at it; what it would tell of such a pattern makes no sense. */
    @Test
    void aKeyPatternWithoutRightsIsRefused() {
        assertTrue(tester.send("ACL SETUSER u %").contains("'%': Syntax error"));
        assertTrue(tester.send("ACL SETUSER u %~a").contains("'%~a': Syntax error"));
    }

    @Test
    void aFirstArgumentWithBlanksIsRefused() {
        assertTrue(tester.text("ACL", "SETUSER", "u", "+select|0 1").contains("Syntax error"));
    }

    @Test
    void everySelectorCountsByItself() {
        tester.send("ACL SETUSER u (+get ~a) (+set ~b)");
        assertEquals("+OK", tester.send("ACL DRYRUN u get a"));
        assertEquals("+OK", tester.send("ACL DRYRUN u set b 1"));
        assertEquals(
                "\"User u has no permissions to access the 'b' key\"",
                tester.send("ACL DRYRUN u get b"));
        assertEquals(
                "\"User u has no permissions to run the 'del' command\"",
                tester.send("ACL DRYRUN u del a"));
    }

    @Test
    void keysAreReadOrWrittenAsTheirCommandUsesThem() {
        tester.send("ACL SETUSER u +@all %R~r* %W~w* ~a*");
        assertEquals("+OK", tester.send("ACL DRYRUN u copy r1 w1"));
        assertEquals("+OK", tester.send("ACL DRYRUN u set w1 v"));
        assertEquals("+OK", tester.send("ACL DRYRUN u set a1 v get"));
        assertEquals(
                "\"User u has no permissions to access the 'w1' key\"",
                tester.send("ACL DRYRUN u set w1 v get"));
        // What is renamed is read, too.
        assertEquals(
                "\"User u has no permissions to access the 'w1' key\"",
                tester.send("ACL DRYRUN u rename w1 w2"));
    }

    /** As SORT asks for BY and GET. */
    @Test
    void everyKeyIsReadableOnlyWhereOneSelectorSaysSo() {
        assertFalse(mayReadEveryKey("+get ~k", "(+set ~*)"));
        assertFalse(mayReadEveryKey("+get ~k ~v*"));
        assertFalse(mayReadEveryKey("+get ~k %W~*"));
        assertTrue(mayReadEveryKey("+get ~k %R~*"));
        assertTrue(mayReadEveryKey("(+get ~*)"));
        assertTrue(mayReadEveryKey("(+get ~k)", "(+get ~*)"));
    }

    private boolean mayReadEveryKey(String... rules) {
        tester.send("ACL SETUSER u reset " + String.join(" ", rules));
        byte[][] request = {Ascii.bytes("get"), Ascii.bytes("k")};
        CommandSpec get = tester.connection.table().find(request[0]).spec();
        return tester.users.find("u").user().mayReadEveryKey(get, request);
    }

    @Test
    void channelsAreMatchedAndPatternsOfChannelsAreCompared() {
        tester.send("ACL SETUSER u +@all &news.* &sport");
        User user = tester.users.find("u").user();
        assertEquals(null, check(user, "publish", "news.a", "x*"));
        assertEquals("sports", check(user, "publish", "sports", "x").subject());
        assertEquals(null, check(user, "subscribe", "news.a", "sport"));
        assertEquals("x", check(user, "ssubscribe", "news.a", "x").subject());
        assertEquals(null, check(user, "psubscribe", "news.*"));
        assertEquals(
                new Refusal(Refusal.Kind.CHANNEL, "news.a*", 2),
                check(user, "psubscribe", "news.*", "news.a*"));
        assertEquals(null, check(user, "unsubscribe", "x"));
        tester.send("ACL SETUSER u allchannels");
        assertEquals(null, check(tester.users.find("u").user(), "psubscribe", "*"));
    }

    private static Refusal check(User user, String name, String... words) {
        byte[][] request = new byte[words.length + 1][];
        request[0] = Ascii.bytes(name);
        for (int i = 0; i < words.length; i++) {
            request[i + 1] = Ascii.bytes(words[i]);
        }
        ChannelSpec channels =
                switch (name) {
                    case "publish" -> ChannelSpec.published(1);
                    case "unsubscribe" -> ChannelSpec.unsubscribed(false);
                    default -> ChannelSpec.subscribed(name.equals("psubscribe"));
                };
        return user.check(CommandSpec.command(name, -1).channels(channels).build(), request);
    }

    @Test
    void whoeverMayHearFewerChannelsIsTold() {
        tester.send("ACL SETUSER u &a &b");
        User former = tester.users.find("u").user();
        tester.send("ACL SETUSER u &c");
        User more = tester.users.find("u").user();
        tester.send("ACL SETUSER u resetchannels &a &c (&d)");
        User fewer = tester.users.find("u").user();
        assertEquals(null, more.rights().channelsIfFewerThan(former.rights()));
        assertEquals(
                List.of("a", "c", "d"),
                fewer.rights().channelsIfFewerThan(more.rights()).patterns());
        assertEquals(null, User.DEFAULT.rights().channelsIfFewerThan(more.rights()));
        assertEquals(
                List.of("a", "b"),
                former.rights().channelsIfFewerThan(User.DEFAULT.rights()).patterns());
    }

    @Test
    void aWrongPasswordIsNoted() {
        tester.send("ACL SETUSER u on >right");
        tester.send("auTH u wrong");
        tester.send("HELLO 3 AUTH nobody x");
        tester.send("AUTH u right");
        assertEquals(
                List.of(
                        new Denial(Denial.Reason.AUTH, Denial.Context.TOPLEVEL, "auTH", "u"),
                        new Denial(Denial.Reason.AUTH, Denial.Context.TOPLEVEL, "HELLO", "nobody")),
                tester.connection.connection().denials());
        assertEquals("\"u\"", tester.send("ACL WHOAMI"));
    }
}
