package io.gridscript.api;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstance;
import io.gridscript.member.RunningMember;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two members and a Hazelcast client, each seen through javax.cache. */
final class CacheCluster implements BeforeAllCallback, AfterAllCallback {

    private static final String MEMBERS = "com.hazelcast.cache.HazelcastMemberCachingProvider";
    private static final String CLIENTS =
            "com.hazelcast.client.cache.HazelcastClientCachingProvider";

    private RunningMember first;
    private RunningMember second;
    private HazelcastInstance client;
    private CacheManager ofMember;
    private CacheManager ofClient;

    RunningMember first() {
        return first;
    }

    RunningMember second() {
        return second;
    }

    HazelcastInstance client() {
        return client;
    }

    CacheManager ofMember() {
        return ofMember;
    }

    CacheManager ofClient() {
        return ofClient;
    }

    /** Waits until a script is in progress; the first member owns the keyspace. */
    void awaitRunningScript() {
        first.awaitRunningScripts(1);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        first = new RunningMember().joinable().start();
        second = new RunningMember().joining(first).start();
        second.awaitBalance(2);
        client = HazelcastClient.newHazelcastClient(clientConfig());
        ofMember = manager(MEMBERS, first.instance());
        ofClient = manager(CLIENTS, client);
    }

    /** How a client finds the members. */
    ClientConfig clientConfig() {
        Address address = first.instance().getCluster().getLocalMember().getAddress();
        ClientConfig config = new ClientConfig();
        config.getNetworkConfig().addAddress(address.getHost() + ":" + address.getPort());
        config.setProperty("hazelcast.logging.type", "jdk");
        return config;
    }

    private static CacheManager manager(String provider, HazelcastInstance instance) {
        Properties properties = HazelcastCachingProvider.propertiesByInstanceItself(instance);
        return Caching.getCachingProvider(provider).getCacheManager(null, null, properties);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        client.shutdown();
        second.close();
        first.close();
    }
}
