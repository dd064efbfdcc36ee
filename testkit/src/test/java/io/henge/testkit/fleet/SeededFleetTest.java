package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.reconcile.Policies;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.ledger.InMemoryLedger.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Drawn worlds with drawn faults. {@code -Dhenge.seed=N} runs one of them. */
class SeededFleetTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 120;
    private static final int CAPACITY = 5;
    private static final Policies POLICIES = Policies.DEFAULT.withCapacity(CAPACITY);

    @Test
    void noDrawnWorldDoublesOrLosesATask() {
        Integer only = Integer.getInteger("henge.seed");
        int first = only == null ? 0 : only;
        int last = only == null ? SEEDS - 1 : only;
        for (int seed = first; seed <= last; seed++) {
            try {
                new World(seed).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "Seed " + seed + " fails; replay it with: mvn -q -f testkit/pom.xml test -Dtest=SeededFleetTest"
                                + " -Dhenge.seed=" + seed,
                        e);
            }
        }
    }

    /** One drawn world. */
    private static final class World {
        private final Random random;
        private final SimulatedFleet fleet = new SimulatedFleet(POLICIES, "east", "west");
        private final List<TaskId> tasks = new ArrayList<>();
        private final Set<TaskId> endless = new TreeSet<>();
        private final Set<TaskId> mustSucceed = new TreeSet<>();
        private final Map<TaskId, Long> jobsAtTheEnd = new TreeMap<>();
        private final Map<AttemptId, Attempt> everPlaced = new TreeMap<>();
        private final Set<AttemptId> late = new TreeSet<>();

        World(int seed) {
            random = new Random(seed);
        }

        void live() {
            for (int i = 0; i < STEPS; i++) {
                disturb();
                fleet.step();
                check();
            }
            heal();
            fleet.until("everything is cleaned up", () -> {
                check();
                return fleet.isClean();
            });
            assertThat(fleet.outcomes().keySet()).containsExactlyInAnyOrderElementsOf(tasks);
            assertThat(mustSucceed)
                    .allSatisfy(task -> assertThat(fleet.outcomes().get(task)).isEqualTo(Outcome.success(1_000)));
        }

        private void disturb() {
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> run();
                case 3 -> cluster().setApi(draw(Api.values()));
                case 4 -> cluster().setApi(Api.ANSWERS);
                case 5 -> fleet.ledger().setStore(draw(Store.values()));
                case 6 -> fleet.ledger().setStore(Store.ANSWERS);
                case 7 -> reboot();
                case 8 -> kill();
                case 9 -> deleteByHand();
                case 10 -> move();
                case 11 -> declare();
                case 12 -> landLate();
                default -> {
                    // A quiet second.
                }
            }
        }

        private void run() {
            JobScript script = draw(JobScript.values());
            Peon peon = draw(Peon.values());
            TaskId task = fleet.run("task-" + tasks.size(), script, peon);
            tasks.add(task);
            if (script == JobScript.RUNS) {
                endless.add(task);
            }
            if (script == JobScript.ENDS_WELL && peon != Peon.SILENT) {
                mustSucceed.add(task);
            }
        }

        private void reboot() {
            // A term cannot begin while the store does not answer: Druid gives the leadership back and tries again.
            fleet.ledger().setStore(Store.ANSWERS);
            fleet.reboot();
        }

        private void kill() {
            if (!tasks.isEmpty()) {
                TaskId task = tasks.get(random.nextInt(tasks.size()));
                fleet.kill(task);
                mustSucceed.remove(task);
            }
        }

        private void deleteByHand() {
            List<Attempt> rows = fleet.ledger().peek();
            if (!rows.isEmpty()) {
                Attempt row = rows.get(random.nextInt(rows.size()));
                cluster().deleteByHand(row.address().job());
                mustSucceed.remove(row.task());
            }
        }

        private void move() {
            if (!tasks.isEmpty()) {
                TaskId task = tasks.get(random.nextInt(tasks.size()));
                mustSucceed.remove(task); // its peon may be told to come back, and is gone by then
                var unused = fleet.loop().move(task, null, "seed", "drawn", false);
            }
        }

        private void declare() {
            ClusterName name = new ClusterName(random.nextBoolean() ? "east" : "west");
            fleet.ledger().peek().stream()
                    .filter(row -> row.cluster().equals(name))
                    .forEach(row -> mustSucceed.remove(row.task()));
            var unused = random.nextBoolean()
                    ? fleet.loop().declareDead(name, "seed", "drawn", false)
                    : fleet.loop().declareAlive(name, "seed", "drawn", false);
        }

        /** A create that was held up on its way and lands where its attempt was, when that is over. */
        private void landLate() {
            List<Attempt> over = everPlaced.values().stream()
                    .filter(attempt -> fleet.ledger().peek().stream()
                            .noneMatch(row -> row.id().equals(attempt.id()) && row.state() == AttemptState.PLACED))
                    .toList();
            if (!over.isEmpty()) {
                Attempt attempt = over.get(random.nextInt(over.size()));
                late.add(attempt.id());
                fleet.cluster(attempt.cluster().value()).landLate(attempt);
            }
        }

        private SimulatedCluster cluster() {
            return fleet.cluster(random.nextBoolean() ? "east" : "west");
        }

        private <T> T draw(T[] values) {
            return values[random.nextInt(values.length)];
        }

        /** Ends every fault, and every task that would run for ever; the others have to end by themselves. */
        private void heal() {
            fleet.cluster("east").setApi(Api.ANSWERS);
            fleet.cluster("west").setApi(Api.ANSWERS);
            fleet.ledger().setStore(Store.ANSWERS);
            for (String name : List.of("east", "west")) {
                var unused = fleet.loop().declareAlive(new ClusterName(name), "seed", "healed", false);
            }
            endless.forEach(fleet::kill);
        }

        /** Safety, after every step. */
        private void check() {
            Map<AttemptId, Attempt> rows = new TreeMap<>();
            fleet.ledger().peek().forEach(row -> rows.put(row.id(), row));
            everPlaced.putAll(rows);
            Map<TaskId, Long> unfenced = new TreeMap<>();
            for (AttemptId attempt : fleet.present()) {
                if (!rows.containsKey(attempt)) {
                    assertThat(late).as("Jobs without a row").contains(attempt);
                } else if (rows.get(attempt).state() != AttemptState.FENCED) {
                    unfenced.merge(attempt.task(), 1L, Long::sum);
                }
            }
            assertThat(unfenced.values())
                    .as("unfenced Jobs per task at one time")
                    .allMatch(count -> count == 1);
            rows.values().stream()
                    .filter(row -> row.state() != AttemptState.FENCED)
                    .forEach(row -> assertThat(rows)
                            .as("no attempt before the newest is unfenced")
                            .doesNotContainKey(
                                    new AttemptId(row.task(), row.id().number() + 1)));
            fleet.endedByThemselves().forEach(task -> {
                long jobs = fleet.jobsEverMade(task);
                assertThat(jobsAtTheEnd.computeIfAbsent(task, unused -> jobs))
                        .as("Jobs of " + task + ", which has ended")
                        .isEqualTo(jobs);
            });
            assertThat(fleet.placesHeld()).as("attempts that hold a place").isLessThanOrEqualTo(CAPACITY);
        }
    }
}
