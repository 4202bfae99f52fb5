package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Replies and messages of pub/sub, compared with a redis-server of version 7.0. Where Redis goes by
 * its hash tables (several patterns of one connection that match, UNSUBSCRIBE of all), there is one
 * only. Each line is a request on one of three connections, of which the last publishes and the
 * others listen.
 */
class PubSubOracleTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    /** The connection's number, then the request. */
    private static final List<String> ONE_AFTER_THE_OTHER =
            List.of(
                    "2 PUBLISH news hello",
                    "2 PUBLISH news",
                    "2 SPUBLISH news hello",
                    "2 SPUBLISH news a b",
                    "0 SUBSCRIBE",
                    "0 UNSUBSCRIBE",
                    "0 PUNSUBSCRIBE",
                    "0 SUNSUBSCRIBE",
                    "0 UNSUBSCRIBE a b",
                    "0 PING",
                    "0 SUBSCRIBE news",
                    "0 PING",
                    "0 PING x",
                    "0 PING x y",
                    "0 SUBSCRIBE news other news",
                    "0 PSUBSCRIBE n* o?h*r h[ae]llo",
                    "0 SSUBSCRIBE news",
                    "0 SSUBSCRIBE s1 s2",
                    "1 SUBSCRIBE news",
                    "1 PSUBSCRIBE *",
                    "2 PUBLISH news 1",
                    "2 PUBLISH hallo 2",
                    "2 PUBLISH none 3",
                    "2 PUBLISH other four",
                    "2 SPUBLISH news 5",
                    "2 SPUBLISH other 6",
                    "2 PUBSUB NUMPAT",
                    "2 PUBSUB NUMSUB",
                    "2 PUBSUB NUMSUB news other none news",
                    "2 PUBSUB SHARDNUMSUB news other",
                    "2 PUBSUB CHANNELS o*",
                    "2 PUBSUB CHANNELS nothing",
                    "2 PUBSUB SHARDCHANNELS n*",
                    "2 PUBSUB CHANNELS a b",
                    "2 PUBSUB SHARDCHANNELS a b",
                    "2 PUBSUB NUMPAT a",
                    "2 PUBSUB",
                    "2 PUBSUB odd",
                    "2 EVAL return{redis.call('PUBLISH','news','7'),redis.call('SPUBLISH','s1','8')} 0",
                    "2 EVAL return(redis.call('PUBSUB','NUMSUB','news')) 0",
                    "2 EVAL return(redis.pcall('SUBSCRIBE','news')) 0",
                    "2 EVAL_RO return(redis.pcall('PUBLISH','news','x')) 0",
                    "2 MULTI",
                    "2 PUBLISH news 9",
                    "2 SET k v",
                    "2 SPUBLISH news 10",
                    "2 PUBLISH news",
                    "2 EXEC",
                    "2 MULTI",
                    "2 PUBLISH news 9",
                    "2 SET k v",
                    "2 SPUBLISH news 10",
                    "2 PUBSUB NUMPAT",
                    "2 EXEC",
                    "0 UNSUBSCRIBE news none",
                    "2 PUBLISH news 11",
                    "0 PUNSUBSCRIBE n*",
                    "2 PUBLISH news 12",
                    "0 SUNSUBSCRIBE s1",
                    "2 SPUBLISH s1 13",
                    "1 UNSUBSCRIBE",
                    "1 PUNSUBSCRIBE",
                    "1 PING",
                    "1 GET k",
                    "2 PUBLISH news 14",
                    "0 RESET",
                    "0 PING",
                    "2 PUBLISH other 15",
                    "2 PUBSUB CHANNELS",
                    "1 MULTI",
                    "1 SUBSCRIBE in",
                    "1 PING",
                    "1 EXEC",
                    "2 PUBLISH in 16",
                    "1 UNSUBSCRIBE in");

    private static final List<String> IN_RESP2 =
            List.of(
                    "0 SUBSCRIBE a",
                    "0 GET k",
                    "0 PUBLISH a b",
                    "0 CONFIG GET port",
                    "0 MULTI",
                    "0 odd",
                    "0 GET",
                    "0 SUBSCRIBE",
                    "0 HELLO 3",
                    "0 UNSUBSCRIBE a",
                    "0 GET k",
                    "0 SSUBSCRIBE a",
                    "0 EVAL x 0",
                    "0 PING",
                    "0 SUNSUBSCRIBE",
                    "0 PSUBSCRIBE a*",
                    "0 RESET",
                    "0 GET k");

    private static final List<String> IN_RESP3 =
            List.of(
                    "0 SUBSCRIBE a",
                    "0 SET k v",
                    "0 GET k",
                    "0 PING",
                    "0 CLIENT REPLY SKIP",
                    "0 SUBSCRIBE b",
                    "0 CLIENT REPLY SKIP",
                    "0 PSUBSCRIBE b*",
                    "0 PING",
                    "0 CLIENT REPLY OFF",
                    "0 SSUBSCRIBE c",
                    "2 PUBLISH b x",
                    "2 SPUBLISH c x",
                    "0 PING",
                    "0 UNSUBSCRIBE b",
                    "0 UNSUBSCRIBE",
                    "0 CLIENT REPLY ON",
                    "0 PUNSUBSCRIBE",
                    "0 SUNSUBSCRIBE");

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 3", "3, 2", "3, 3"})
    void repliesAndMessagesAreThoseOfRedis(int listeners, int publisher) throws IOException {
        compare(ONE_AFTER_THE_OTHER, listeners, publisher);
    }

    @ParameterizedTest
    @CsvSource({"2, 2"})
    void listenerInResp2MayDoLittleElse(int listeners, int publisher) throws IOException {
        compare(IN_RESP2, listeners, publisher);
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "3, 3"})
    void listenerInResp3MayDoAnything(int listeners, int publisher) throws IOException {
        compare(IN_RESP3, listeners, publisher);
    }

    private static void compare(List<String> lines, int listeners, int publisher)
            throws IOException {
        assertEquals(
                transcript(REDIS.port(), lines, listeners, publisher),
                transcript(MEMBER.port(), lines, listeners, publisher));
    }

    /** All that connections get, request by request. */
    private static String transcript(int port, List<String> lines, int listeners, int publisher)
            throws IOException {
        StringBuilder transcript = new StringBuilder();
        try (RespClient first = new RespClient(port);
                RespClient second = new RespClient(port);
                RespClient third = new RespClient(port)) {
            List<RespClient> clients = List.of(first, second, third);
            first.call("HELLO", String.valueOf(listeners));
            second.call("HELLO", String.valueOf(listeners));
            third.call("HELLO", String.valueOf(publisher));
            boolean queuing = false;
            for (String line : lines) {
                RespClient asking = clients.get(line.charAt(0) - '0');
                String request = line.substring(2);
                asking.send(request.split(" "));
                queuing = request.equals("MULTI") || queuing && !request.equals("EXEC");
                transcript.append(line).append('\n');
                // Its reply is there when all is on its way that the request brings.
                if (queuing) {
                    transcript.append("   ").append(asking.read()).append('\n');
                } else if (!request.endsWith("SKIP")) {
                    transcript.append("   ").append(untilNow(asking)).append('\n');
                }
                for (RespClient each : clients) {
                    if (each != asking) {
                        transcript.append("   ").append(untilNow(each)).append('\n');
                    }
                }
            }
        }
        return transcript.toString();
    }

    /** Asks for something that is answered in every state of a connection, and reads up to that. */
    private static List<Value> untilNow(RespClient client) throws IOException {
        client.send("UNSUBSCRIBE", "until now");
        List<Value> values = new ArrayList<>();
        do {
            values.add(client.read());
        } while (!values.get(values.size() - 1).toString().contains("until now"));
        return values;
    }
}
