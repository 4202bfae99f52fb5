package io.gridscript.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import io.gridscript.member.RespClient;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A connection to a real redis-server and our side of it, which get the same commands and must give
 * the same replies. When they don't, the failure tells what was sent last.
 */
public final class BesideRedis implements AutoCloseable {

    private static final int COMMANDS_TOLD = 30;
    private static final int WORDS_TOLD = 12;

    /** Our side: runs a command and says what its reply is. */
    @FunctionalInterface
    public interface Ours {
        Value call(String... words) throws IOException;
    }

    /** Says how two replies must be alike, by assertions that bear the message. */
    @FunctionalInterface
    public interface Comparison {
        void compare(String[] words, Value theirs, Value ours, String message) throws IOException;
    }

    private final RedisOracle.Connection theirs;
    private final Ours ours;
    private final String context;
    private final Deque<String> last = new ArrayDeque<>();

    private BesideRedis(RedisOracle redis, Ours ours, String context) throws IOException {
        this.theirs = redis.connect();
        this.ours = ours;
        this.context = context;
        theirs.call("FLUSHALL");
    }

    /**
     * A redis-server without data and a tester, in that version of RESP. Commands of batches run
     * twice here, the first time taken back by their effects.
     *
     * @param context what a failure tells besides, such as the seed of random commands
     */
    public static BesideRedis of(
            RedisOracle redis, CommandTester tester, int protocol, String context)
            throws IOException {
        BesideRedis pair = new BesideRedis(redis, tester::runTwice, context);
        pair.theirs.call("HELLO", String.valueOf(protocol));
        tester.protocol(protocol);
        return pair;
    }

    /** A redis-server and a connection to a server of ours, both without data. */
    public static BesideRedis of(RedisOracle redis, RespClient client) throws IOException {
        client.call("FLUSHALL");
        return new BesideRedis(redis, client::call, "");
    }

    /** The connection to the redis-server, for what isn't compared. */
    public RedisOracle.Connection theirs() {
        return theirs;
    }

    /** Has both run a command, whatever they say. */
    public void both(String... words) throws IOException {
        theirs.call(words);
        ours.call(words);
    }

    /** Has both run a command, which have the same reply. */
    public void compare(String... words) throws IOException {
        compare(words, theirs.call(words), ours.call(words));
    }

    /** Has both run commands, sent to Redis at once. */
    public void compare(List<String[]> batch) throws IOException {
        compare(batch, BesideRedis::assertSame);
    }

    /** As {@link #compare(List)}, with replies that need not be equal to the byte. */
    public void compare(List<String[]> batch, Comparison comparison) throws IOException {
        compare(batch, ours, comparison);
    }

    /** As {@link #compare(List, Comparison)}, where our side needs more than to run a command. */
    public void compare(List<String[]> batch, Ours ours, Comparison comparison) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String[] words : batch) {
            bytes.writeBytes(RedisOracle.command(words));
        }
        theirs.send(bytes.toByteArray());
        for (String[] words : batch) {
            Value their = theirs.read();
            compare(words, their, ours.call(words), comparison);
        }
    }

    private void compare(String[] words, Value their, Value our) throws IOException {
        compare(words, their, our, BesideRedis::assertSame);
    }

    private void compare(String[] words, Value their, Value our, Comparison comparison)
            throws IOException {
        String told = told(words);
        last.add(told);
        if (last.size() > COMMANDS_TOLD) {
            last.remove();
        }
        try {
            comparison.compare(words, their, our, told);
        } catch (AssertionError different) {
            throw new AssertionError(
                    String.format(
                            "%s%n%s%nafter%n%s",
                            context, different.getMessage(), String.join("\n", last)),
                    different);
        }
    }

    /** The replies are equal to the byte. */
    public static void assertSame(String[] words, Value theirs, Value ours, String message) {
        assertEquals(theirs, ours, message);
    }

    private static String told(String[] words) {
        String told = Arrays.stream(words).limit(WORDS_TOLD).map(Bulk::new).toList().toString();
        return words.length > WORDS_TOLD ? told + " and more" : told;
    }

    @Override
    public void close() throws IOException {
        theirs.close();
    }
}
