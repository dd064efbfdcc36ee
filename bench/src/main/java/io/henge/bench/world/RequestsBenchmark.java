package io.henge.bench.world;

import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.demo.build.Builds;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Progress;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one task costs the API servers in requests, counted by the API servers themselves. */
public final class RequestsBenchmark implements Benchmark {
    private static final int WARM_UP = 2;
    private static final int TASKS = 50;

    /** So many peons at once leave something of a small machine to the others. */
    private static final int CAPACITY = 6;

    private static final Duration RUN_TIME = Duration.ofSeconds(1);

    /** What one task should cost; anything else that is not a watch should not be there at all. */
    private static final Map<String, Double> PER_TASK =
            new TreeMap<>(Map.of("create jobs", 1.0, "delete jobs", 1.0, "get pods/log", 1.0));

    private static final String WATCH = "watch ";

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public String about() {
        return "Requests of Henge to the API servers per task, of " + TASKS + " tasks on real clusters";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        Builds.here(progress).ensureWorld();
        WorldSpec spec = WorldSpec.standard(scratch.resolve("world"))
                .withQuery(false)
                .withOverlords(1)
                .withOverlordProperties(Map.of("druid.indexer.runner.capacity", Integer.toString(CAPACITY)))
                .withClusterOptions("--audit");
        try (World world = World.up(spec, progress)) {
            Town town = new Town(world.environment().overlords());
            progress.step(WARM_UP + " tasks to begin with", () -> runTasks(town, WARM_UP));
            Map<String, Integer> before = requests(world);
            int succeeded = progress.step(TASKS + " tasks", () -> runTasks(town, TASKS));
            Map<String, Integer> after = requests(world);
            return figures(before, after, succeeded);
        }
    }

    /** Runs tasks until nothing is left of them, not even their rows; returns how many succeeded. */
    private static int runTasks(Town town, int count) throws InterruptedException {
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(town.submitNoop(RUN_TIME));
        }
        for (String task : tasks) {
            town.awaitSuccess(task);
        }
        boolean unused =
                Town.answer("no row is left", () -> town.states().isEmpty() ? Optional.of(true) : Optional.empty());
        return count;
    }

    private static Map<String, Integer> requests(World world) throws IOException {
        Map<String, Integer> all = new TreeMap<>();
        for (Environment.Cluster cluster : world.environment().clusters()) {
            AuditLog.of(cluster).requests().forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        }
        return all;
    }

    private static List<Figure> figures(Map<String, Integer> before, Map<String, Integer> after, int tasks) {
        List<Figure> figures = new ArrayList<>();
        TreeSet<String> kinds = new TreeSet<>(after.keySet());
        kinds.addAll(PER_TASK.keySet());
        kinds.addAll(List.of("list jobs", "list pods", "get jobs"));
        for (String kind : kinds) {
            double count = after.getOrDefault(kind, 0) - before.getOrDefault(kind, 0);
            figures.add(
                    kind.startsWith(WATCH)
                            ? Figure.of(kind + ", in all", count, "")
                            : new Figure(
                                    kind + ", per task",
                                    count / tasks,
                                    "",
                                    Target.exactly(PER_TASK.getOrDefault(kind, 0.0))));
        }
        return figures;
    }
}
