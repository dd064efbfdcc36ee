package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Policies;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.RecordedTimings.Told;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.ledger.InMemoryLedger.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long things took, in virtual time: a step is a second. */
class TimingsTest {
    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT.withCapacity(1), "east");

    private List<Told> told() {
        return fleet.timings().tasks();
    }

    private Optional<Told> told(String what, TaskId task) {
        return told().stream()
                .filter(one -> one.what().equals(what) && one.attempt().equals(AttemptId.first(task)))
                .findFirst();
    }

    @Test
    void aTasksMilestonesAreToldOnceEachAndInOrder() {
        fleet.run("a", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(told()).extracting(Told::what).containsExactly("launched", "started", "ended");
        Duration launch = told().get(0).took().get(0);
        assertThat(launch).isPositive();
        assertThat(told().get(1).took()).allMatch(took -> took.compareTo(launch) >= 0);
    }

    @Test
    void timeInTheQueueCountsAsWaitingAndNotAsStartingUp() {
        TaskId first = fleet.run("a", JobScript.RUNS, Peon.REPORTS);
        fleet.untilRunning(first);
        TaskId second = fleet.run("b", JobScript.RUNS, Peon.REPORTS);
        fleet.step(100);
        fleet.kill(first);
        fleet.untilRunning(second);
        List<Duration> took = told("started", second).orElseThrow().took();
        assertThat(took.get(0)).as("since it was handed over").isGreaterThan(Duration.ofSeconds(100));
        assertThat(took.get(1)).as("since it was placed").isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aTermTellsNothingOfWhatAnEarlierOneLaunched() {
        TaskId task = fleet.run("a", JobScript.RUNS, Peon.REPORTS);
        fleet.untilRunning(task);
        int before = told().size();
        fleet.reboot();
        fleet.untilRunning(task);
        assertThat(told()).hasSize(before);
    }

    @Test
    void aStoreThatDoesNotAnswerShowsInTheOutcomesLag() {
        TaskId task = fleet.run("a", JobScript.RUNS, Peon.REPORTS);
        fleet.untilRunning(task);
        fleet.ledger().setStore(Store.FAILS);
        fleet.cluster("east")
                .deleteByHand(Attempts.jobName(fleet.report(task).orElseThrow().id()));
        fleet.step(60);
        fleet.ledger().setStore(Store.ANSWERS);
        fleet.until("the end is told", () -> told("ended", task).isPresent());
        assertThat(told("ended", task).orElseThrow().took().get(0)).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void turnsAndTransactionsAreTold() {
        fleet.run("a", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.timings().turns()).isNotEmpty().allMatch(waited -> !waited.isNegative());
        assertThat(fleet.timings().writes()).contains(1);
    }

    @Test
    void aClusterThatRefusesIsNotALaunch() {
        fleet.cluster("east").setApi(SimulatedCluster.Api.REFUSES);
        fleet.run("a", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.step(30);
        assertThat(told()).isEmpty();
    }
}
