package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.server.CommandLine.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void noWordsStartAMemberOnItsOwn() {
        CommandLine commandLine = CommandLine.parse();
        assertEquals(Request.START, commandLine.request());
        assertEquals(Optional.empty(), commandLine.configFile());
        assertEquals(Optional.empty(), commandLine.memberPort());
        assertEquals(List.of(), commandLine.join());
        assertEquals(Map.of(), commandLine.directives());
    }

    @ParameterizedTest
    @CsvSource({"-h,HELP", "--help,HELP", "-v,VERSION", "--version,VERSION"})
    void firstWordMayAskForHelpOrTheVersion(String word, Request request) {
        assertEquals(request, CommandLine.parse(word, "--port", "1").request());
    }

    @Test
    void laterWordsDoNotAskForHelp() {
        assertThrows(UsageException.class, () -> CommandLine.parse("--port", "1", "--help"));
    }

    @Test
    void optionsThatAreNotOursAreDirectives() {
        assertEquals(
                Map.of("port", "7000", "lazyfree-lazy-user-flush", "yes"),
                directives("--port", "7000", "--lazyfree-lazy-user-flush", "yes"));
    }

    @Test
    void directiveNamesAreCaseInsensitive() {
        assertEquals(Map.of("requirepass", "SeCret"), directives("--RequirePass", "SeCret"));
    }

    @Test
    void wordsUpToTheNextOptionBelongToTheDirective() {
        assertEquals(
                Map.of("bind", "127.0.0.1 ::1", "port", "7000"),
                directives("--bind", "127.0.0.1", "::1", "--port", "7000"));
    }

    @Test
    void directiveAndValueMayBeOneWord() {
        assertEquals(
                Map.of("port", "7000", "save", "60 1 5 9"),
                directives("--port 7000", "--save 60 1", "5", "9"));
    }

    @Test
    void firstValueMayStartWithDashes() {
        assertEquals(
                Map.of("requirepass", "--secret", "port", "7000"),
                directives("--requirepass", "--secret", "--port", "7000"));
    }

    @Test
    void singleDashesAreValues() {
        assertEquals(Map.of("maxclients", "-1"), directives("--maxclients", "-1"));
    }

    @Test
    void emptyValueStaysAValue() {
        assertEquals(
                Map.of("save", "", "requirepass", ""),
                directives("--save", "", "--requirepass", ""));
    }

    @Test
    void saveWithoutAValueIsAnEmptySave() {
        assertEquals(Map.of("save", "", "port", "7000"), directives("--save", "--port", "7000"));
        assertEquals(Map.of("save", ""), directives("--save"));
    }

    @Test
    void lastOfSeveralEqualDirectivesCounts() {
        assertEquals(Map.of("port", "7001"), directives("--port", "7000", "--PORT", "7001"));
    }

    @Test
    void savePointsAddUpUntilAnEmptyOne() {
        assertEquals(
                Map.of("save", "900 1 300 10"),
                directives("--save", "900", "1", "--save", "300", "10"));
        assertEquals(
                Map.of("save", "60 5"),
                directives("--save", "900", "1", "--save", "", "--save", "60", "5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--member-port", "--join", "--config", "--no-such"})
    void optionWithoutAValueIsRefused(String option) {
        assertEquals(option + " needs a value", refusal(option));
    }

    @Test
    void wordsBeforeTheFirstOptionAreRefused() {
        assertTrue(refusal("redis.conf").contains("'redis.conf'"));
        assertTrue(refusal("-").contains("'-'"));
        assertTrue(refusal("--").contains("'--'"));
    }

    @Test
    void memberPortIsAPort() {
        assertEquals(Optional.of(5710), CommandLine.parse("--member-port", "5710").memberPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "x", "5701x", ""})
    void memberPortOutOfRangeIsRefused(String port) {
        assertEquals(
                "--member-port: '" + port + "' is no port (1 to 65535)",
                refusal("--member-port", port));
    }

    @Test
    void memberPortTakesOneValue() {
        assertEquals(
                "--member-port takes one value, not '1 2'", refusal("--member-port", "1", "2"));
    }

    @Test
    void joinTakesSeveralMembers() {
        List<String> three = List.of("127.0.0.1:5701", "grid.example:5702", "[::1]:5703");
        assertEquals(three, CommandLine.parse("--join", String.join(",", three)).join());
        assertEquals(
                three,
                CommandLine.parse("--join", three.get(0), three.get(1) + ", " + three.get(2))
                        .join());
        assertEquals(List.of("[::1]", "a"), CommandLine.parse("--join", "[::1],a").join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":5701", "a:5701,", "::1", "a:b:c", "[::1", "a b:,"})
    void joinOfSomethingElseIsRefused(String members) {
        assertTrue(refusal("--join", members).startsWith("--join"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a:x", "a:0", "a:65536"})
    void joinWithABadPortIsRefused(String member) {
        assertTrue(refusal("--join", member).contains("is no port"));
    }

    private static Map<String, String> directives(String... words) {
        return CommandLine.parse(words).directives();
    }

    private static String refusal(String... words) {
        return assertThrows(UsageException.class, () -> CommandLine.parse(words)).getMessage();
    }
}
