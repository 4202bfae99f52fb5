package io.gridscript.server.grid;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import org.awaitility.Awaitility;

/** Which member owns which partition, by a Hazelcast client. */
final class PartitionTable implements AutoCloseable {

    private final HazelcastInstance client;

    private PartitionTable(HazelcastInstance client) {
        this.client = client;
    }

    static PartitionTable open(Seat seat) {
        ClientConfig config = new ClientConfig().setClusterName("gridscript");
        config.getNetworkConfig().addAddress("127.0.0.1:" + seat.memberPort());
        return new PartitionTable(HazelcastClient.newHazelcastClient(config));
    }

    /** The member port of the owner of the partition that this name falls into. */
    int ownerOf(String name) {
        return Awaitility.await("an owner of " + name)
                .until(
                        () -> client.getPartitionService().getPartition(name).getOwner(),
                        owner -> owner != null)
                .getAddress()
                .getPort();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
