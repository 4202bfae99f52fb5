package io.gridscript.grid;

import com.hazelcast.client.impl.ClientEngine;
import com.hazelcast.client.impl.ClientEngineImpl;
import com.hazelcast.client.impl.clientside.HazelcastClientInstanceImpl;
import com.hazelcast.client.impl.clientside.HazelcastClientProxy;
import com.hazelcast.client.impl.protocol.ClientExceptionFactory;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BiFunction;

/**
 * Lets an error of this plugin reach Hazelcast clients as what it is: to them, every class that
 * both sides haven't registered is an UndefinedErrorCodeException. Hazelcast's Jet does it the same
 * way.
 */
public final class ClientErrors {

    /** Hazelcast leaves the codes from 1000 on to others. */
    private static final int CODE = 63790;

    private static final Set<ClientExceptionFactory> KNOWN_TO =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private ClientErrors() {}

    /** Makes an error known to a member. */
    public static <E extends Throwable> void register(
            NodeEngine member, Class<E> error, BiFunction<String, Throwable, E> maker) {
        ClientEngine clients = member.getService(ClientEngineImpl.SERVICE_NAME);
        register(clients.getExceptionFactory(), error, maker);
    }

    /** Makes an error known to the client that writes something there, if it is one. */
    public static <E extends Throwable> void register(
            ObjectDataOutput out, Class<E> error, BiFunction<String, Throwable, E> maker) {
        Instance writer = new Instance();
        ((SerializationServiceSupport) out)
                .getSerializationService()
                .getManagedContext()
                .initialize(writer);
        if (writer.instance instanceof HazelcastClientProxy proxy) {
            register(proxy.client.getClientExceptionFactory(), error, maker);
        } else if (writer.instance instanceof HazelcastClientInstanceImpl client) {
            register(client.getClientExceptionFactory(), error, maker);
        }
    }

    private static <E extends Throwable> void register(
            ClientExceptionFactory factory,
            Class<E> error,
            BiFunction<String, Throwable, E> maker) {
        if (factory != null && KNOWN_TO.add(factory)) {
            factory.register(CODE, error, maker::apply);
        }
    }

    /** Is told by Hazelcast whose it is. */
    private static final class Instance implements HazelcastInstanceAware {
        private HazelcastInstance instance;

        @Override
        public void setHazelcastInstance(HazelcastInstance owner) {
            instance = owner;
        }
    }
}
