package io.gridscript.member;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two members, of which one owns the keyspace and the other has its backup, as long as the test
 * class lives: for a static {@code @RegisterExtension}. After each test the limits of memory and
 * backups are lifted and all data and libraries are gone.
 */
final class OwnerAndBackup implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private RunningMember owner;
    private RunningMember backup;

    @Override
    public void beforeAll(ExtensionContext context) {
        owner = new RunningMember().joinable().start();
        backup = new RunningMember().joining(owner).start();
        awaitBackup();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try (RespClient client = connect(true)) {
            client.call("CONFIG", "SET", "maxmemory", "0", "maxmemory-policy", "noeviction");
            client.call("CONFIG", "SET", "min-replicas-to-write", "0");
            client.call("FUNCTION", "FLUSH");
            client.call("FLUSHALL");
            client.call("CONFIG", "RESETSTAT");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        backup.close();
        owner.close();
    }

    /** Waits until both have the same data. */
    void awaitBackup() {
        SeveralMembersTest.awaitBackup(owner, backup);
    }

    /** A connection to the owner's port, or to the other's. */
    RespClient connect(boolean toOwner) throws IOException {
        return (toOwner ? owner : backup).connect();
    }
}
