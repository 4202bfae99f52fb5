import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.gridscript.api.ScriptProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * Sessions in a JCache cache, read and changed in one step each, and ended by the cache when nobody
 * has touched them for a while. From the project's folder, after {@code mvn -q -DskipTests package}:
 *
 * <pre>
 * java -cp server-bootstrap/target/gridscript-server.jar \
 *     server-bootstrap/examples/session-store/SessionStore.java
 * </pre>
 */
public final class SessionStore {

    private static final Path SCRIPT =
            Path.of("server-bootstrap/examples/session-store/session.lua");

    private static final long QUIET_MILLIS = 3000;

    private SessionStore() {}

    public static void main(String[] args) throws Exception {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config());
        try {
            visit(member);
        } finally {
            member.shutdown();
        }
    }

    private static void visit(HazelcastInstance member) throws Exception {
        Duration quiet = new Duration(TimeUnit.MILLISECONDS, QUIET_MILLIS);
        Cache<String, Map<String, String>> sessions =
                Caching.getCachingProvider("com.hazelcast.cache.HazelcastMemberCachingProvider")
                        .getCacheManager(
                                null,
                                null,
                                HazelcastCachingProvider.propertiesByInstanceItself(member))
                        .createCache(
                                "sessions",
                                new MutableConfiguration<String, Map<String, String>>()
                                        .setExpiryPolicyFactory(
                                                TouchedExpiryPolicy.factoryOf(quiet)));
        ScriptProcessor<String, Map<String, String>, List<String>> session =
                ScriptProcessor.source(Files.readString(SCRIPT));
        System.out.println(sessions.invoke("s1", session, "user", "ada"));
        System.out.println(sessions.invoke("s1", session, "cart", 3));
        System.out.println(sessions.invoke("s1", session));
        while (sessions.containsKey("s1")) {
            Thread.sleep(QUIET_MILLIS / 10);
        }
        System.out.println("ended");
    }

    private static Config config() {
        Config config = new Config();
        config.setProperty("gridscript.enabled", "true");
        config.setProperty("gridscript.port", "0");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(0).getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        return config;
    }
}
