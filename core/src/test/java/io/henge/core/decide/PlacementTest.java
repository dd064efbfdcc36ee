package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.health.CallHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Asked;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.Preference;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many attempts each cluster is given by one plan, and why what is not placed has to wait. */
class PlacementTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final TaskTraits TRAITS = new TaskTraits("index", "flights", "group", 50);

    private final TreeMap<ClusterName, ClusterFacts> clusters = new TreeMap<>();
    private final TreeMap<ClusterName, ClusterLimits> limits = new TreeMap<>();
    private Selector selector = Selector.ROUND_ROBIN;
    private int capacity = Integer.MAX_VALUE;
    private int elsewhere;

    PlacementTest() {
        clusters.put(EAST, Known.well(EAST));
        clusters.put(WEST, Known.well(WEST));
    }

    private void hold(ClusterName name, int attempts) {
        clusters.compute(name, (key, facts) -> Known.with(Objects.requireNonNull(facts), attempts));
    }

    private Policies policies() {
        return Policies.DEFAULT.withCapacity(capacity).withSharing(Sharing.limited(selector, limits));
    }

    private FleetSnapshot fleet() {
        return new FleetSnapshot(clusters, Map.of());
    }

    private LedgerSnapshot ledger(List<AttemptView> tasks) {
        int held = clusters.values().stream()
                .mapToInt(facts -> facts.occupancy().attempts())
                .sum();
        return Known.ledger(tasks, held + elsewhere, 7);
    }

    private Plan plan(List<AttemptView> tasks) {
        return Planner.SOUND.plan(ledger(tasks), fleet(), policies(), NOW);
    }

    private static @Nullable String whyWaiting(Plan plan) {
        return plan.allotment().left().whyNone(Preference.ANY).orElse(null);
    }

    private static List<AttemptView> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> AttemptView.accepted(AttemptId.first(new TaskId("task-" + i)), TRAITS, NOW))
                .toList();
    }

    private Plan plan(int tasks) {
        return plan(tasks(tasks));
    }

    private static List<String> chosen(Plan plan) {
        return plan.actions().stream()
                .map(action -> ((Action.Place) action).cluster().value())
                .toList();
    }

    @Test
    void aClusterIsGivenAttemptsBeforeAllThatItHoldsIsListed() {
        clusters.put(EAST, Known.answering(EAST));
        clusters.put(WEST, Known.watched(WEST, false, null));
        assertThat(chosen(plan(2))).containsOnly("east").hasSize(2);
    }

    @Test
    void aTurnGivesABeginningWhereThereIsMuchToGive() {
        IntStream.range(0, 10)
                .mapToObj(i -> new ClusterName("c" + i))
                .forEach(name -> clusters.put(name, Known.well(name)));
        Plan plan = plan(Placement.AT_ONCE_MAX + 1);
        assertThat(plan.actions()).hasSize(Placement.AT_ONCE_MAX);
        assertThat(plan.lookAgainAt()).contains(NOW);
        assertThat(plan(Placement.AT_ONCE_MAX).lookAgainAt()).isEmpty();
    }

    @Test
    void noClusterGetsMoreThanItMayTake() {
        limits.put(EAST, new ClusterLimits(3, 1));
        limits.put(WEST, new ClusterLimits(2, 1));
        hold(EAST, 1);
        Plan plan = plan(9);
        assertThat(chosen(plan)).containsExactlyInAnyOrder("east", "east", "west", "west");
        assertThat(whyWaiting(plan)).isEqualTo("east is full: 3 of 3; west is full: 2 of 2");
    }

    @Test
    void waitingTasksTakeTheClustersInTurnUpToTheCapacity() {
        capacity = 3;
        hold(EAST, 1);
        Plan plan = plan(3);
        assertThat(chosen(plan)).containsExactly("east", "west");
        assertThat(whyWaiting(plan)).isEqualTo("The capacity over all clusters is used: 3 of 3");
        assertThat(plan(3)).as("the same plan again").isEqualTo(plan);
    }

    @Test
    void whatAFullClusterCannotTakeGoesElsewhere() {
        limits.put(EAST, new ClusterLimits(1, 100));
        Plan plan = plan(4);
        assertThat(chosen(plan)).containsExactly("east", "west", "west", "west");
        assertThat(whyWaiting(plan)).isNull();
    }

    @Test
    void aClusterAboveItsCapacityGetsNothingAndTheOthersGoOn() {
        limits.put(EAST, new ClusterLimits(2, 1));
        hold(EAST, 5);
        assertThat(chosen(plan(2))).containsExactly("west", "west");
    }

    @Test
    void theCapacityOverAllClustersHoldsBesideThose() {
        capacity = 4;
        limits.put(EAST, new ClusterLimits(2, 1));
        elsewhere = 1;
        Plan plan = plan(9);
        assertThat(chosen(plan)).containsExactly("east", "west", "east");
        assertThat(whyWaiting(plan)).isEqualTo("The capacity over all clusters is used: 4 of 4");
    }

    @Test
    void weightsSetTheShares() {
        limits.put(WEST, new ClusterLimits(Integer.MAX_VALUE, 2));
        assertThat(chosen(plan(6))).containsExactly("west", "east", "west", "west", "east", "west");
    }

    @Test
    void whoHasTheFewestTasksGetsTheNextUntilTheyAreEqual() {
        selector = Selector.LEAST_TASK;
        hold(EAST, 4);
        assertThat(chosen(plan(4))).containsExactly("west", "west", "west", "west");
    }

    @Test
    void aClusterThatIsNotWellGetsNothingHoweverFewTasksItHas() {
        selector = Selector.LEAST_TASK;
        hold(EAST, 400);
        clusters.put(WEST, Known.watched(WEST, true, "no answer"));
        assertThat(chosen(plan(2))).containsExactly("east", "east");
    }

    @Test
    void whatKeepsEachClusterFromTakingATaskIsSaid() {
        limits.put(EAST, new ClusterLimits(1, 1));
        hold(EAST, 1);
        clusters.put(WEST, Known.with(Known.well(WEST), Standing.of(ClusterRecord.unknown(WEST), false)));
        assertThat(whyWaiting(plan(1))).isEqualTo("east is full: 1 of 1; west is disabled");
    }

    @Test
    void theNextAttemptGoesBackOnlyIfNoOtherClusterHasRoom() {
        limits.put(WEST, new ClusterLimits(1, 1));
        AttemptView before = AttemptView.accepted(AttemptId.first(new TaskId("task")), TRAITS, NOW);
        AttemptView next = AttemptView.next(before.withAttempt(PlannerTest.placedOnEast("task")), NOW);
        assertThat(chosen(plan(List.of(next)))).containsExactly("west");
        hold(WEST, 1);
        assertThat(chosen(plan(List.of(next)))).containsExactly("east");
    }

    @Test
    void freePlacesAreCountedWhereAttemptsMayGo() {
        limits.put(EAST, new ClusterLimits(3, 1));
        limits.put(WEST, new ClusterLimits(5, 1));
        hold(EAST, 1);
        assertThat(free(EAST)).isEqualTo(2);
        assertThat(free(WEST)).isEqualTo(5);
        capacity = 3;
        assertThat(free(WEST)).isEqualTo(2);
        clusters.put(WEST, Known.watched(WEST, false, null));
        assertThat(free(WEST)).isZero();
    }

    private long free(ClusterName cluster) {
        return Objects.requireNonNull(plan(0).allotment().vacancies().get(cluster))
                .free();
    }

    @Test
    void aClusterWhoseCallsFailGetsNothingUntilItMayBeTriedAndThenOne() {
        CallHealth failing =
                CallHealth.well(NOW).failed(new ApiFailure(ApiFailure.Kind.FORBIDDEN, "401: who are you?"), NOW);
        clusters.put(WEST, Known.with(Known.well(WEST), failing, 0));
        assertThat(chosen(plan(3))).containsExactly("east", "east", "east");
        Plan later = Planner.SOUND.plan(ledger(tasks(3)), fleet(), policies(), NOW.plusSeconds(1));
        assertThat(chosen(later)).containsExactly("east", "west", "east");
        clusters.put(WEST, Known.with(Known.well(WEST), failing, 1));
        Plan underWay = Planner.SOUND.plan(ledger(tasks(3)), fleet(), policies(), NOW.plusSeconds(1));
        assertThat(chosen(underWay)).containsExactly("east", "east", "east");
    }

    @Test
    void aClusterThatHasComeBackIsNotFlooded() {
        CallHealth back = CallHealth.well(NOW)
                .failed(new ApiFailure(ApiFailure.Kind.FORBIDDEN, "no answer"), NOW)
                .succeeded(NOW);
        clusters.remove(EAST);
        clusters.put(WEST, Known.with(Known.well(WEST), back, 0));
        Plan plan = plan(5);
        assertThat(chosen(plan)).containsExactly("west", "west");
        assertThat(whyWaiting(plan)).isEqualTo("west is not sent more before the calls under way have ended");
    }

    @Test
    void eachNeedIsAnsweredOnceInTheOrderOfItsFirst() {
        limits.put(EAST, new ClusterLimits(1, 1));
        limits.put(WEST, new ClusterLimits(1, 1));
        Attempt fenced = PlannerTest.placedOnEast("b").fenced("moved", NOW, new NextWish(WEST, "moved"));
        AttemptView wishing = AttemptView.next(AttemptView.restored(fenced, NOW).asking(Asked.NOTHING), NOW);
        Plan plan = plan(Stream.concat(tasks(4).stream(), Stream.of(wishing)).toList());
        assertThat(plan.actions())
                .containsExactlyInAnyOrder(
                        new Action.Place(AttemptId.first(new TaskId("task-0")), EAST, "east has room"),
                        new Action.Place(wishing.id(), WEST, "west has room: an operator moved it there (+100000000)"));
        assertThat(whyWaiting(plan)).isEqualTo("east is full: 1 of 1; west is full: 1 of 1");
    }
}
