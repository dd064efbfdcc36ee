package io.henge.e2e.world;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Installation;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;

/** A test on the one world of {@link ThreeClustersTest}: three clusters, two Overlords, query services and a real Kafka. */
abstract class ThreeClusters {
    static final String[] CLUSTERS = {"east", "north", "west"};

    /** What each cluster has to have, so that peons start there. */
    static final String SETTINGS = "regional-settings";

    /** Peons that load, beside what they read Kafka by, what keeps them to the leases of those tasks that have one. */
    private static final String PEONS_WITH_LEASES = """
            {"spec": {"containers": [{"name": "main",
              "env": [{"name": "druid_extensions_loadList", "value": "[\\"%s\\",\\"%s\\"]"}],
              "envFrom": [{"configMapRef": {"name": "%s"}}]
            }]}}
            """;

    private static @Nullable World present;

    /** What a test that failed has left running would fail those after it. */
    @RegisterExtension
    final TestWatcher endsWhatIsLeft = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            SharedWorld.endAll(place);
        }
    };

    final World world = Objects.requireNonNull(present, "ThreeClustersTest has the world");
    final Place place = new Place(world);

    static void bringUp(Path directory) throws InterruptedException {
        World world = World.up(
                WorldSpec.standard(directory)
                        .withClusters(CLUSTERS)
                        .withOverlordProperties(properties())
                        .withDruid(DruidKind.standard().withKafka()),
                new PrintedProgress());
        present = world;
        Place place = new Place(world);
        for (String cluster : CLUSTERS) {
            createSettings(place, cluster);
        }
        place.awaitObserved(CLUSTERS);
    }

    private static void createSettings(Place place, String cluster) {
        ConfigMap settings = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(SETTINGS)
                .endMetadata()
                .addToData("REGION", cluster)
                .build();
        place.ask(cluster, client -> client.configMaps().resource(settings).create());
    }

    void createSettings(String cluster) {
        createSettings(place, cluster);
    }

    void deleteSettings(String cluster) {
        place.ask(cluster, client -> client.configMaps().withName(SETTINGS).delete());
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        // Tasks that read different partitions are of no one group: nothing else keeps them apart.
        properties.put("druid.indexer.runner.clusterSelector.type", "leastTask");
        Installation installation = Installation.find();
        String patch = PEONS_WITH_LEASES.formatted(
                installation.kafkaModule().resolve("target/extension"),
                installation.extensions().resolve("henge-peon"),
                SETTINGS);
        for (int i = 0; i < CLUSTERS.length; i++) {
            properties.put("druid.indexer.runner.clusters[" + i + "].podPatch", patch);
        }
        return properties;
    }

    static void takeDown() {
        if (present != null) {
            present.close();
        }
    }

    /** A topic into which rows go. */
    NumberedRows rows(String topic, int partitions) throws Exception {
        Environment.Kafka kafka = Objects.requireNonNull(world.environment().kafka());
        return NumberedRows.begin(kafka.bootstrap(), topic, partitions);
    }
}
