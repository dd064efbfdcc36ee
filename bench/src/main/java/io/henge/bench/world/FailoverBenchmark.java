package io.henge.bench.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Target;
import io.henge.demo.build.Builds;
import io.henge.demo.world.Environment;
import io.henge.demo.world.Progress;
import io.henge.demo.world.World;
import io.henge.demo.world.WorldSpec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** How soon a new task has succeeded after the leading Overlord died and one of two clusters froze in the same moment. */
public final class FailoverBenchmark implements Benchmark {
    private static final int TASKS = 200;
    private static final double TARGET_SECONDS = 10;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final String FROZEN = "west";
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The type of the tasks that run when it happens: their pods only pretend, those of any other type are real. */
    private static final String PRETENDED_TYPE = "move";

    /** Longer than the benchmark. */
    private static final int PRETENDED_SECONDS = 36_000;

    @Override
    public String name() {
        return "failover.leader";
    }

    @Override
    public String about() {
        return "From the death of the leading Overlord and the freeze of one of two clusters, with " + TASKS
                + " tasks running, to the success of a new task";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        Builds.here(progress).ensureWorld();
        Path template = PretendedPod.template(scratch, PRETENDED_SECONDS);
        WorldSpec spec = WorldSpec.standard(scratch.resolve("world"))
                .withQuery(false)
                .withOverlordProperties(
                        Map.of("druid.indexer.runner.k8s.podTemplate." + PRETENDED_TYPE, template.toString()))
                .withClusterOptions("--sim-nodes=1");
        try (World world = World.up(spec, progress)) {
            Town town = new Town(world.environment().overlords());
            double undisturbed = progress.step("a task before", () -> secondsOfOneTask(town));
            progress.step(TASKS + " tasks", () -> runPretended(town));
            progress.note("Killing the leading Overlord and stopping cluster " + FROZEN + ".");
            return fail(world, town, undisturbed);
        }
    }

    private static double secondsOfOneTask(Town town) throws InterruptedException {
        long begin = System.nanoTime();
        town.awaitSuccess(town.submitNoop(SHORT));
        double seconds = secondsSince(begin);
        town.awaitOnly(0, "running");
        return seconds;
    }

    private static int runPretended(Town town) throws InterruptedException {
        for (int i = 0; i < TASKS; i++) {
            ObjectNode task = JSON.createObjectNode().put("type", PRETENDED_TYPE);
            String unused = town.submit(task.put("dataSource", "pretended-" + i).put("interval", "2000/2001"));
        }
        town.awaitOnly(TASKS, "running");
        return TASKS;
    }

    private static List<Figure> fail(World world, Town before, double undisturbed) throws Exception {
        Environment.Server leader = before.leader();
        int onFrozen = before.known("cluster", FROZEN);
        List<Long> frozen = Signals.pids(world.environment().cluster(FROZEN));
        Town after = before.without(leader);
        try {
            Signals.send("STOP", frozen);
            long begin = System.nanoTime();
            Signals.send("KILL", List.of(leader.pid()));
            Environment.Server unused = after.leader();
            double led = secondsSince(begin);
            String task = Town.answer("a task is taken", () -> Optional.of(after.submitNoop(SHORT)));
            double taken = secondsSince(begin);
            after.awaitSuccess(task);
            double succeeded = secondsSince(begin);
            return List.of(
                    Figure.of("tasks on the cluster that freezes", onFrozen, ""),
                    Figure.of("session after which ZooKeeper gives the dead up", sessionSeconds(world), "s"),
                    Figure.of("a task from submit to success, before", undisturbed, "s"),
                    Figure.of("until another Overlord leads", led, "s"),
                    Figure.of("until it has taken a new task", taken, "s"),
                    new Figure("until the new task has succeeded", succeeded, "s", Target.atMost(TARGET_SECONDS)),
                    new Figure(
                            "of the " + TASKS + " tasks, known to the new leader",
                            after.known("type", PRETENDED_TYPE),
                            "",
                            Target.exactly(TASKS)));
        } finally {
            Signals.send("CONT", frozen);
        }
    }

    /** As the Overlords were told. */
    private static double sessionSeconds(World world) throws IOException {
        Properties overlord = new Properties();
        try (Reader settings =
                Files.newBufferedReader(world.directory().conf("overlord-1").resolve("runtime.properties"))) {
            overlord.load(settings);
        }
        return Integer.parseInt(overlord.getProperty("druid.zk.service.sessionTimeoutMs")) / MILLIS_PER_SECOND;
    }

    private static double secondsSince(long beginNanos) {
        return (System.nanoTime() - beginNanos) / NANOS_PER_SECOND;
    }
}
