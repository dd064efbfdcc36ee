package io.henge.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Brings up one world, with clusters east and west, two Overlords and query services, for all test classes that ask for a
 * {@link Place}, and takes it down after the last one; what it leaves in its directory stays if a test has failed. A third
 * cluster entry is broken on purpose: it must harm nobody.
 */
public final class SharedWorld implements ParameterResolver, TestWatcher {
    private static final String RUNNER = "druid.indexer.runner.";

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedWorld.class);

    /** The world, closed with the last test. */
    private record Held(World world, Path directory, AtomicBoolean failed) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            world.close();
            if (!failed.get()) {
                MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        }
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        @Nullable Held held = context.getRoot().getStore(HERE).get(SharedWorld.class, Held.class);
        if (held != null) {
            held.failed().set(true);
            endAll(new Place(held.world()));
        }
    }

    /** What a test that failed has left running would fail those after it. */
    static void endAll(Place place) {
        Place.until("what a failed test has left is gone", () -> {
            place.post("/druid/indexer/v1/supervisor/terminateAll");
            for (JsonNode placement : place.placements()) {
                place.askToShutDown(placement.path("task").asText());
            }
            return place.placements().isEmpty();
        });
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Place.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Held held = context.getRoot().getStore(HERE).computeIfAbsent(SharedWorld.class, unused -> up(), Held.class);
        return new Place(held.world());
    }

    private static Held up() {
        try {
            Path directory = Files.createTempDirectory("henge-e2e-");
            Map<String, String> properties = new TreeMap<>(Map.of(
                    RUNNER + "placement.startTolerationSeconds",
                    "10",
                    RUNNER + "clusters[2].name",
                    "broken",
                    RUNNER + "clusters[2].taskNamespace",
                    "henge",
                    RUNNER + "clusters[2].kubeconfigPath",
                    directory + "/no-such-kubeconfig"));
            for (OddPod pod : OddPod.values()) {
                properties.put(
                        RUNNER + "k8s.podTemplate." + pod.taskType(),
                        pod.writeTemplate(directory).toString());
            }
            WorldSpec spec = WorldSpec.standard(directory.resolve("world")).withOverlordProperties(properties);
            return new Held(World.up(spec, new PrintedProgress()), directory, new AtomicBoolean());
        } catch (IOException e) {
            throw new IllegalStateException("No directory for the world", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the world came up", e);
        }
    }
}
