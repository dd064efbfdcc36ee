package io.henge.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.druid.discovery.DiscoveryDruidNode;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.lifecycle.Lifecycle;
import org.apache.druid.server.DruidNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFileAnnouncerTest {
    private static final String NODE = "127.0.0.1:8090";

    @TempDir
    private Path directory = Path.of("");

    private final ObjectMapper json = new DefaultObjectMapper();

    NodeFileAnnouncerTest() {
        // As Druid's own has it: a node is read with the services that its role has.
        json.setInjectableValues(new InjectableValues.Std().addValue(ObjectMapper.class, json));
    }

    private static DiscoveryDruidNode node() {
        DruidNode node = new DruidNode("druid/overlord", "127.0.0.1", true, 8090, null, true, false);
        return new DiscoveryDruidNode(node, NodeRole.OVERLORD, Map.of());
    }

    private static long written(NodeFiles files) {
        return Objects.requireNonNull(files.read(NodeRole.OVERLORD).get(NODE)).writtenMillis();
    }

    @Test
    void druidsLifecycleKeepsANodeFreshAndDiscoveryTellsOfIt() throws Exception {
        NodeFiles files = new NodeFiles(directory);
        NodeFileAnnouncer announcer = new NodeFileAnnouncer(files, json);
        NodeFileDiscovery discovery = new NodeFileDiscovery(files, json);
        Lifecycle lifecycle = new Lifecycle("test");
        lifecycle.addManagedInstance(announcer);
        lifecycle.addManagedInstance(discovery);
        lifecycle.start();
        try {
            announcer.announce(node());
            long first = written(files);
            Awaitility.await().until(() -> written(files) > first);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    discovery.getForNodeRole(NodeRole.OVERLORD).getAllNodes())
                            .extracting(found -> found.getDruidNode().getHostAndPortToUse())
                            .containsExactly(NODE));
            announcer.unannounce(node());
            assertThat(discovery
                            .getForNode(node().getDruidNode(), NodeRole.OVERLORD)
                            .getAsBoolean())
                    .isFalse();
        } finally {
            lifecycle.stop();
        }
    }
}
