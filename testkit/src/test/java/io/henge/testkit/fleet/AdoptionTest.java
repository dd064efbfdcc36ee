package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Adoption;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.ledger.InMemoryLedger.Store;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Jobs that Druid's own runner left are taken over, once, and nothing that it may have launched is launched again. */
class AdoptionTest {
    private static final ClusterName WEST = new ClusterName("west");

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    /** An active task with a Job on each of these clusters. */
    private TaskId inherit(String name, JobScript script, String... clusters) {
        TaskId task = new TaskId(name);
        fleet.inherit(task, script);
        for (String cluster : clusters) {
            leaveJob(task, cluster);
        }
        return task;
    }

    private void leaveJob(TaskId task, String cluster) {
        fleet.cluster(cluster)
                .leave(Attempts.ofDruidsRunner(task, cluster, fleet.clock().instant()));
    }

    private void steps(int count) {
        IntStream.range(0, count).forEach(i -> fleet.step());
    }

    private void untilSettled() {
        fleet.until("every cluster is recorded as searched", fleet::isSettled);
    }

    private boolean runs(TaskId task) {
        return fleet.report(task)
                .filter(report -> report.state() == AttemptReport.State.RUNNING)
                .isPresent();
    }

    private String clusterOf(TaskId task) {
        return fleet.ledger().peek().stream()
                .filter(row -> row.task().equals(task))
                .map(row -> row.cluster().value())
                .findFirst()
                .orElse("none");
    }

    @Test
    void anActiveTaskGoesOnInTheJobThatItHas() {
        TaskId task = inherit("task", JobScript.RUNS, "west");
        fleet.reboot();
        fleet.until("the task runs", () -> runs(task));
        assertThat(fleet.ledger().peek()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(AttemptId.first(task));
            assertThat(row.cluster()).isEqualTo(new ClusterName("west"));
            assertThat(row.token()).isEqualTo(Token.NONE);
            assertThat(row.jobUid()).isNotNull();
        });
        assertThat(fleet.jobsEverMade(task)).isZero();
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void anAdoptedTaskTellsItsOutcomeWithoutAToken() {
        TaskId task = inherit("task", JobScript.ENDS_WELL, "east");
        fleet.reboot();
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.outcomes()).containsEntry(task, Outcome.success(1_000));
        assertThat(fleet.jobsEverMade(task)).isZero();
    }

    @Test
    void aJobWhoseTaskDruidDoesNotKnowIsLeftAlone() {
        leaveJob(new TaskId("another-druids"), "east");
        TaskId task = inherit("task", JobScript.ENDS_WELL, "east");
        fleet.reboot();
        fleet.until(
                "the task has ended",
                () -> fleet.ledger().peek().isEmpty() && fleet.outcomes().containsKey(task));
        steps(100);
        assertThat(fleet.present()).containsExactly(AttemptId.first(new TaskId("another-druids")));
    }

    @Test
    void ofTwoJobsOfATaskTheFirstIsAdoptedAndTheOtherLeftAlone() {
        TaskId task = inherit("task", JobScript.RUNS, "east", "west");
        fleet.reboot();
        untilSettled();
        assertThat(fleet.ledger().peek())
                .singleElement()
                .satisfies(row -> assertThat(row.cluster()).isEqualTo(new ClusterName("east")));
        fleet.kill(task);
        fleet.until("the row is gone", () -> fleet.ledger().peek().isEmpty());
        steps(100);
        assertThat(fleet.cluster("east").present()).isEmpty();
        assertThat(fleet.cluster("west").present()).containsExactly(AttemptId.first(task));
        assertThat(fleet.jobsEverMade(task)).isZero();
    }

    @Test
    void nothingThatMayHaveBeenLaunchedIsLaunchedBeforeEveryClusterWasSearched() {
        fleet.cluster("west").setApi(Api.REFUSES);
        TaskId hidden = inherit("hidden", JobScript.RUNS, "west");
        TaskId seen = inherit("seen", JobScript.RUNS, "east");
        TaskId waiting = inherit("waiting", JobScript.RUNS);
        fleet.reboot();
        fleet.until("what can be seen is adopted", () -> runs(seen));
        TaskId fresh = fleet.run("fresh", JobScript.RUNS, Peon.SILENT);
        fleet.until("a task that is newer than Henge runs", () -> runs(fresh));
        steps(200);
        assertThat(fleet.jobsEverMade(hidden) + fleet.jobsEverMade(waiting)).isZero();

        fleet.cluster("west").setApi(Api.ANSWERS);
        fleet.until("both run", () -> runs(hidden) && runs(waiting));
        assertThat(clusterOf(hidden)).isEqualTo("west");
        assertThat(fleet.jobsEverMade(hidden)).isZero();
        assertThat(fleet.jobsEverMade(waiting)).isEqualTo(1);
    }

    /** West, which cannot be seen, has the Job of a task; it is declared dead, and the task goes on on east. */
    private TaskId lose(JobScript script) {
        fleet.cluster("west").setApi(Api.HANGS);
        TaskId task = inherit("task", script, "west");
        fleet.reboot();
        steps(100);
        assertThat(fleet.jobsEverMade(task)).isZero();
        var said = fleet.loop().declare(WEST, ClusterWord.DEAD, "anna", "it burnt", null, false);
        fleet.until("the task has a Job on the other cluster", () -> fleet.jobsEverMade(task) == 1);
        assertThat(said.toCompletableFuture().join().refusal()).isNull();
        assertThat(clusterOf(task)).isEqualTo("east");
        return task;
    }

    private boolean isPending(ClusterName cluster) {
        return fleet.ledger().peekClusters().stream()
                .anyMatch(record -> record.name().equals(cluster) && record.adoption() == Adoption.PENDING);
    }

    @Test
    void whatAClusterThatIsDeclaredDeadMayStillRunIsLaunchedAsASecondAttemptWithAStorageRootOfItsOwn() {
        lose(JobScript.RUNS);
        assertThat(fleet.ledger().peek()).singleElement().satisfies(row -> {
            assertThat(row.id().number()).isEqualTo(2);
            assertThat(row.storageRoot()).isNotNull();
            assertThat(row.token()).isNotEqualTo(Token.NONE);
        });
        assertThat(isPending(WEST)).as("west is still to be searched").isTrue();
    }

    @Test
    void aClusterThatComesBackLosesTheJobsOfTasksThatWereLaunchedElsewhereAndIsSearchedThen() {
        TaskId task = lose(JobScript.RUNS);
        TaskId unknown = new TaskId("another-druids");
        leaveJob(unknown, "west");
        fleet.reboot();
        fleet.cluster("west").setApi(Api.ANSWERS);
        fleet.until(
                "the stale Job is gone",
                () -> fleet.cluster("west").present().equals(List.of(AttemptId.first(unknown))));
        assertThat(isPending(WEST))
                .as("nobody has taken back that west is dead")
                .isTrue();
        var said = fleet.loop().declare(WEST, ClusterWord.ALIVE, "anna", "rebuilt", null, false);
        untilSettled();
        assertThat(said.toCompletableFuture().join().refusal()).isNull();
        assertThat(runs(task)).isTrue();
        assertThat(clusterOf(task)).isEqualTo("east");
        assertThat(fleet.jobsEverMade(task)).isEqualTo(1);
        assertThat(fleet.cluster("west").present())
                .as("the Job of a task that Druid does not know is left alone")
                .containsExactly(AttemptId.first(unknown));
    }

    @Test
    void aClusterIsNotSearchedBeforeEveryStaleJobThereHasYielded() {
        fleet.cluster("west").setApi(Api.HANGS);
        fleet.limit(1);
        TaskId first = inherit("a", JobScript.RUNS, "west");
        TaskId second = inherit("b", JobScript.RUNS, "west");
        fleet.reboot();
        var dead = fleet.loop().declare(WEST, ClusterWord.DEAD, "anna", "it burnt", null, false);
        fleet.until("one runs elsewhere", () -> fleet.jobsEverMade(first) + fleet.jobsEverMade(second) == 1);
        var alive = fleet.loop().declare(WEST, ClusterWord.ALIVE, "anna", "rebuilt", null, false);
        fleet.cluster("west").setApi(Api.ANSWERS);
        steps(100);
        assertThat(dead.toCompletableFuture()).isDone();
        assertThat(alive.toCompletableFuture()).isDone();
        assertThat(fleet.cluster("west").present())
                .contains(AttemptId.first(second))
                .doesNotContain(AttemptId.first(first));
        assertThat(isPending(WEST)).isTrue();
        fleet.limit(2);
        untilSettled();
        assertThat(fleet.ledger().peek()).hasSize(2).allMatch(row -> row.id().number() == 2);
        assertThat(fleet.cluster("west").present()).doesNotContain(AttemptId.first(second));
    }

    @Test
    void aClusterThatWasDeclaredDeadByMistakeIsSearchedAfterAll() {
        fleet.cluster("west").setApi(Api.HANGS);
        fleet.cluster("east").setApi(Api.REFUSES);
        TaskId task = inherit("task", JobScript.RUNS, "west");
        fleet.reboot();
        steps(20);
        var dead = fleet.loop().declare(WEST, ClusterWord.DEAD, "anna", "it burnt", null, false);
        steps(20);
        assertThat(dead.toCompletableFuture()).isDone();
        var alive = fleet.loop().declare(WEST, ClusterWord.ALIVE, "anna", "a mistake", null, false);
        fleet.cluster("west").setApi(Api.ANSWERS);
        fleet.cluster("east").setApi(Api.ANSWERS);
        fleet.until("the task runs", () -> runs(task));
        assertThat(alive.toCompletableFuture()).isDone();
        assertThat(fleet.jobsEverMade(task)).isZero();
        assertThat(clusterOf(task)).isEqualTo("west");
    }

    @Test
    void aLeaderThatDiesMeanwhileStillTakesThemForSecondAttempts() {
        fleet.cluster("west").setApi(Api.HANGS);
        fleet.limit(1);
        TaskId first = inherit("a", JobScript.RUNS, "west");
        TaskId second = inherit("b", JobScript.RUNS, "west");
        fleet.reboot();
        var said = fleet.loop().declare(WEST, ClusterWord.DEAD, "anna", "it burnt", null, false);
        fleet.until("one runs", () -> runs(first) || runs(second));
        assertThat(said.toCompletableFuture()).isDone();
        fleet.reboot();
        fleet.limit(2);
        fleet.until("both run", () -> runs(first) && runs(second));
        assertThat(fleet.ledger().peek()).hasSize(2).allMatch(row -> row.id().number() == 2);
    }

    @Test
    void aTaskThatIsKilledBeforeItsClusterIsSeenLosesItsJobThen() {
        fleet.cluster("west").setApi(Api.REFUSES);
        TaskId task = inherit("task", JobScript.RUNS, "west");
        fleet.reboot();
        steps(20);
        fleet.kill(task);
        steps(20);
        fleet.cluster("west").setApi(Api.ANSWERS);
        fleet.until("everything is cleaned up", fleet::isClean);
        assertThat(fleet.jobsEverMade(task)).isZero();
    }

    @Test
    void itIsDoneOnceAndNotAgain() {
        fleet.reboot();
        untilSettled();
        assertThat(fleet.ledger().peekClusters())
                .extracting(ClusterRecord::adoption)
                .containsOnly(Adoption.SETTLED);
        TaskId late = inherit("late", JobScript.RUNS, "west");
        fleet.reboot();
        fleet.until("the task runs", () -> runs(late));
        assertThat(fleet.jobsEverMade(late)).isEqualTo(1);
        assertThat(fleet.ledger().peek())
                .singleElement()
                .extracting(Attempt::token)
                .isNotEqualTo(Token.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void aLeaderThatDiesMeanwhileLosesNothingAndLaunchesNothingTwice(int stepsBefore) {
        List<TaskId> tasks = IntStream.range(0, 4)
                .mapToObj(i -> inherit("task-" + i, JobScript.RUNS, i % 2 == 0 ? "east" : "west"))
                .toList();
        fleet.reboot();
        steps(stepsBefore);
        fleet.ledger().setStore(Store.LOSES_ANSWERS);
        steps(1);
        fleet.ledger().setStore(Store.ANSWERS);
        fleet.reboot();
        fleet.until("all run", () -> tasks.stream().allMatch(this::runs));
        untilSettled();
        assertThat(tasks)
                .allSatisfy(task -> assertThat(fleet.jobsEverMade(task)).isZero());
        assertThat(fleet.ledger().peek()).hasSize(4).allMatch(row -> row.token().equals(Token.NONE));
    }
}
