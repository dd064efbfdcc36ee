package io.henge.demo.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.druid.PeonImage;
import io.henge.demo.druid.PeonTemplate;
import io.henge.demo.process.Children;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The clusters of a world, made and ended by localkube. */
final class Clusters {
    private static final Duration UP_LIMIT = Duration.ofMinutes(2);
    private static final Duration DOWN_LIMIT = Duration.ofMinutes(1);
    private static final Pattern ALIVE = Pattern.compile("\"alive\"\\s*:\\s*true");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation;
    private final WorldDirectory directory;
    private final Parts parts;

    Clusters(Installation installation, WorldDirectory directory, Parts parts) {
        this.installation = installation;
        this.directory = directory;
        this.parts = parts;
    }

    /** Brings one cluster up; returns once it takes Jobs. */
    Environment.Cluster up(String name, NodeSize nodes, PeonImage peon, List<String> more) throws InterruptedException {
        Path home = directory.clusters().resolve(name);
        List<String> command = new ArrayList<>(List.of(
                installation.localkube().toString(),
                "up",
                "--dir=" + home,
                "--name=" + name,
                "--namespace=henge",
                "--nodes=" + nodes.count(),
                "--node-cpu=" + nodes.cpu(),
                "--node-memory=" + nodes.memory(),
                "--node-pods=" + nodes.pods(),
                "--image=" + PeonTemplate.IMAGE + "=" + peon.directory()));
        if (Files.exists(installation.role())) {
            command.add("--role=" + installation.role());
        }
        command.addAll(more);
        parts.run("cluster-" + name, command, directory.root(), UP_LIMIT);
        Path summary = home.resolve("cluster.json");
        try {
            return JSON.readValue(Files.readString(summary), Environment.Cluster.class);
        } catch (IOException e) {
            throw new PartFailed(summary + " is not what localkube promises: " + e.getMessage(), e);
        }
    }

    /** The clusters of which any process still runs, also if nothing else of their world does. */
    List<String> running() throws InterruptedException {
        List<String> running = new ArrayList<>();
        for (Path home : directory.clusterDirectories()) {
            StringBuilder status = new StringBuilder();
            new Children(Map.of())
                    .run(
                            directory.root(),
                            List.of(installation.localkube().toString(), "status", "--dir=" + home, "--output=json"),
                            directory.logs().resolve("cluster-" + home.getFileName() + "-status.log"),
                            status::append);
            if (ALIVE.matcher(status).find()) {
                running.add("cluster " + home.getFileName());
            }
        }
        return running;
    }

    /** Ends the cluster in {@code home}, whatever is left of it. */
    void down(Path home) throws InterruptedException {
        parts.run(
                "cluster-" + home.getFileName() + "-down",
                List.of(installation.localkube().toString(), "down", "--dir=" + home),
                directory.root(),
                DOWN_LIMIT);
    }
}
