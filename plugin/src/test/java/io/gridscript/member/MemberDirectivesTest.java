package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.server.Directives.Assignment;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberDirectivesTest {

    private final MemberDirectives directives = withProperties();

    @Test
    void withoutPropertiesRedissDefaultsHold() {
        assertEquals(6379, directives.get(DirectiveTable.PORT));
        assertEquals(512L << 20, directives.get(DirectiveTable.PROTO_MAX_BULK_LEN));
        assertEquals("noeviction", directives.get(DirectiveTable.MAXMEMORY_POLICY));
        assertEquals(List.of("127.0.0.1", "-::1"), directives.get(DirectiveTable.BIND));
        assertFalse(directives.get(DirectiveTable.ENABLED));
    }

    @Test
    void propertiesSetDirectives() {
        MemberDirectives set =
                withProperties(
                        "gridscript.port", "7000",
                        "gridscript.enabled", "true",
                        "gridscript.lazyfree-lazy-user-flush", "YES",
                        "gridscript.lua-time-limit", "200",
                        "gridscript.maxmemory", "100mb",
                        "hazelcast.logging.type", "none");
        assertEquals(7000, set.get(DirectiveTable.PORT));
        assertTrue(set.get(DirectiveTable.ENABLED));
        assertTrue(set.get(DirectiveTable.LAZYFREE_LAZY_USER_FLUSH));
        assertEquals(200, set.get(DirectiveTable.BUSY_REPLY_THRESHOLD));
        assertEquals(100L << 20, set.get(DirectiveTable.MAXMEMORY));
    }

    /** As a member of another version may set what this one doesn't take. */
    @Test
    void whatIsImpossibleHereKeepsNothingElseThatAnotherMemberHasSet() {
        directives.take(
                Map.of(
                        "maxmemory", "1mb",
                        "maxmemory-policy", "nosuch",
                        "nosuch", "1",
                        "timeout", "7"));
        assertEquals(1 << 20, directives.get(DirectiveTable.MAXMEMORY));
        assertEquals("noeviction", directives.get(DirectiveTable.MAXMEMORY_POLICY));
        assertEquals(7, directives.get(DirectiveTable.TIMEOUT));
    }

    @Test
    void aPasswordFromAPropertyIsUtf8() {
        MemberDirectives set = withProperties("gridscript.requirepass", "ä");
        assertEquals("\u00c3\u00a4", set.get(DirectiveTable.REQUIREPASS));
    }

    @Test
    void anUnknownPropertyNamesTheNearestThatThereIs() {
        InvalidSetting error =
                assertThrows(InvalidSetting.class, () -> withProperties("gridscript.prot", "1"));
        assertEquals(
                "Unknown setting gridscript.prot; the nearest there is: gridscript.port",
                error.getMessage());
    }

    @Test
    void aBadPropertyIsOneClearLine() {
        InvalidSetting error =
                assertThrows(
                        InvalidSetting.class, () -> withProperties("gridscript.port", "70000"));
        assertEquals(
                "Invalid value '70000' for gridscript.port: argument must be between 0 and 65535"
                        + " inclusive",
                error.getMessage());
    }

    @Test
    void aConstantMayBeSetToTheValueItHasOnly() {
        withProperties("gridscript.appendonly", "no");
        InvalidSetting error =
                assertThrows(
                        InvalidSetting.class, () -> withProperties("gridscript.appendonly", "yes"));
        assertEquals(
                "Invalid value 'yes' for gridscript.appendonly: not supported by this server,"
                        + " always 'no'",
                error.getMessage());
        set("masterauth", "");
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'masterauth') - not supported"
                        + " by this server, always ''",
                refusal("masterauth", "secret"));
    }

    @Test
    void configShowsAliasesAndNothingThatIsNotRediss() {
        assertEquals("5000", directives.all().get("lua-time-limit"));
        assertEquals("5000", directives.all().get("busy-reply-threshold"));
        assertEquals("127.0.0.1 -::1", directives.all().get("bind"));
        assertEquals("no", directives.all().get("lazyfree-lazy-user-flush"));
        assertFalse(directives.all().containsKey("enabled"));
    }

    @Test
    void severalPairsAreSetTogether() {
        set("maxclients", "10", "LUA-time-limit", "7");
        assertEquals(10, directives.get(DirectiveTable.MAXCLIENTS));
        assertEquals(7, directives.get(DirectiveTable.BUSY_REPLY_THRESHOLD));
    }

    @Test
    void oneBadValueLeavesAllOthersUnset() {
        refusal("maxclients", "10", "timeout", "x");
        assertEquals(10000, directives.get(DirectiveTable.MAXCLIENTS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lazyfree-lazy-user-flush | maybe | argument must be 'yes' or 'no'",
                "timeout | -1 | argument must be between 0 and 2147483647 inclusive",
                "timeout | 01 | argument couldn't be parsed into an integer",
                "timeout | +1 | argument couldn't be parsed into an integer",
                "timeout | 99999999999999999999 | argument couldn't be parsed into an integer",
                "maxmemory | 5x | argument must be a memory value",
                "maxmemory | -1 | argument must be a memory value",
                "proto-max-bulk-len | 1k | argument must be between 1048576 and"
                        + " 9223372036854775807 inclusive",
                "hz | 20 | not supported by this server, always '10'",
                "enable-debug-command | maybe | can't set immutable config",
                "databases | 1 | can't set immutable config",
                "replicaof | host 1 | can't set immutable config",
                "port | 1 | Unable to listen on this port or address: it is fixed at start",
            })
    void aBadValueIsRefusedInRedissWords(String name, String value, String reason) {
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason,
                refusal(name, value));
    }

    @Test
    void anAddressMayBeSetToWhatItIs() {
        set("port", "6379", "bind", "127.0.0.1 -::1");
        assertEquals(6379, directives.get(DirectiveTable.PORT));
    }

    @Test
    void anUnknownDirectiveIsRefused() {
        assertEquals(
                "ERR Unknown option or number of arguments for CONFIG SET - 'No-Such'",
                refusal("timeout", "x", "No-Such", "1"));
        assertEquals(
                "ERR Unknown option or number of arguments for CONFIG SET - 'enabled'",
                refusal("enabled", "yes"));
    }

    @Test
    void theSameDirectiveTwiceIsRefused() {
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'Timeout') - duplicate"
                        + " parameter",
                refusal("timeout", "1", "Timeout", "2"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7b, 7",
        "2k, 2000",
        "2KB, 2048",
        "3m, 3000000",
        "3Mb, 3145728",
        "1g, 1000000000",
        "1gb, 1073741824",
        "'', 0"
    })
    void memoryHasUnits(String text, long bytes) {
        set("maxmemory", text);
        assertEquals(bytes, directives.get(DirectiveTable.MAXMEMORY));
    }

    @Test
    void aBindingIsToldTheValueNowAndEachOtherOne() throws DirectiveRefused {
        List<Long> told = new ArrayList<>();
        directives.bind(DirectiveTable.TIMEOUT, told::add);
        set("timeout", "5");
        set("timeout", "5");
        set("maxclients", "5");
        assertEquals(List.of(0L, 5L), told);
    }

    @Test
    void aRefusedApplicationRestoresWhatWasBefore() throws DirectiveRefused {
        List<Long> told = new ArrayList<>();
        directives.bind(DirectiveTable.TIMEOUT, told::add);
        directives.bind(
                DirectiveTable.MAXCLIENTS,
                value -> {
                    if (value == 3) {
                        throw new DirectiveRefused("not that");
                    }
                });
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'maxclients') - not that",
                refusal("timeout", "9", "maxclients", "3"));
        assertEquals(List.of(0L, 9L, 0L), told);
        assertEquals(0, directives.get(DirectiveTable.TIMEOUT));
        assertEquals(10000, directives.get(DirectiveTable.MAXCLIENTS));
    }

    private static MemberDirectives withProperties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return MemberDirectives.fromProperties(properties);
    }

    private void set(String... namesAndValues) {
        directives.set(assignments(namesAndValues)).toCompletableFuture().join();
    }

    private String refusal(String... namesAndValues) {
        CompletionException failure =
                assertThrows(CompletionException.class, () -> set(namesAndValues));
        return assertInstanceOf(ErrorReply.class, failure.getCause()).text();
    }

    private static List<Assignment> assignments(String... namesAndValues) {
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            assignments.add(new Assignment(namesAndValues[i], namesAndValues[i + 1]));
        }
        return assignments;
    }
}
