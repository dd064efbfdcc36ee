package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Policies;
import io.henge.core.failover.FailoverMode;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.placement.Asked;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.Network;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.ledger.InMemoryLedger.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskLoopTest {
    /** What is lost is left to people here; what becomes of it by itself is in FailoverTest. */
    private static final Policies PATIENT = Policies.DEFAULT.withFailover(new Policies.Failover(FailoverMode.OFF, 1));

    private final SimulatedFleet fleet = new SimulatedFleet(PATIENT, "east", "west");

    private AttemptReport.State stateOf(TaskId task) {
        return fleet.report(task).orElseThrow().state();
    }

    private Outcome outcomeOf(TaskId task) {
        return Objects.requireNonNull(fleet.outcomes().get(task));
    }

    @Test
    void aTaskRunsReportsAndLeavesNothingBehind() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.outcomes()).containsEntry(task, Outcome.success(1_000));
        assertThat(fleet.log(task)).hasValue(JobScript.GREETING + "\n");
        assertThat(fleet.report(task)).isEmpty();
    }

    @Test
    void aTaskCostsOnePostOneDeleteAndOneLogRead() {
        fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(List.of("POST", "DELETE", "LOG", "GET"))
                .extracting(verb -> fleet.cluster("east").requests(verb))
                .containsExactly(1, 1, 1, 0);
    }

    @Test
    void tasksAreSpreadInTurn() {
        List<TaskId> tasks = IntStream.range(0, 6)
                .mapToObj(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT))
                .toList();
        tasks.forEach(fleet::untilRunning);
        assertThat(fleet.cluster("east").present()).hasSize(3);
        assertThat(fleet.cluster("west").present()).hasSize(3);
    }

    @Test
    void aHungClusterHoldsPlacementUpOnlyForTheFirstLook() {
        fleet.cluster("west").setApi(Api.HANGS);
        Instant start = fleet.clock().instant();
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        assertThat(fleet.cluster("east").present()).hasSize(1);
        assertThat(Duration.between(start, fleet.clock().instant()))
                .isBetween(
                        Policies.DEFAULT.starting().firstLook(),
                        Policies.DEFAULT.starting().firstLook().plusSeconds(5));
    }

    @Test
    void aLongListHoldsUpNoLaunchAndNothingIsConcludedFromItBeforeItsEnd() {
        TaskId before = fleet.run("before", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(before);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        List.of("east", "west")
                .forEach(cluster -> fleet.cluster(cluster).setNetwork(new Network() {
                    @Override
                    public Fate fateOfRequest() {
                        return Fate.ARRIVES;
                    }

                    @Override
                    public boolean listsOn() {
                        return goesOn.get();
                    }
                }));
        fleet.reboot();
        TaskId after = fleet.run("after", JobScript.RUNS, Peon.SILENT);
        fleet.until("its Job is made", () -> fleet.jobsEverMade(after) == 1);
        IntStream.range(0, 200).forEach(i -> fleet.step());
        assertThat(fleet.jobsEverMade(before) + fleet.jobsEverMade(after)).isEqualTo(2);
        assertThat(fleet.outcomes()).isEmpty();
        assertThat(stateOf(after)).as("it has not been seen").isNotEqualTo(AttemptReport.State.RUNNING);
        goesOn.set(false);
        fleet.untilRunning(after);
        fleet.untilRunning(before);
        assertThat(fleet.jobsEverMade(before) + fleet.jobsEverMade(after)).isEqualTo(2);
    }

    @Test
    void theLocationIsToldWhenThePodRuns() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.until("the location is told", () -> fleet.location(task).isPresent());
        assertThat(fleet.ledger().attempts())
                .singleElement()
                .extracting(Attempt::location)
                .isEqualTo(fleet.location(task).orElseThrow());
    }

    @Test
    void theIntentIsDurableBeforeTheJobIsMade() {
        fleet.ledger().setStore(Store.FAILS);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        IntStream.range(0, 20).forEach(i -> fleet.step());
        assertThat(fleet.jobsEverMade(task)).isZero();
        fleet.ledger().setStore(Store.ANSWERS);
        fleet.untilRunning(task);
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
    }

    @Test
    void aStatusInDeepStorageCountsWhereThePeonCouldNotReport() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.LEAVES_STATUS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.outcomes()).containsEntry(task, Outcome.success(1_000));
    }

    @Test
    void aPodThatEndsWithoutAStatusFailsItsTaskInWords() {
        TaskId task = fleet.run("task", JobScript.IS_KILLED, Peon.SILENT);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(outcomeOf(task).succeeded()).isFalse();
        assertThat(outcomeOf(task).message()).contains("exit code 137: it was killed");
    }

    @Test
    void anImageThatDoesNotComeWithinTheTolerationFailsItsTask() {
        TaskId task = fleet.run("task", JobScript.HAS_NO_IMAGE, Peon.SILENT);
        Instant start = fleet.clock().instant();
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(outcomeOf(task).message()).contains(JobScript.IMAGE_NOT_THERE);
        assertThat(Duration.between(start, fleet.clock().instant()))
                .isGreaterThan(Policies.DEFAULT.starting().startToleration());
    }

    @Test
    void aPodThatCannotStartIsLookedAtAgainOnceItsClusterIsWell() {
        TaskId task = fleet.run("task", JobScript.HAS_NO_IMAGE, Peon.SILENT);
        fleet.until(
                "the pod is in trouble",
                () -> fleet.report(task)
                        .filter(report -> report.progress().why() != null)
                        .isPresent());
        fleet.cluster("east").setApi(Api.REFUSES);
        IntStream.range(0, 300).forEach(i -> fleet.step());
        assertThat(fleet.outcomes()).doesNotContainKey(task);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void aJobDeletedByHandFailsItsTaskInWords() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.cluster("east")
                .deleteByHand(fleet.ledger().attempts().get(0).address().job());
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(outcomeOf(task).message()).contains("is gone");
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
    }

    @Test
    void aKilledTaskLosesItsJobAtOnce() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.kill(task);
        IntStream.range(0, 10).forEach(i -> fleet.step());
        assertThat(fleet.isClean()).isTrue();
        assertThat(fleet.log(task)).isPresent();
    }

    @Test
    void aTaskKilledBeforeItIsPlacedNeverStarts() {
        fleet.ledger().setStore(Store.FAILS);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.step();
        fleet.kill(task);
        fleet.ledger().setStore(Store.ANSWERS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.jobsEverMade(task)).isZero();
    }

    @Test
    void aKillDuringAnOutageIsCarriedOutWhenTheClusterAnswersAgain() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.kill(task);
        IntStream.range(0, 100).forEach(i -> fleet.step());
        assertThat(fleet.jobsPresent()).isEqualTo(1);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void aCreateWhoseAnswerIsLostIsNeverRepeatedElsewhere() {
        fleet.step();
        fleet.cluster("east").setApi(Api.LOSES_ANSWERS);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        IntStream.range(0, 60).forEach(i -> fleet.step());
        assertThat(fleet.cluster("west").everLaunched()).isEmpty();
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.untilRunning(task);
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
    }

    @Test
    void aNewTermAdoptsWhatRuns() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.reboot();
        fleet.untilRunning(task);
        assertThat(fleet.location(task)).isPresent();
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
    }

    @Test
    void aTaskOnAClusterThatCannotBeSeenIsInLimboAndStaysThere() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.cluster("east").setApi(Api.HANGS);
        fleet.reboot();
        IntStream.range(0, 200).forEach(i -> fleet.step());
        assertThat(stateOf(task)).isEqualTo(AttemptReport.State.LIMBO);
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
        assertThat(fleet.outcomes()).doesNotContainKey(task);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.untilRunning(task);
    }

    @Test
    void aClusterThatWasNeverSeenGetsNoTasks() {
        fleet.cluster("west").setApi(Api.REFUSES);
        List<TaskId> tasks = IntStream.range(0, 4)
                .mapToObj(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT))
                .toList();
        tasks.forEach(fleet::untilRunning);
        assertThat(fleet.cluster("east").present()).hasSize(4);
    }

    @Test
    void aThawedFormerLeaderWritesNothingAndLaunchesNothing() {
        SimulatedOverlord former = fleet.freeze();
        TaskId late = new TaskId("late");
        former.loop().accept(late, Attempts.TRAITS, Asked.NOTHING);
        fleet.step();
        former.loop().turn();
        assertThat(former.writer().writeWaiting()).isEqualTo(LedgerWriter.Turn.TERM_LOST);
        former.loop().turn();
        IntStream.range(0, 10).forEach(i -> fleet.step());
        assertThat(fleet.ledger().attempts()).isEmpty();
        assertThat(fleet.jobsEverMade(late)).isZero();
    }

    @Test
    void aThawedFormerLeaderDoesNotLaunchWhatItHadPlaced() {
        fleet.step();
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.step();
        assertThat(fleet.ledger().attempts()).hasSize(1);
        assertThat(fleet.jobsEverMade(task)).isZero();
        SimulatedOverlord former = fleet.freeze();
        fleet.until("the next leader has run and cleaned up everything", fleet::isClean);
        assertThat(former.writer().writeWaiting()).isEqualTo(LedgerWriter.Turn.TERM_LOST);
        former.loop().turn();
        IntStream.range(0, 10).forEach(i -> fleet.step());
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
    }

    @Test
    void aStatusLookedForBeforeTheLaunchIsLookedForAgainAfterIt() {
        fleet.step();
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.LEAVES_STATUS);
        fleet.step();
        assertThat(fleet.jobsEverMade(task)).isZero();
        fleet.reboot();
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(outcomeOf(task)).isEqualTo(Outcome.success(1_000));
    }

    @Test
    void aTaskThatRanUnseenByTheFormerLeaderIsNotRunAgain() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.LEAVES_STATUS);
        fleet.until("the Job is made", () -> fleet.jobsPresent() == 1);
        fleet.cluster("east").setApi(Api.HANGS);
        IntStream.range(0, 20).forEach(i -> fleet.step());
        fleet.cluster("east")
                .deleteByHand(fleet.ledger().attempts().get(0).address().job());
        fleet.reboot();
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(outcomeOf(task)).isEqualTo(Outcome.success(1_000));
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
    }

    @Test
    void aReportWithAForeignTokenCountsForNothing() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.loop().report(task, new Token("another"), Outcome.success(1));
        IntStream.range(0, 10).forEach(i -> fleet.step());
        assertThat(stateOf(task)).isEqualTo(AttemptReport.State.RUNNING);
    }

    @Test
    void thePodOfAReportedOutcomeMayGoOnForABoundedTime() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        Token token = fleet.ledger().attempts().get(0).token();
        fleet.loop().report(task, token, Outcome.success(1));
        fleet.until("the outcome is told", () -> fleet.outcomes().containsKey(task));
        Instant told = fleet.clock().instant();
        assertThat(fleet.jobsPresent()).isEqualTo(1);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(Duration.between(told, fleet.clock().instant()))
                .isBetween(
                        Policies.DEFAULT.ending().podEndWait(),
                        Policies.DEFAULT.ending().podEndWait().plusSeconds(20));
    }

    @Test
    void capacityIsNeverExceeded() {
        SimulatedFleet small = new SimulatedFleet(Policies.DEFAULT.withCapacity(3), "east", "west");
        List<TaskId> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(small.run("task-" + i, JobScript.RUNS, Peon.SILENT));
        }
        for (int i = 0; i < 50; i++) {
            small.step();
            assertThat(small.jobsPresent()).isLessThanOrEqualTo(3);
        }
        assertThat(small.jobsPresent()).isEqualTo(3);
        tasks.forEach(small::kill);
        small.until("everything is cleaned up", small::isClean);
    }

    @Test
    void aClosedConnectionDoesNotDisturbTheNextTerm() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.step();
        fleet.reboot();
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.outcomes()).containsKey(task);
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
    }

    @Test
    void aCreateThatLandsWhenItsTaskIsGoneIsDeleted() {
        fleet.step();
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
        fleet.cluster("west")
                .landLate(Attempts.placed("task", "west", 1, fleet.clock().instant()));
        assertThat(fleet.jobsPresent()).isEqualTo(1);
        fleet.until("the stray is gone", fleet::isClean);
    }

    @Test
    void aFinishedTaskKeepsItsRowUntilDruidHasStoredItsEnd() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.store().forgetEnds(true);
        fleet.until("its Job is gone", () -> fleet.jobsEverMade(task) == 1 && fleet.jobsPresent() == 0);
        IntStream.range(0, 100).forEach(i -> fleet.step());
        assertThat(fleet.ledger().attempts()).hasSize(1);
        fleet.store().forgetEnds(false);
        fleet.reboot();
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
        assertThat(outcomeOf(task)).isEqualTo(Outcome.success(1_000));
    }
}
