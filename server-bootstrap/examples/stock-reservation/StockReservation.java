import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.gridscript.api.Gridscript;
import io.gridscript.api.ScriptException;
import io.gridscript.api.ScriptProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessorException;

/**
 * A Hazelcast client reserves stock that a JCache cache of two members keeps: many buyers at a time,
 * and never more sold than there is. From the project's folder, after {@code mvn -q -DskipTests
 * package}:
 *
 * <pre>
 * java -cp server-bootstrap/target/gridscript-server.jar \
 *     server-bootstrap/examples/stock-reservation/StockReservation.java
 * </pre>
 */
public final class StockReservation {

    private static final Path SCRIPT =
            Path.of("server-bootstrap/examples/stock-reservation/reserve.lua");

    private static final int PIECES = 100;
    private static final int BUYERS = 8;

    private StockReservation() {}

    public static void main(String[] args) throws Exception {
        HazelcastInstance first = Hazelcast.newHazelcastInstance(config(null));
        HazelcastInstance second = Hazelcast.newHazelcastInstance(config(first));
        HazelcastInstance client = HazelcastClient.newHazelcastClient(clientConfig(first));
        try {
            sell(client);
        } finally {
            client.shutdown();
            second.shutdown();
            first.shutdown();
        }
    }

    private static void sell(HazelcastInstance client) throws Exception {
        String sha = Gridscript.of(client).load(Files.readString(SCRIPT));
        Cache<String, Map<String, String>> stock =
                Caching.getCachingProvider("com.hazelcast.client.cache.HazelcastClientCachingProvider")
                        .getCacheManager(
                                null,
                                null,
                                HazelcastCachingProvider.propertiesByInstanceItself(client))
                        .createCache("stock", new MutableConfiguration<>());
        stock.put("tea", new HashMap<>(Map.of("free", Integer.toString(PIECES))));
        ScriptProcessor<String, Map<String, String>, Long> reserve = ScriptProcessor.sha(sha);

        AtomicInteger refusals = new AtomicInteger();
        Thread[] buyers = new Thread[BUYERS];
        for (int i = 0; i < BUYERS; i++) {
            String buyer = "buyer" + i;
            buyers[i] = new Thread(() -> buy(stock, reserve, buyer, refusals));
            buyers[i].start();
        }
        for (Thread buyer : buyers) {
            buyer.join();
        }

        Map<String, String> left = new TreeMap<>(stock.get("tea"));
        int free = Integer.parseInt(left.remove("free"));
        int reserved = left.values().stream().mapToInt(Integer::parseInt).sum();
        System.out.println("free: " + free);
        System.out.println("reserved: " + reserved);
        System.out.println("refused: " + refusals);
    }

    /** Every buyer wants three pieces, ten times. */
    private static void buy(
            Cache<String, Map<String, String>> stock,
            ScriptProcessor<String, Map<String, String>, Long> reserve,
            String buyer,
            AtomicInteger refusals) {
        for (int i = 0; i < 10; i++) {
            try {
                stock.invoke("tea", reserve, buyer, 3);
            } catch (EntryProcessorException e) {
                if (!(e.getCause() instanceof ScriptException s) || !s.code().equals("SOLDOUT")) {
                    throw e;
                }
                refusals.incrementAndGet();
            }
        }
    }

    private static Config config(HazelcastInstance other) {
        Config config = new Config();
        config.setProperty("gridscript.enabled", "true");
        config.setProperty("gridscript.port", "0");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(0).getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        if (other != null) {
            config.getNetworkConfig().getJoin().getTcpIpConfig().addMember(address(other));
        }
        return config;
    }

    private static ClientConfig clientConfig(HazelcastInstance member) {
        ClientConfig config = new ClientConfig();
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().addAddress(address(member));
        return config;
    }

    private static String address(HazelcastInstance member) {
        return "127.0.0.1:" + member.getCluster().getLocalMember().getAddress().getPort();
    }
}
