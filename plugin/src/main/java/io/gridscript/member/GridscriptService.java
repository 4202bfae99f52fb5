package io.gridscript.member;

import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.internal.services.ManagedService;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.Properties;

/**
 * The Hazelcast service of this plugin. It is there wherever the jar is; the port opens only on
 * members that configure it, after they have started, and closes before they shut down.
 */
public final class GridscriptService implements ManagedService {

    /** The name under which Hazelcast knows the service. */
    public static final String SERVICE_NAME = "gridscript:service";

    private NodeEngine nodeEngine;
    private ILogger logger;
    private Assembly assembly;

    @Override
    public void init(NodeEngine engine, Properties unused) {
        nodeEngine = engine;
        logger = engine.getLogger(GridscriptService.class);
        assembly = Assembly.of(engine, MemberDirectives.fromProperties(properties(engine)));
        engine.getHazelcastInstance()
                .getLifecycleService()
                .addLifecycleListener(this::stateChanged);
    }

    /** The rooms of this member. */
    public Assembly assembly() {
        return assembly;
    }

    private static Properties properties(NodeEngine engine) {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(engine.getConfig().getProperties());
        return properties;
    }

    private void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case STARTED -> start();
            case SHUTTING_DOWN -> stop();
            default -> {}
        }
    }

    private void start() {
        if (assembly.isEnabled()) {
            logger.info("Ready to accept connections on " + assembly.open());
        }
    }

    private void stop() {
        assembly.close();
    }

    @Override
    public void reset() {
        // Called when a member leaves a split brain to join the larger side; its data stays there.
    }

    @Override
    public void shutdown(boolean terminate) {
        stop();
    }
}
