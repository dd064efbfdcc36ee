package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Policies;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverPolicy.Patience;
import io.henge.core.failover.PurgeMode;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.placement.Asked;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a task leaves a cluster that is well when its pod is not, or cannot start. */
class UnwellPodTest {
    private static final int PATIENCE = 60;

    private SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    private void asking(@Nullable PurgeMode mode) {
        FailoverPolicy policy = new FailoverPolicy(
                null, mode, new Patience(null, Duration.ofSeconds(PATIENCE), null, null), null, List.of());
        fleet.setAsking(task -> Asked.NOTHING.failingOver(policy));
    }

    private TaskId run(String type, JobScript script) {
        TaskId task = new TaskId(type + "-1");
        fleet.run(
                task,
                new TaskScript(new TaskTraits(type, "flights", task.value(), 0), script, Peon.SILENT, 0, List.of()));
        return task;
    }

    private Attempt running(TaskId task, int number) {
        AttemptId id = new AttemptId(task, number);
        fleet.until(id + " runs", () -> running().anyMatch(row -> row.id().equals(id)));
        return running().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }

    private Stream<Attempt> running() {
        return Stream.of("east", "west").flatMap(name -> fleet.cluster(name).running().stream());
    }

    private List<FailoverRecord> history() {
        return fleet.ledger().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 100).stream()
                .map(note -> note.record())
                .toList();
    }

    @Test
    void aTaskWhosePodIsUnwellForLongGoesOnElsewhere() {
        asking(null);
        TaskId task = run("index", JobScript.RUNS);
        Attempt first = running(task, 1);
        fleet.cluster(first.cluster().value()).setReady(false);
        fleet.step(PATIENCE - 5);
        assertThat(running(task, 1)).isEqualTo(first);
        Attempt second = running(task, 2);
        assertThat(second.cluster()).isNotEqualTo(first.cluster());
        assertThat(history()).singleElement().satisfies(record -> {
            assertThat(record.trigger()).isEqualTo(FailoverRecord.Trigger.TASK_UNHEALTHY);
            assertThat(record.grounds().why()).contains("unwell for PT1M", "is not ready");
            assertThat(record.grounds().policy()).containsEntry("taskTolerationSeconds", "60");
        });
        fleet.until("the old Job is gone", () -> running().count() == 1);
    }

    @Test
    void itStaysWhereItIsWellAgainInTime() {
        asking(null);
        TaskId task = run("index", JobScript.RUNS);
        Attempt first = running(task, 1);
        fleet.cluster(first.cluster().value()).setReady(false);
        fleet.step(PATIENCE - 5);
        fleet.cluster(first.cluster().value()).setReady(true);
        fleet.step(2 * PATIENCE);
        assertThat(history()).isEmpty();
        assertThat(running(task, 1)).isEqualTo(first);
    }

    @Test
    void withDirectlyTheOldPodIsGoneBeforeTheNextIsThere() {
        asking(PurgeMode.DIRECTLY);
        TaskId task = run("index", JobScript.RUNS);
        Attempt first = running(task, 1);
        fleet.cluster(first.cluster().value()).setReady(false);
        boolean both = false;
        for (int second = 0; second < 3 * PATIENCE; second++) {
            fleet.step(1);
            both = both || running().count() > 1;
        }
        assertThat(running(task, 2)).isNotNull();
        assertThat(both).as("two pods of the task at once").isFalse();
    }

    @Test
    void aStreamingTaskFailsSoThatItsSupervisorMakesAnother() {
        asking(null);
        TaskId task = run("index_kafka", JobScript.RUNS);
        Attempt first = running(task, 1);
        fleet.cluster(first.cluster().value()).setReady(false);
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
        assertThat(Objects.requireNonNull(fleet.outcomes().get(task)).message()).contains("is not ready");
    }

    @Test
    void anImageThatIsNotThereIsTriedOnEveryClusterOnce() {
        TaskId task = run("index", JobScript.HAS_NO_IMAGE);
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
        assertThat(Objects.requireNonNull(fleet.outcomes().get(task)).message()).contains(JobScript.IMAGE_NOT_THERE);
        assertThat(fleet.cluster("east").everLaunched()).hasSize(1);
        assertThat(fleet.cluster("west").everLaunched()).hasSize(1);
        assertThat(history())
                .singleElement()
                .satisfies(record -> assertThat(record.trigger()).isEqualTo(FailoverRecord.Trigger.TASK_UNHEALTHY));
    }

    @Test
    void whereFailoverIsOffItFailsWhereItIs() {
        fleet = new SimulatedFleet(
                Policies.DEFAULT.withFailover(new Policies.Failover(FailoverMode.OFF, 500)), "east", "west");
        TaskId task = run("index", JobScript.HAS_NO_IMAGE);
        fleet.until("it has failed", () -> fleet.outcomes().containsKey(task));
        assertThat(history()).isEmpty();
    }
}
