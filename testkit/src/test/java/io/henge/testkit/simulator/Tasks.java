package io.henge.testkit.simulator;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.ClusterWord;
import io.henge.core.loop.DrainWords;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.fleet.TaskScript;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people and Druid ask for in a drawn world. */
final class Tasks {
    /** The more often one stands here, the more often it is drawn. */
    private static final List<String> TYPES =
            List.of("index", "index", "index_parallel", "index_parallel", "compact", "index_kafka", "kill");

    /** They may hold places for long, so that only {@value #ALIKE_MAX} of each are there at a time. */
    private static final List<String> HOLDERS = List.of("index_parallel", "kill");

    private static final int ALIKE_MAX = 2;

    private static final List<JobScript> SCRIPTS = List.of(
            JobScript.ENDS_WELL,
            JobScript.ENDS_WELL,
            JobScript.ENDS_WELL,
            JobScript.ENDS_WELL,
            JobScript.ENDS_BADLY,
            JobScript.IS_KILLED,
            JobScript.RUNS,
            JobScript.HAS_NO_IMAGE);

    private static final List<Peon> PEONS = List.of(Peon.REPORTS, Peon.REPORTS, Peon.LEAVES_STATUS, Peon.SILENT);
    private static final int SECONDS_MAX = 25;
    private static final int SUB_TASKS_MAX = 3;
    private static final int RUSH_MAX = 80;
    private static final int PRIORITY_MAX = 3;
    private static final int DRAIN_SECONDS_MAX = 40;

    /** Placement is paused in one of so many cases, a cluster is drained in another, and cordoned in the rest. */
    private static final int CLOSING_OF = 3;

    private final DrawnWorld world;
    private final SimulatedFleet fleet;
    private final Random random;
    private int submitted;

    Tasks(DrawnWorld world) {
        this.world = world;
        this.fleet = world.fleet();
        this.random = world.random();
    }

    /** Draws what is asked for in one second. */
    void ask() {
        if (!fleet.isLed()) {
            return;
        }
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4 -> submit();
            case 5 -> kill();
            case 6, 7 -> move();
            case 8 -> declareDead();
            case 9, 10 -> declareAlive();
            case 11 -> close(random.nextInt(CLOSING_OF));
            case 12 -> open(ClusterWord.UNCORDON);
            case 13 -> open(ClusterWord.STOP_DRAIN);
            case 14, 15 -> resume();
            default -> {
                // Nobody asks for anything.
            }
        }
    }

    /** Many at once, as after an outage. */
    void rush() {
        for (int i = random.nextInt(RUSH_MAX); i > 0 && fleet.isLed(); i--) {
            submit();
        }
    }

    private void submit() {
        TaskId task = new TaskId("task-" + ++submitted);
        String type = drawType();
        List<JobScript> subTasks = type.equals("index_parallel")
                ? Stream.generate(() -> world.draw(SCRIPTS))
                        .limit(1 + random.nextInt(SUB_TASKS_MAX))
                        .toList()
                : List.of();
        TaskScript script = new TaskScript(
                new TaskTraits(
                        type,
                        world.wishes().drawDataSource(),
                        world.wishes().drawGroup(task),
                        random.nextInt(PRIORITY_MAX)),
                world.draw(SCRIPTS),
                world.draw(PEONS),
                random.nextInt(SECONDS_MAX),
                subTasks);
        boolean taken = fleet.run(task, script);
        world.note("submit " + task + " " + script + (taken ? "" : ", which fails"));
    }

    /**
     * Parents that wait for their sub-tasks, and tasks that stay on a lost cluster, hold their places: as in Druid itself,
     * enough of them leave no room for anything that could end.
     */
    private String drawType() {
        String type = world.draw(TYPES);
        long alike = fleet.store().tasks().entrySet().stream()
                .filter(task ->
                        task.getValue().type().equals(type) && !fleet.outcomes().containsKey(task.getKey()))
                .count();
        return HOLDERS.contains(type) && alike >= ALIKE_MAX ? "index" : type;
    }

    private void kill() {
        if (!fleet.store().tasks().isEmpty()) {
            TaskId task = drawTask();
            world.note("kill " + task);
            world.excuse(task);
            fleet.kill(task);
        }
    }

    private TaskId drawTask() {
        return world.draw(List.copyOf(fleet.store().tasks().keySet()));
    }

    private void move() {
        if (!fleet.store().tasks().isEmpty()) {
            TaskId task = drawTask();
            world.note("move " + task);
            world.excuseThoseThatFailWhenTaken();
            var unused = fleet.loop().move(task, null, "seed", "drawn", false);
        }
    }

    private void declareDead() {
        ClusterName cluster = world.cluster().name();
        world.note("declare dead " + cluster);
        world.excuseThoseThatFailWhenTaken();
        var unused = fleet.loop().declare(cluster, ClusterWord.DEAD, "seed", "drawn", null, false);
    }

    /** More is opened than closed, so that there is something to place in most seconds. */
    private void close(int way) {
        switch (way) {
            case 0 -> pause();
            case 1 -> drain();
            default -> cordon();
        }
    }

    private void cordon() {
        ClusterName cluster = world.cluster().name();
        world.note("cordon " + cluster);
        world.closures()
                .closing(cluster, fleet.loop().declare(cluster, ClusterWord.CORDON, "seed", "drawn", null, false));
    }

    private void open(ClusterWord word) {
        ClusterName cluster = world.cluster().name();
        world.note(word + " " + cluster);
        world.closures().opening(cluster);
        var unused = fleet.loop().declare(cluster, word, "seed", "drawn", null, false);
    }

    private void drain() {
        ClusterName cluster = world.cluster().name();
        @Nullable
        Instant until =
                random.nextBoolean() ? null : fleet.clock().instant().plusSeconds(random.nextInt(DRAIN_SECONDS_MAX));
        world.note("drain " + cluster + " until " + until);
        world.closures()
                .closing(
                        cluster,
                        fleet.loop()
                                .drainWords()
                                .drain(new DrainWords.Asked(cluster, "seed", "drawn", until, null, false)));
    }

    private void pause() {
        world.note("pause placement");
        world.closures().closing(null, fleet.loop().pause(true, "seed", "drawn", false));
    }

    private void resume() {
        world.note("resume placement");
        world.closures().opening(null);
        var unused = fleet.loop().pause(false, "seed", "drawn", false);
    }

    private void declareAlive() {
        ClusterName cluster = world.cluster().name();
        world.note("declare alive " + cluster);
        var unused = fleet.loop().declare(cluster, ClusterWord.ALIVE, "seed", "drawn", null, false);
    }
}
