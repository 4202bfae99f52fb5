package io.gridscript.server.clients;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** BullMQ, unmodified: the tests are in the script. */
class BullmqIT {

    @RegisterExtension static final TestedServer SERVER = new TestedServer();

    @Test
    void jobsAreDone() throws Exception {
        NodeClients.run("bullmq.mjs", SERVER.port());
    }
}
