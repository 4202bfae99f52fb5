import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.cache.HazelcastCachingProvider;
import io.gridscript.api.Gridscript;
import io.gridscript.api.ScriptProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/**
 * One script, a rate limiter, for a JCache user in Java and for a Redis client in Node.js. From the
 * project's folder, after {@code mvn -q -DskipTests package}:
 *
 * <pre>
 * java -cp server-bootstrap/target/gridscript-server.jar \
 *     server-bootstrap/examples/rate-limiter/RateLimiter.java
 * </pre>
 *
 * The part in Node.js needs {@code npm install ioredis} there, and is left out without.
 */
public final class RateLimiter {

    private static final Path FOLDER = Path.of("server-bootstrap/examples/rate-limiter");

    private RateLimiter() {}

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 6379;
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config(port));
        try {
            // The file says its name, by which both find it from now on.
            Gridscript.of(member).load(Files.readString(FOLDER.resolve("rate_limit.lua")));
            useJCache(member);
            useRedis(port);
        } finally {
            member.shutdown();
        }
    }

    private static void useJCache(HazelcastInstance member) {
        CacheManager caches =
                Caching.getCachingProvider("com.hazelcast.cache.HazelcastMemberCachingProvider")
                        .getCacheManager(
                                null,
                                null,
                                HazelcastCachingProvider.propertiesByInstanceItself(member));
        Cache<String, Map<String, String>> limits =
                caches.createCache("limits", new MutableConfiguration<>());
        for (int i = 0; i < 5; i++) {
            ScriptProcessor<String, Map<String, String>, Long> limiter =
                    ScriptProcessor.named("rate_limit");
            long left = limits.invoke("java", limiter, 3, 60_000);
            System.out.println(left < 0 ? "java: refused" : "java: allowed, " + left + " left");
        }
    }

    private static void useRedis(int port) throws InterruptedException {
        String client = FOLDER.resolve("client.cjs").toString();
        try {
            new ProcessBuilder("node", client, Integer.toString(port))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.out.println("node: not installed");
        }
    }

    private static Config config(int port) {
        Config config = new Config();
        config.setProperty("gridscript.enabled", "true");
        config.setProperty("gridscript.port", Integer.toString(port));
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(0).getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        return config;
    }
}
