package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.failover.FailoverMode;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The capacity, over all clusters and of each, while tasks run. */
class CapacityTest {
    /** What is lost is left to people here; what becomes of it by itself is in FailoverTest. */
    private static final Policies PATIENT = Policies.DEFAULT.withFailover(new Policies.Failover(FailoverMode.OFF, 1));

    /** Longer than any task here takes to start. */
    private static final int STEPS_TO_START = 30;

    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");

    private final SimulatedFleet fleet = new SimulatedFleet(PATIENT.withCapacity(2), "east", "west");

    private List<TaskId> runFive() {
        return runFive(fleet);
    }

    private static List<TaskId> runFive(SimulatedFleet fleet) {
        return IntStream.range(0, 5)
                .mapToObj(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.REPORTS))
                .toList();
    }

    private static SimulatedFleet fleetOf(Selector selector, int east, int west) {
        Map<ClusterName, ClusterLimits> limits =
                Map.of(EAST, new ClusterLimits(east, 1), WEST, new ClusterLimits(west, 1));
        return new SimulatedFleet(
                Policies.DEFAULT.withSharing(Sharing.limited(selector, new TreeMap<>(limits))), "east", "west");
    }

    private long running() {
        return running(fleet);
    }

    private static long running(SimulatedFleet fleet) {
        return fleet.loop().snapshot().attempts().values().stream()
                .filter(report -> report.state() == AttemptReport.State.RUNNING)
                .count();
    }

    @Test
    void whatWaitsStartsWhenTheCapacityGrows() {
        runFive();
        fleet.until("two run", () -> running() == 2);
        fleet.limit(4);
        fleet.until("four run", () -> running() == 4);
        fleet.step(STEPS_TO_START);
        assertThat(running()).isEqualTo(4);
    }

    @Test
    void aLowerCapacityStopsNothingAndStartsNothingUntilEnoughHaveEnded() {
        fleet.limit(4);
        List<TaskId> tasks = runFive();
        fleet.until("four run", () -> running() == 4);
        fleet.limit(2);
        fleet.step(STEPS_TO_START);
        assertThat(running()).isEqualTo(4);
        assertThat(fleet.outcomes()).isEmpty();
        tasks.subList(0, 2).forEach(fleet::kill);
        fleet.step(STEPS_TO_START);
        assertThat(fleet.report(tasks.get(4)).orElseThrow().state()).isEqualTo(AttemptReport.State.WAITING);
        fleet.kill(tasks.get(2));
        fleet.until(
                "the fifth runs",
                () -> fleet.report(tasks.get(4)).orElseThrow().state() == AttemptReport.State.RUNNING);
        assertThat(running()).isEqualTo(2);
    }

    /** The first two of five run; the one on west is killed while that hangs. */
    private List<TaskId> killOneWhereNothingAnswers() {
        List<TaskId> tasks = runFive();
        fleet.until("two run", () -> running() == 2);
        fleet.cluster("west").setApi(Api.HANGS);
        TaskId killed = tasks.stream()
                .filter(task -> fleet.report(task)
                        .map(AttemptReport::attempt)
                        .filter(attempt -> attempt.cluster().equals(WEST))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        fleet.kill(killed);
        fleet.step(STEPS_TO_START);
        assertThat(fleet.report(tasks.get(2)).orElseThrow().state()).isEqualTo(AttemptReport.State.WAITING);
        return tasks;
    }

    @Test
    void aKilledTaskHoldsItsPlaceUntilItsPodIsGone() {
        TaskId next = killOneWhereNothingAnswers().get(2);
        fleet.reboot();
        fleet.step(STEPS_TO_START);
        assertThat(fleet.report(next).orElseThrow().state()).isEqualTo(AttemptReport.State.WAITING);
        fleet.cluster("west").setApi(Api.ANSWERS);
        fleet.untilRunning(next);
    }

    @Test
    void aKilledTaskHoldsNoPlaceOnceItsClusterIsGivenUp() {
        TaskId next = killOneWhereNothingAnswers().get(2);
        fleet.loop().declare(WEST, ClusterWord.DEAD, "anna", "it burnt", null, false);
        fleet.untilRunning(next);
    }

    @Test
    void theNextTermHoldsToTheCapacityOfItsTime() {
        runFive();
        fleet.limit(3);
        fleet.until("three run", () -> running() == 3);
        fleet.reboot();
        fleet.step(STEPS_TO_START);
        assertThat(running()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void noClusterGetsMoreThanItMayTakeAndWhatWaitsSaysWhy(Selector selector) {
        SimulatedFleet limited = fleetOf(selector, 1, 3);
        List<TaskId> tasks = runFive(limited);
        limited.until("four run", () -> running(limited) == 4);
        limited.step(STEPS_TO_START);
        assertThat(limited.placesHeld()).isEqualTo(Map.of(EAST, 1L, WEST, 3L));
        AttemptReport waiting = limited.report(tasks.get(4)).orElseThrow();
        assertThat(limited.loop().snapshot().why(waiting)).isEqualTo("east is full: 1 of 1; west is full: 3 of 3");
        limited.kill(tasks.get(0));
        limited.untilRunning(tasks.get(4));
        assertThat(limited.placesHeld()).isEqualTo(Map.of(EAST, 1L, WEST, 3L));
    }

    @Test
    void anAttemptInLimboHoldsItsPlace() {
        SimulatedFleet limited = fleetOf(Selector.LEAST_TASK, 2, 2);
        List<TaskId> tasks = runFive(limited);
        limited.until("four run", () -> running(limited) == 4);
        limited.cluster("west").setApi(Api.HANGS);
        limited.reboot();
        limited.step(STEPS_TO_START);
        assertThat(limited.report(tasks.get(4)).orElseThrow().state()).isEqualTo(AttemptReport.State.WAITING);
        assertThat(limited.placesHeld()).isEqualTo(Map.of(EAST, 2L, WEST, 2L));
        assertThat(limited.loop().snapshot().clusters())
                .extracting(
                        cluster -> cluster.attempts().live(),
                        cluster -> cluster.vacancy().free())
                .containsExactly(tuple(2L, 0L), tuple(2L, 0L));
    }

    @Test
    void aTaskIsNotMovedToAFullCluster() {
        SimulatedFleet limited = fleetOf(Selector.ROUND_ROBIN, 3, 1);
        List<TaskId> tasks = runFive(limited);
        limited.until("four run", () -> running(limited) == 4);
        TaskId onEast = tasks.get(0);
        CompletionStage<Verdict> there = limited.loop().move(onEast, WEST, "anna", "maintenance", false);
        CompletionStage<Verdict> anywhere = limited.loop().move(onEast, null, "anna", "maintenance", false);
        limited.step();
        assertThat(List.of(there, anywhere))
                .extracting(answer -> answer.toCompletableFuture().join().refusal())
                .containsOnly(new Verdict.Refusal(Verdict.Kind.CONFLICT, "west is full: 1 of 1"));
        assertThat(limited.placesHeld()).isEqualTo(Map.of(EAST, 3L, WEST, 1L));
    }
}
