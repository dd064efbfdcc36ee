package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.Shortage;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a task leaves a cluster on which its pod finds no room. */
class WithdrawalTest {
    private static final int TOLERATION =
            (int) Policies.DEFAULT.starting().startToleration().toSeconds();

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "north", "west");

    private TaskId run(String type, JobScript script) {
        TaskId task = new TaskId(type + "-1");
        fleet.run(
                task,
                new TaskScript(new TaskTraits(type, "flights", task.value(), 0), script, Peon.REPORTS, 0, List.of()));
        return task;
    }

    private void say(ClusterWord word, String... clusters) {
        for (String cluster : clusters) {
            var unused = fleet.loop().declare(new ClusterName(cluster), word, "anna", "disks", null, false);
        }
        fleet.step(5);
    }

    /** Waits on east for what it lacks, since the others are cordoned until its pod waits. */
    private TaskId strandedOnEast(String type, JobScript script, Shortage shortage) {
        say(ClusterWord.CORDON, "north", "west");
        fleet.cluster("east").lack(shortage);
        TaskId task = run(type, script);
        fleet.until("its Job is there", () -> !fleet.cluster("east").present().isEmpty());
        return task;
    }

    private List<LedgerEvent> history(Kind kind) {
        return fleet.ledger().events(new EventFilter(null, null, kind), Long.MAX_VALUE, 100).stream()
                .map(note -> note.event())
                .toList();
    }

    private void untilAttempt(TaskId task, int number, String cluster) {
        AttemptId id = new AttemptId(task, number);
        fleet.until(
                id + " runs on " + cluster,
                () -> fleet.cluster(cluster).running().stream().map(Attempt::id).anyMatch(id::equals));
    }

    @ParameterizedTest
    @EnumSource(value = Shortage.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aPodWithoutRoomIsWithdrawnAndItsTaskSucceedsElsewhere(Shortage shortage) {
        TaskId task = strandedOnEast("index", JobScript.ENDS_WELL, shortage);
        say(ClusterWord.UNCORDON, "west");
        fleet.step(TOLERATION / 2);
        assertThat(fleet.present()).containsExactly(AttemptId.first(task));
        fleet.until("it has ended", () -> fleet.outcomes().containsKey(task));
        assertThat(Objects.requireNonNull(fleet.outcomes().get(task)).succeeded())
                .isTrue();
        assertThat(fleet.cluster("west").everLaunched()).containsExactly(new AttemptId(task, 2));
        fleet.until("its log is saved", () -> fleet.log(task).isPresent());
        assertThat(fleet.log(task).orElseThrow())
                .as("the first attempt never ran")
                .isEqualTo("--- Attempt 2 of task[index-1], on cluster[west], after one that was taken away."
                        + " Why: henge failovers index-1 ---\n" + JobScript.GREETING + "\n");
        assertThat(history(Kind.WITHDRAWN)).singleElement().satisfies(event -> {
            assertThat(event.about().cluster()).isEqualTo(new ClusterName("east"));
            assertThat(event.about().attempt()).isEqualTo(1);
            assertThat(event.why())
                    .startsWith("no room for PT2M")
                    .contains("while cluster[west] has some: ")
                    .contains(shortage == Shortage.NODES ? "0/1 nodes are available" : "exceeded quota");
        });
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "single_phase_sub_task", "index_kafka", "kill"})
    void itGoesOnOnlyWhenNothingIsLeftOfItThatCouldStart(String type) {
        TaskId task = strandedOnEast(type, JobScript.RUNS, Shortage.NODES);
        say(ClusterWord.UNCORDON, "west");
        fleet.until(
                "it is taken from east",
                () -> fleet.ledger().peek().stream().anyMatch(row -> row.state() == AttemptState.FENCED));
        for (int i = 0; i < 60 && fleet.cluster("west").everLaunched().isEmpty(); i++) {
            fleet.step();
            assertThat(fleet.cluster("west").everLaunched().isEmpty()
                            || fleet.cluster("east").present().isEmpty())
                    .isTrue();
        }
        untilAttempt(task, 2, "west");
        assertThat(fleet.outcomes()).isEmpty();
    }

    @Test
    void nothingIsTakenAwayWhileNoOtherClusterHasRoomAndThenItFailsAtItsDeadline() {
        TaskId task = strandedOnEast("index", JobScript.ENDS_WELL, Shortage.NODES);
        fleet.step(3 * TOLERATION);
        assertThat(fleet.present()).containsExactly(AttemptId.first(task));
        fleet.clock().advance(Policies.DEFAULT.starting().launchTimeout());
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
        assertThat(Objects.requireNonNull(fleet.outcomes().get(task)).message())
                .contains("did not start within PT1H", "0/1 nodes are available");
        assertThat(history(Kind.WITHDRAWN)).isEmpty();
    }

    @Test
    void aPodThatFindsRoomAfterAllStays() {
        TaskId task = strandedOnEast("index", JobScript.RUNS, Shortage.NODES);
        fleet.step(TOLERATION);
        fleet.cluster("east").lack(Shortage.NONE);
        say(ClusterWord.UNCORDON, "west");
        untilAttempt(task, 1, "east");
        fleet.step(2 * TOLERATION);
        assertThat(fleet.present()).containsExactly(AttemptId.first(task));
    }

    @Test
    void whereEveryClusterWasTriedItWaitsOutItsDeadline() {
        fleet.clusters().forEach(cluster -> cluster.lack(Shortage.NODES));
        TaskId task = run("index", JobScript.ENDS_WELL);
        fleet.until("it was tried everywhere", () -> fleet.jobsEverMade(task) == 3);
        fleet.step(10 * TOLERATION);
        assertThat(fleet.jobsEverMade(task)).isEqualTo(3);
        assertThat(history(Kind.WITHDRAWN)).hasSize(2);
        fleet.reboot();
        fleet.step(3 * TOLERATION);
        assertThat(fleet.jobsEverMade(task)).as("also for the next leader").isEqualTo(3);
        fleet.clock().advance(Policies.DEFAULT.starting().launchTimeout());
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
    }

    @Test
    void theNextLeaderGoesOnWithWhatWasWithdrawn() {
        TaskId task = strandedOnEast("kill", JobScript.RUNS, Shortage.NODES);
        say(ClusterWord.UNCORDON, "west");
        fleet.until(
                "it is taken from east",
                () -> fleet.ledger().peek().stream().anyMatch(row -> row.state() == AttemptState.FENCED));
        fleet.reboot();
        untilAttempt(task, 2, "west");
        assertThat(fleet.cluster("east").present()).isEmpty();
        fleet.reboot();
        fleet.step(10);
        assertThat(fleet.report(task).map(AttemptReport::id)).contains(new AttemptId(task, 2));
        assertThat(fleet.report(task).orElseThrow().demand().preference().wasTakenFrom(new ClusterName("east")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "index_kafka"})
    void aClusterThatFallsSilentMeanwhileKeepsNoTaskForEver(String type) {
        TaskId task = strandedOnEast(type, JobScript.RUNS, Shortage.NODES);
        say(ClusterWord.UNCORDON, "west");
        fleet.until(
                "it is taken from east",
                () -> fleet.ledger().peek().stream().anyMatch(row -> row.state() == AttemptState.FENCED));
        fleet.cluster("east").setApi(Api.REFUSES);
        fleet.step(120);
        if (type.equals("index")) {
            untilAttempt(task, 2, "west");
        } else {
            assertThat(fleet.cluster("west").everLaunched()).isEmpty();
            say(ClusterWord.DEAD, "east");
            fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
            assertThat(Objects.requireNonNull(fleet.outcomes().get(task)).message())
                    .contains("taken from cluster[east]: no room");
        }
    }

    @Test
    void noMoreLeaveThanAnotherClusterHasRoomFor() {
        say(ClusterWord.CORDON, "north", "west");
        fleet.cluster("east").lack(Shortage.NODES);
        IntStream.range(0, 30).forEach(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT));
        fleet.until("all wait", () -> fleet.cluster("east").present().size() == 30);
        fleet.limit(32);
        say(ClusterWord.UNCORDON, "west");
        for (int i = 0; i < 2 * TOLERATION; i++) {
            fleet.step();
            assertThat(fleet.placesHeld().values().stream()
                            .mapToLong(count -> count)
                            .sum())
                    .isLessThanOrEqualTo(32);
            assertThat(fleet.ledger().peek().stream()
                            .filter(row -> row.state() == AttemptState.FENCED
                                    && fleet.cluster("east").present().contains(row.id()))
                            .count())
                    .as("on their way at once")
                    .isLessThanOrEqualTo(20);
        }
        fleet.until("all run on west", () -> fleet.cluster("west").running().size() == 30);
        assertThat(fleet.outcomes()).isEmpty();
    }

    @Test
    void whereAPodFindsNoRoomOneIsTriedAndMoreWithEachThatStarts() {
        say(ClusterWord.CORDON, "north");
        fleet.cluster("east").lack(Shortage.NODES);
        fleet.cluster("west").lack(Shortage.NODES);
        fleet.run("first-0", JobScript.RUNS, Peon.SILENT);
        fleet.run("first-1", JobScript.RUNS, Peon.SILENT);
        fleet.step(20);
        IntStream.range(0, 40).forEach(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT));
        fleet.step(60);
        assertThat(fleet.jobsPresent()).as("the others wait here").isEqualTo(2);
        assertThat(fleet.report(new TaskId("task-7")).orElseThrow().state()).isEqualTo(AttemptReport.State.WAITING);
        assertThat(fleet.loop()
                        .snapshot()
                        .why(fleet.report(new TaskId("task-7")).orElseThrow()))
                .contains("east had no room at", "1 at a time may try to get as much, and 1 have not started");
        fleet.cluster("west").lack(Shortage.NONE);
        fleet.until("all run", () -> fleet.cluster("west").running().size() >= 41);
    }

    @Test
    void afterTheLastThatFoundNoRoomOneIsTriedAgain() {
        TaskId task = strandedOnEast("index", JobScript.RUNS, Shortage.NODES);
        fleet.step(10);
        fleet.kill(task);
        fleet.until("it is gone", fleet::isClean);
        IntStream.range(0, 4).forEach(i -> fleet.run("task-" + i, JobScript.RUNS, Peon.SILENT));
        fleet.step(20);
        assertThat(fleet.cluster("east").present()).as("one is tried").hasSize(1);
        fleet.cluster("east").lack(Shortage.NONE);
        fleet.until("all run", () -> fleet.cluster("east").running().size() == 4);
    }
}
