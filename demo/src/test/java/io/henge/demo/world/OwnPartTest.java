package io.henge.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnPartTest {
    private static Environment.Server server(long pid) {
        return new Environment.Server("http://127.0.0.1:" + pid, pid);
    }

    private static List<String> names(Environment.Server overlord, Environment.Server coordinator) {
        Environment environment = new Environment(
                List.of(),
                List.of(overlord),
                new Environment.Services(coordinator, server(11), server(12), server(13)),
                new Environment.ZooKeeper("127.0.0.1:14", 14),
                new Environment.Metadata("jdbc:derby://127.0.0.1:15/henge", 15),
                "/deep",
                "/logs",
                "33.0.0",
                coordinator.equals(overlord) ? null : new Environment.Kafka("127.0.0.1:16", 16));
        return OwnPart.all(environment).stream().map(OwnPart::name).toList();
    }

    @Test
    void aCoordinatorThatIsOverlordIsOnePart() {
        assertThat(names(server(1), server(2)))
                .containsExactly(
                        "zookeeper", "derby", "kafka", "overlord-1", "coordinator", "broker", "historical", "router");
        assertThat(names(server(1), server(1)))
                .containsExactly("zookeeper", "derby", "overlord-1", "broker", "historical", "router");
    }
}
