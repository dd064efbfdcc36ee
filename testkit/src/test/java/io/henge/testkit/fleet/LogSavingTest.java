package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.Policies;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a task whose log cannot be brought to deep storage. */
class LogSavingTest {
    private static final Duration LIMIT = Policies.DEFAULT.ending().logSaveTimeout();

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east");

    private Duration untilClean() {
        Instant start = fleet.clock().instant();
        fleet.until("everything is cleaned up", fleet::isClean);
        return Duration.between(start, fleet.clock().instant());
    }

    @Test
    void deepStorageThatHangsCostsATaskItsLogButNotItsOutcome() {
        fleet.files().hangLogs(true);
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("the task has ended", () -> fleet.outcomes().containsKey(task));
        assertThat(fleet.outcomes()).containsEntry(task, Outcome.success(1_000));
        assertThat(untilClean()).isBetween(LIMIT, LIMIT.plusSeconds(30));
        assertThat(fleet.log(task)).isEmpty();
        assertThat(fleet.cluster("east").requests("LOG")).isEqualTo(1);
    }

    @Test
    void whatIsKilledWaitsTenSecondsForItsLogAtMost() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.files().hangLogs(true);
        fleet.kill(task);
        assertThat(untilClean()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aClusterThatAnswersAgainInTimeStillGivesTheLog() {
        TaskId task = fleet.run("task", JobScript.ENDS_WELL, Peon.REPORTS);
        fleet.until("the task has ended", () -> fleet.outcomes().containsKey(task));
        fleet.cluster("east").setApi(Api.THROTTLES);
        fleet.step(10);
        fleet.cluster("east").setApi(Api.ANSWERS);
        untilClean();
        assertThat(fleet.log(task)).hasValue(JobScript.GREETING + "\n");
    }

    @Test
    void thousandsThatEndAtOnceLoseNoLogToTheWaitForTheirTurn() {
        List<TaskId> tasks = IntStream.range(0, 300)
                .mapToObj(i -> fleet.run("task-" + i, JobScript.ENDS_WELL, Peon.REPORTS))
                .toList();
        fleet.files().hangLogs(true);
        fleet.until("all have ended", () -> fleet.outcomes().size() == tasks.size());
        assertThat(fleet.cluster("east").requests("LOG")).isEqualTo(64);
        fleet.step(Math.toIntExact(LIMIT.toSeconds()) + 10);
        fleet.files().hangLogs(false);
        untilClean();
        long saved = tasks.stream().filter(task -> fleet.log(task).isPresent()).count();
        assertThat(saved).as("all but those that hung for too long").isEqualTo(300 - 64);
    }
}
