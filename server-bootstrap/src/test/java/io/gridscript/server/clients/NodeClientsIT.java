package io.gridscript.server.clients;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of Node.js, unmodified: the tests are in the scripts. */
class NodeClientsIT {

    @RegisterExtension static final TestedServer SERVER = new TestedServer();

    @ParameterizedTest
    @ValueSource(strings = {"ioredis.mjs", "node-redis.mjs"})
    void testsOfTheClientPass(String script) throws Exception {
        NodeClients.run(script, SERVER.port());
    }
}
