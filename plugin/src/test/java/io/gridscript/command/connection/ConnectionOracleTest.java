package io.gridscript.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.acl.Users;
import io.gridscript.command.ConnectionTester;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replies and errors of connection commands, compared with a redis-server of version 7.0. */
class ConnectionOracleTest {

    /** Words with single spaces between them; an underscore stands for an empty word. */
    private static final List<String> REQUESTS =
            List.of(
                    "PING",
                    "ping hello",
                    "PING a b",
                    "ECHO",
                    "ECHO x",
                    "ECHO x y",
                    "SELECT 0",
                    "SELECT 15",
                    "SELECT 16",
                    "SELECT -1",
                    "SELECT x",
                    "SELECT 01",
                    "SELECT 2147483648",
                    "SELECT 9223372036854775808",
                    "AUTH",
                    "AUTH x",
                    "AUTH default x",
                    "AUTH nobody x",
                    "AUTH a b c",
                    "HELLO x",
                    "HELLO 1",
                    "HELLO 4",
                    "HELLO 2 AUTH",
                    "HELLO 2 AUTH a",
                    "HELLO 2 SETNAME",
                    "HELLO 2 Odd x",
                    "HELLO 2 AUTH nobody x",
                    "CLIENT",
                    "CLIENT ID x",
                    "CLIENT GETNAME",
                    "CLIENT GETNAME x",
                    "CLIENT SETNAME",
                    "CLIENT SETNAME me",
                    "CLIENT GETNAME",
                    "CLIENT SETNAME _",
                    "CLIENT GETNAME",
                    "CLIENT SETNAME a\nb",
                    "CLIENT LIST TYPE",
                    "CLIENT LIST TYPE odd",
                    "CLIENT LIST TYPE pubsub",
                    "CLIENT LIST TYPE master",
                    "CLIENT LIST TYPE replica",
                    "CLIENT LIST ID",
                    "CLIENT LIST ID x",
                    "CLIENT LIST ID 123456789",
                    "CLIENT LIST odd",
                    "CLIENT NO-EVICT",
                    "CLIENT NO-EVICT on",
                    "CLIENT NO-EVICT off",
                    "CLIENT NO-EVICT x",
                    "CLIENT REPLY on",
                    "CLIENT REPLY x",
                    "CLIENT Odd",
                    "CLIENT Odd x y",
                    "READONLY",
                    "READONLY x",
                    "READWRITE",
                    "ASKING",
                    "CLUSTER",
                    "CLUSTER INFO",
                    "CLUSTER SLOTS",
                    "CLUSTER KEYSLOT",
                    "CLUSTER KEYSLOT x",
                    "CLUSTER GETKEYSINSLOT x y",
                    "CLUSTER RESET hard",
                    "CLUSTER HELP",
                    "CLUSTER NOSUCH",
                    "RESET x",
                    "RESET");

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    @Test
    void repliesInResp2AreThoseOfRedis() throws IOException {
        compare(2);
    }

    @Test
    void repliesInResp3AreThoseOfRedis() throws IOException {
        compare(3);
    }

    private static void compare(int protocol) throws IOException {
        ConnectionTester tester = new ConnectionTester();
        tester.with(new ConnectionCommands(16)::register)
                .with(new AuthenticationCommands(new Users())::register)
                .with(ClusterCommands::register)
                .with(new ClientCommands(tester)::register);
        try (RedisOracle.Connection redis = REDIS.connect()) {
            redis.call("HELLO", String.valueOf(protocol));
            tester.bytes("HELLO", String.valueOf(protocol));
            for (String request : REQUESTS) {
                String[] words = request.split(" ");
                for (int i = 0; i < words.length; i++) {
                    words[i] = words[i].equals("_") ? "" : words[i];
                }
                String theirs = redis.call(words).toString();
                assertEquals(theirs, tester.run(words).toString(), request);
            }
        }
    }

    @Test
    void clientInfoHasTheFieldsOfRedisInItsOrderBeforeThoseOfItsOwn() throws IOException {
        ConnectionTester tester = new ConnectionTester();
        tester.with(new ClientCommands(tester)::register);
        try (RedisOracle.Connection redis = REDIS.connect()) {
            String theirs = fields(redis.call("CLIENT", "INFO").toString());
            String ours = fields(Ascii.string(tester.bytes("CLIENT", "INFO")));
            // 7.4 put "watch" behind "multi"; 7.2 and 8.0 put more at the end.
            assertEquals(
                    theirs.replace(" multi ", " multi watch "),
                    ours.substring(0, ours.indexOf(" lib-name")));
        }
    }

    private static String fields(String line) {
        String text = line.substring(line.indexOf("id="));
        return text.strip().replaceAll("=[^ ]*", "");
    }
}
