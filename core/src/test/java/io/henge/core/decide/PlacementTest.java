package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.FleetSnapshot.ClusterSnapshot;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.RoundRobin;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many attempts each cluster is given by one plan, and why what is not placed has to wait. */
class PlacementTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final TaskTraits TRAITS = new TaskTraits("index", "flights", "group", 50);

    private final TreeMap<ClusterName, Integer> live = new TreeMap<>();
    private final TreeMap<ClusterName, ClusterLimits> limits = new TreeMap<>();
    private final TreeMap<ClusterName, ClusterSnapshot> clusters = new TreeMap<>();
    private Selector selector = Selector.ROUND_ROBIN;
    private int capacity = Integer.MAX_VALUE;

    PlacementTest() {
        open(EAST, null);
        open(WEST, null);
    }

    private void open(ClusterName name, @Nullable String closed) {
        clusters.put(name, new ClusterSnapshot("henge", closed, true, null, Map.of(), Set.of(), null));
    }

    private Policies policies() {
        return Policies.DEFAULT.withCapacity(capacity).withSharing(new Sharing(selector, limits));
    }

    private Plan plan(List<AttemptView> tasks) {
        return Planner.plan(
                new LedgerSnapshot(tasks, live, RoundRobin.START, 7), new FleetSnapshot(clusters), policies(), NOW);
    }

    private Plan plan(int tasks) {
        return plan(IntStream.range(0, tasks)
                .mapToObj(i -> AttemptView.accepted(AttemptId.first(new TaskId("task-" + i)), TRAITS, NOW))
                .toList());
    }

    private static List<String> chosen(Plan plan) {
        return plan.actions().stream()
                .map(action -> ((Action.Place) action).cluster().value())
                .toList();
    }

    @Test
    void noClusterGetsMoreThanItMayTake() {
        limits.put(EAST, new ClusterLimits(3, 1));
        limits.put(WEST, new ClusterLimits(2, 1));
        live.put(EAST, 1);
        Plan plan = plan(9);
        assertThat(chosen(plan)).containsExactlyInAnyOrder("east", "east", "west", "west");
        assertThat(plan.whyWaiting()).isEqualTo("east is full: 3 of 3; west is full: 2 of 2");
    }

    @Test
    void waitingTasksTakeTheClustersInTurnUpToTheCapacity() {
        capacity = 3;
        live.put(EAST, 1);
        Plan plan = plan(3);
        assertThat(chosen(plan)).containsExactly("east", "west");
        assertThat(plan.whyWaiting()).isEqualTo("The capacity over all clusters is used: 3 of 3");
        assertThat(plan(3)).as("the same plan again").isEqualTo(plan);
    }

    @Test
    void whatAFullClusterCannotTakeGoesElsewhere() {
        limits.put(EAST, new ClusterLimits(1, 100));
        Plan plan = plan(4);
        assertThat(chosen(plan)).containsExactly("east", "west", "west", "west");
        assertThat(plan.whyWaiting()).isNull();
    }

    @Test
    void aClusterAboveItsCapacityGetsNothingAndTheOthersGoOn() {
        limits.put(EAST, new ClusterLimits(2, 1));
        live.put(EAST, 5);
        assertThat(chosen(plan(2))).containsExactly("west", "west");
    }

    @Test
    void theCapacityOverAllClustersHoldsBesideThose() {
        capacity = 4;
        limits.put(EAST, new ClusterLimits(2, 1));
        live.put(new ClusterName("gone"), 1);
        Plan plan = plan(9);
        assertThat(chosen(plan)).containsExactly("east", "west", "east");
        assertThat(plan.whyWaiting()).isEqualTo("The capacity over all clusters is used: 4 of 4");
    }

    @Test
    void weightsSetTheShares() {
        limits.put(WEST, new ClusterLimits(Integer.MAX_VALUE, 2));
        assertThat(chosen(plan(6))).containsExactly("west", "east", "west", "west", "east", "west");
    }

    @Test
    void whoHasTheFewestTasksGetsTheNextUntilTheyAreEqual() {
        selector = Selector.LEAST_TASK;
        live.put(EAST, 4);
        assertThat(chosen(plan(4))).containsExactly("west", "west", "west", "west");
    }

    @Test
    void aClusterThatIsNotWellGetsNothingHoweverFewTasksItHas() {
        selector = Selector.LEAST_TASK;
        live.put(EAST, 400);
        open(WEST, "cannot be watched: no answer");
        assertThat(chosen(plan(2))).containsExactly("east", "east");
    }

    @Test
    void whatKeepsEachClusterFromTakingATaskIsSaid() {
        limits.put(EAST, new ClusterLimits(1, 1));
        live.put(EAST, 1);
        open(WEST, "is disabled");
        assertThat(plan(1).whyWaiting()).isEqualTo("east is full: 1 of 1; west is disabled");
    }

    @Test
    void theNextAttemptGoesBackOnlyIfNoOtherClusterHasRoom() {
        limits.put(WEST, new ClusterLimits(1, 1));
        AttemptView before = AttemptView.accepted(AttemptId.first(new TaskId("task")), TRAITS, NOW);
        AttemptView next = AttemptView.next(before.withAttempt(PlannerTest.placedOnEast("task")), NOW);
        assertThat(chosen(plan(List.of(next)))).containsExactly("west");
        live.put(WEST, 1);
        assertThat(chosen(plan(List.of(next)))).containsExactly("east");
    }

    @Test
    void freePlacesAreCountedWhereAttemptsMayGo() {
        limits.put(EAST, new ClusterLimits(3, 1));
        limits.put(WEST, new ClusterLimits(5, 1));
        live.put(EAST, 1);
        capacity = 6;
        Placement places = new Placement(live, new FleetSnapshot(clusters), policies());
        assertThat(places.free()).isEqualTo(5);
        assertThat(places.freeOn(EAST)).isEqualTo(2);
        open(WEST, "was declared dead");
        Placement without = new Placement(live, new FleetSnapshot(clusters), policies());
        assertThat(without.free()).isEqualTo(2);
        assertThat(without.freeOn(WEST)).isZero();
    }
}
