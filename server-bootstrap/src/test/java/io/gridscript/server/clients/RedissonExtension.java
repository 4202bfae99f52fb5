package io.gridscript.server.clients;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** A server and a Redisson client of it; every test begins without data. */
final class RedissonExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final TestedServer server = new TestedServer();
    private RedissonClient client;

    RedissonClient client() {
        return client;
    }

    /** Another client, as of another process, which the caller shuts down. */
    RedissonClient another() {
        Config config = new Config().setCodec(StringCodec.INSTANCE);
        config.useSingleServer()
                .setAddress("redis://127.0.0.1:" + server.port())
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(8);
        return Redisson.create(config);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server.beforeAll(context);
        client = another();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        client.getKeys().flushall();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (client != null) {
            client.shutdown();
        }
        server.afterAll(context);
    }
}
