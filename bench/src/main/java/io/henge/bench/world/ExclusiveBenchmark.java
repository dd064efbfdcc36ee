package io.henge.bench.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.lease.LeaseWords;
import io.henge.demo.build.Builds;
import io.henge.demo.process.ProcessFiles;
import io.henge.demo.world.Installation;
import io.henge.demo.world.Progress;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How soon a task that is taken {@code Directly} runs again after its cluster and its peon froze, by the lease of real peons. */
public final class ExclusiveBenchmark implements Benchmark {
    private static final double TARGET_SECONDS = 45;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration RUN_TIME = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Peons that keep to the leases of their tasks. */
    private static final String WITH_LEASES = """
            {"spec": {"containers": [{"name": "main",
              "env": [{"name": "druid_extensions_loadList", "value": "[\\"EXTENSION\\"]"}]
            }]}}
            """;

    @Override
    public String name() {
        return "failover.exclusive";
    }

    @Override
    public String about() {
        return "From the freeze of a real cluster with its peon to that task's next attempt, of which no two processes"
                + " may run at once";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        Builds.here(progress).ensureWorld();
        WorldSpec spec = WorldSpec.standard(scratch.resolve("world"))
                .withQuery(false)
                .withOverlords(1)
                .withOverlordProperties(properties());
        try (World world = World.up(spec, progress)) {
            Town town = new Town(world.environment().overlords());
            String task = town.submit(task());
            JsonNode first = progress.step("a task with a lease", () -> {
                boolean unused = Town.answer(
                        "task " + task + " has a lease",
                        () -> hasLease(world, task) ? Optional.of(true) : Optional.empty());
                return running(town, task, 1);
            });
            String cluster = first.path("cluster").asText();
            progress.note("Stopping cluster " + cluster + " and the peon.");
            return freeze(town, task, Signals.pids(world.environment().cluster(cluster)), peon(task));
        }
    }

    private static Map<String, String> properties() {
        String patch = WITH_LEASES.replace(
                "EXTENSION",
                Installation.find().extensions().resolve("henge-peon").toString());
        return Map.of(
                "druid.indexer.runner.clusters[0].podPatch", patch,
                "druid.indexer.runner.clusters[1].podPatch", patch);
    }

    private static ObjectNode task() {
        ObjectNode task = JSON.createObjectNode().put("type", "noop").put("runTime", RUN_TIME.toMillis());
        task.putObject("context").putObject("henge").putObject("failover").put("purgeMode", "Directly");
        return task;
    }

    private static JsonNode running(Town town, String task, int attempt) throws InterruptedException {
        return Town.answer(
                "attempt " + attempt + " of task " + task + " runs",
                () -> town.placement(task, attempt)
                        .filter(placement -> placement.path("state").asText().equals("running")));
    }

    private static List<Figure> freeze(Town town, String task, List<Long> cluster, ProcessHandle peon)
            throws Exception {
        List<Long> all = new ArrayList<>(cluster);
        all.add(peon.pid());
        Signals.send("STOP", all);
        long begin = System.nanoTime();
        try {
            JsonNode unused = running(town, task, 2);
            double again = secondsSince(begin);
            Signals.send("CONT", List.of(peon.pid()));
            long thawed = System.nanoTime();
            double gone = Town.answer(
                    "the first peon is gone",
                    () -> isPeon(peon, task) ? Optional.empty() : Optional.of(secondsSince(thawed)));
            return List.of(
                    new Figure("until the second attempt runs", again, "s", Target.atMost(TARGET_SECONDS)),
                    Figure.of("from the thaw of the first peon to its end", gone, "s"));
        } finally {
            Signals.send("CONT", cluster);
        }
    }

    private static ProcessHandle peon(String task) throws InterruptedException {
        return Town.answer(
                "a peon of task " + task + " runs here",
                () -> ProcessHandle.allProcesses()
                        .filter(process -> isPeon(process, task))
                        .findFirst());
    }

    /** False for one that has ended, though its node, which does nothing, has not taken notice. */
    private static boolean isPeon(ProcessHandle process, String task) {
        try {
            String line = String.join(" ", ProcessFiles.commandLine(process.pid()));
            return line.contains("internal peon") && line.contains(task);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Whether there is a lease of the first attempt. */
    private static boolean hasLease(World world, String task) {
        Path logs = world.directory().storage().taskLogs();
        if (!Files.isDirectory(logs)) {
            return false;
        }
        String lease = LeaseWords.leaseOf(AttemptId.first(new TaskId(task)));
        try (Stream<Path> kept = Files.list(logs)) {
            return kept.anyMatch(file -> file.getFileName().toString().startsWith(lease));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double secondsSince(long beginNanos) {
        return (System.nanoTime() - beginNanos) / NANOS_PER_SECOND;
    }
}
