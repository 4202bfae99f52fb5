package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands against writing stands against libraries, too, at the owner's port and elsewhere. */
@Timeout(120)
class RefusedLibrariesTest {

    private static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";
    private static final String NO_REPLICAS = "NOREPLICAS Not enough good replicas to write.";
    private static final String LIBRARY =
            "#!lua name=l\nredis.register_function('f', function() return 1 end)";

    @RegisterExtension static final OwnerAndBackup MEMBERS = new OwnerAndBackup();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatTakeMemoryAreRefusedWhenThereIsNone(boolean atOwner) throws IOException {
        try (RespClient client = MEMBERS.connect(atOwner)) {
            assertEquals(bulk("l"), client.call("FUNCTION", "LOAD", LIBRARY));
            client.call("SET", "kept", "value");
            client.call("CONFIG", "SET", "maxmemory-policy", "volatile-lru", "maxmemory", "1");
            assertEquals(error(OOM), client.call("FUNCTION", "LOAD", "REPLACE", LIBRARY));
            assertEquals(error(OOM), client.call("FUNCTION", "RESTORE", "payload"));
            assertEquals(status("OK"), client.call("FUNCTION", "DELETE", "l"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allChangesAreRefusedWithTooFewBackups(boolean atOwner) throws IOException {
        try (RespClient client = MEMBERS.connect(atOwner)) {
            client.call("CONFIG", "SET", "min-replicas-to-write", "1");
            assertEquals(bulk("l"), client.call("FUNCTION", "LOAD", LIBRARY));
            client.call("CONFIG", "SET", "min-replicas-to-write", "2");
            for (String[] change :
                    new String[][] {
                        {"FUNCTION", "LOAD", "REPLACE", LIBRARY},
                        {"FUNCTION", "RESTORE", "payload"},
                        {"FUNCTION", "DELETE", "l"},
                        {"FUNCTION", "FLUSH"},
                    }) {
                assertEquals(error(NO_REPLICAS), client.call(change), change[1]);
            }
        }
    }
}
