package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.loop.Roster;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.ClusterReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clusters that come and go while tasks run. */
class RosterTest {
    private static final ClusterName WEST = new ClusterName("west");

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east");

    private Roster.Departure leave(String cluster) {
        CompletableFuture<Roster.Departure> answer = fleet.unregister(cluster).toCompletableFuture();
        fleet.until("the loop has answered", answer::isDone);
        return answer.join();
    }

    private List<String> names() {
        return fleet.loop().snapshot().clusters().stream()
                .map(report -> report.name().value())
                .toList();
    }

    private void say(String cluster, ClusterWord word) {
        CompletableFuture<Verdict> verdict = fleet.loop()
                .declare(new ClusterName(cluster), word, "anna", "because", null, false)
                .toCompletableFuture();
        fleet.until("the word is answered", verdict::isDone);
        assertThat(verdict.join().refusal()).isNull();
    }

    private ClusterReport west() {
        return fleet.loop().snapshot().clusters().stream()
                .filter(report -> report.name().equals(WEST))
                .findFirst()
                .orElseThrow();
    }

    private TaskId runOnWest() {
        say("east", ClusterWord.CORDON);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        assertThat(fleet.cluster("west").present()).containsExactly(AttemptId.first(task));
        return task;
    }

    private void declareWestDead() {
        say("east", ClusterWord.UNCORDON);
        say("west", ClusterWord.DEAD);
    }

    @Test
    void aClusterThatComesIsGivenTasksAndStaysForTheNextLeader() {
        fleet.register("west");
        TaskId task = runOnWest();
        assertThat(names()).containsExactly("east", "west");
        fleet.reboot();
        fleet.untilRunning(task);
        assertThat(fleet.jobsEverMade(task)).isOne();
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void oneWithoutAttemptsGoesAtOnceAndItsConnectionIsNoLongerUsed() {
        fleet.register("west");
        fleet.step(5);
        Roster.Departure departure = leave("west");
        assertThat(departure.attempts()).isZero();
        assertThat(departure.connection()).isNotNull();
        fleet.step();
        assertThat(names()).containsExactly("east");
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        assertThat(fleet.cluster("east").present()).hasSize(1);
        assertThat(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 100))
                .extracting(note -> note.event().kind())
                .contains(Kind.CLUSTER_ADDED, Kind.CLUSTER_REMOVED);
    }

    @Test
    void oneWithAttemptsStaysClosedUntilNothingIsLeftThere() {
        fleet.register("west");
        TaskId task = runOnWest();
        assertThat(leave("west")).isEqualTo(new Roster.Departure(null, 1));
        TaskId other = fleet.run("other", JobScript.RUNS, Peon.SILENT);
        fleet.step(20);
        assertThat(west().enabled()).isFalse();
        assertThat(west().trouble()).contains("Its entry is gone", "[1]");
        assertThat(fleet.cluster("west").present()).hasSize(1);
        assertThat(fleet.report(other).map(AttemptReport::isPending)).contains(true);
        fleet.kill(task);
        fleet.until("nothing is left there", () -> fleet.ledger().peek().isEmpty());
        assertThat(leave("west").connection()).isNotNull();
    }

    @Test
    void anEntryThatComesBackOpensTheClusterAgain() {
        fleet.register("west");
        TaskId task = runOnWest();
        assertThat(leave("west").connection()).isNull();
        fleet.loop().roster().change(WEST, new Roster.Terms(ClusterProfile.PLAIN, true));
        fleet.step(2);
        assertThat(west().enabled()).isTrue();
        assertThat(west().trouble()).isNull();
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void oneThatWasDeclaredDeadGoesAlthoughTheLedgerPointsThere() {
        fleet.register("west");
        TaskId task = runOnWest();
        declareWestDead();
        fleet.until("it runs elsewhere", () -> fleet.cluster("east").present().equals(List.of(new AttemptId(task, 2))));
        assertThat(leave("west").connection()).isNotNull();
        fleet.step(10);
        assertThat(names()).containsExactly("east");
        assertThat(fleet.report(task).map(AttemptReport::state)).contains(AttemptReport.State.RUNNING);
    }

    @Test
    void theAttemptsOfAClusterThatIsNotRegisteredYetAreInLimbo() {
        fleet.register("west");
        TaskId task = runOnWest();
        fleet.unregister("west");
        fleet.reboot();
        fleet.step(200);
        assertThat(fleet.report(task).map(AttemptReport::state)).contains(AttemptReport.State.LIMBO);
        assertThat(fleet.jobsEverMade(task)).isOne();
        fleet.leader().join(fleet.cluster("west"));
        fleet.untilRunning(task);
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void oneWhoseEntryIsGoneWhenALeaderBeginsIsShownAndCanBeDeclaredDead() {
        fleet.register("west");
        TaskId task = runOnWest();
        fleet.unregister("west");
        fleet.reboot();
        fleet.step(5);
        assertThat(names()).containsExactly("east", "west");
        assertThat(west().enabled()).isFalse();
        assertThat(west().trouble()).contains("put its entry back", "declare it dead");
        assertThat(west().attempts().limbo()).isOne();
        CompletableFuture<Verdict> drain = fleet.loop()
                .declare(WEST, ClusterWord.DRAIN, "anna", "because", null, false)
                .toCompletableFuture();
        fleet.until("the word is answered", drain::isDone);
        assertThat(Objects.requireNonNull(drain.join().refusal()).kind()).isEqualTo(Verdict.Kind.CONFLICT);
        declareWestDead();
        fleet.until("it runs elsewhere", () -> fleet.cluster("east").present().equals(List.of(new AttemptId(task, 2))));
        fleet.step(5);
        assertThat(names()).containsExactly("east");
        assertThat(fleet.report(task).map(AttemptReport::state)).contains(AttemptReport.State.RUNNING);
    }

    @Test
    void whatAnEntrySaysOfCapacityCounts() {
        fleet.register("west");
        say("east", ClusterWord.CORDON);
        fleet.loop().roster().change(WEST, new Roster.Terms(ClusterProfile.limited(new ClusterLimits(1, 1)), true));
        TaskId first = fleet.run("first", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(first);
        TaskId second = fleet.run("second", JobScript.RUNS, Peon.SILENT);
        fleet.step(10);
        assertThat(fleet.report(second).map(AttemptReport::isPending)).contains(true);
        assertThat(Objects.requireNonNull(west().vacancy().limits()).capacity()).isOne();
    }
}
