package io.henge.druid.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Predicates;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.LedgerWrite;
import io.henge.druid.runner.HeardListener;
import io.henge.druid.runner.LogCluster;
import io.henge.druid.runner.MemoryRunner;
import io.henge.testkit.fleet.Attempts;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.druid.indexer.RunnerTaskState;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskRunnerWorkItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A real runner on clusters beside fake workers. Before the start there is a row of an earlier term for the task "placed",
 * whose cluster has its log. Tasks of type noop are assigned to workers, where a test does not say otherwise.
 */
@Timeout(30)
class HengeAndWorkerTaskRunnerTest {
    private static final String PLACED = "placed";
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final LogCluster cluster = new LogCluster(
            Map.of(Attempts.placed(PLACED, "east", 1, AT).address().job(), "printed by placed"));
    private final MemoryRunner memory = new MemoryRunner(5, cluster);
    private final FakeWorkers workers = new FakeWorkers();
    private final HengeAndWorkerTaskRunner runner = runner(new Assignment(true, Map.of()));

    private HengeAndWorkerTaskRunner runner(Assignment assignment) {
        return new HengeAndWorkerTaskRunner(memory.runner(), workers, workers, assignment);
    }

    private static Task task(String id) {
        return new NoopTask(id, null, "flights", 1000, 0, null);
    }

    @BeforeEach
    void leaveARow() {
        memory.leave(new LedgerWrite.Put(
                Attempts.placed(PLACED, "east", 1, AT).withLocation(new Location("10.0.0.7", 8100, -1, "pod"), AT)));
    }

    @AfterEach
    void endTerm() {
        memory.close();
    }

    @Test
    void aTaskGoesWhereItsTypeIsAssigned() {
        runner.start();
        ListenableFuture<TaskStatus> there = runner.run(task("a"));
        assertThat(workers.getKnownTasks())
                .extracting(TaskRunnerWorkItem::getTaskId)
                .containsExactly("a");
        assertThat(runner.run(task("a"))).isSameAs(there);
        ListenableFuture<TaskStatus> here =
                runner(new Assignment(true, Map.of("noop", false))).run(task("b"));
        assertThat(memory.runner().fleet().knows("b")).isTrue();
        assertThat(runner.run(task("b"))).isSameAs(here);
        assertThat(workers.calls()).containsExactly("start", "run a", "run a");
    }

    @Test
    void aTaskOfAnEarlierTermStaysOnItsClusterWhateverTheAssignment() {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task(PLACED));
        assertThat(workers.getKnownTasks()).isEmpty();
    }

    @Test
    void aTaskThatAWorkerRunsStaysThereWhateverTheAssignment() {
        runner.start();
        ListenableFuture<TaskStatus> there = workers.run(task("a"));
        HengeAndWorkerTaskRunner toClusters = runner(new Assignment(false, Map.of()));
        assertThat(toClusters.run(task("a"))).isSameAs(there);
        assertThat(memory.runner().fleet().knows("a")).isFalse();
    }

    @Test
    void aTaskThatAClusterMayStillHaveGoesToNoWorker() {
        memory.inherit(new TaskId("inherited"));
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("inherited"));
        ListenableFuture<TaskStatus> fresh = runner.run(task("fresh"));
        assertThat(memory.runner().fleet().knows("inherited")).isTrue();
        assertThat(workers.calls()).containsExactly("start", "run fresh");
        assertThat(fresh).isNotDone();
    }

    @Test
    void clustersStartBeforeWorkers() {
        workers.onStart(() -> assertThat(memory.runner().fleet().knows(PLACED)).isTrue());
        runner.start();
        assertThat(workers.calls()).containsExactly("start");
    }

    @Test
    void workersStopBeforeClustersAndKeepThemFromNothing() {
        runner.start();
        workers.failToStop();
        assertThatThrownBy(runner::stop).hasMessage("The workers do not stop");
        assertThat(cluster.isClosed()).isTrue();
    }

    @Test
    void aShutdownIsForBothAlsoIfOneOfThemFails() {
        assertThatThrownBy(() -> runner.shutdown("a", "not started")).hasMessageContaining("has not been started");
        runner.start();
        runner.shutdown(PLACED, "the test says so");
        assertThat(memory.runner().fleet().knows(PLACED)).isFalse();
        assertThat(workers.calls()).containsExactly("shutdown a", "start", "shutdown " + PLACED);
    }

    @Test
    void theTasksOfBothAreKnown() {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("a"));
        assertThat(runner.getKnownTasks())
                .extracting(TaskRunnerWorkItem::getTaskId)
                .containsExactly(PLACED, "a");
        assertThat(runner.getRunningTasks())
                .extracting(TaskRunnerWorkItem::getTaskId)
                .contains("a");
        assertThat(runner.restore()).hasSize(1);
        ListenableFuture<TaskStatus> waits = memory.runner().run(task("b"));
        assertThat(runner.getPendingTasks()).hasSameSizeAs(memory.runner().getPendingTasks());
        assertThat(waits).isNotDone();
    }

    @Test
    void theStateOfATaskIsThatOfWhoeverKnowsIt() {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("a"));
        assertThat(runner.getRunnerTaskState("a")).isEqualTo(RunnerTaskState.RUNNING);
        assertThat(runner.getRunnerTaskState(PLACED))
                .isEqualTo(memory.runner().getRunnerTaskState(PLACED))
                .isNotEqualTo(RunnerTaskState.NONE);
        assertThat(runner.getRunnerTaskState("nobody's")).isEqualTo(RunnerTaskState.NONE);
    }

    @Test
    void locationsLogsAndReportsAreThoseOfWhoeverHasThem() throws Exception {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("a"));
        assertThat(runner.getTaskLocation("a")).isEqualTo(FakeWorkers.LOCATION);
        assertThat(runner.getTaskLocation(PLACED).getHost()).isEqualTo("10.0.0.7");
        assertThat(runner.getTaskLocation("nobody's")).isEqualTo(TaskLocation.unknown());
        assertThat(text(runner.streamTaskLog("a", 7))).isEqualTo("log of a from 7");
        assertThat(text(runner.streamTaskLog(PLACED, 8))).isEqualTo("by placed");
        assertThat(runner.streamTaskLog("nobody's", 0).isPresent()).isFalse();
        assertThat(text(runner.streamTaskReports("a"))).isEqualTo("report of a");
        assertThat(runner.streamTaskReports("nobody's").isPresent()).isFalse();
    }

    private static String text(com.google.common.base.Optional<InputStream> stream) throws Exception {
        try (InputStream open = stream.get()) {
            return new String(open.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aListenerHearsOfBoth() {
        runner.start();
        HeardListener listener = new HeardListener("l");
        runner.registerListener(listener, MoreExecutors.directExecutor());
        workers.fail("a");
        assertThat(listener.heard()).containsExactly("placed at 10.0.0.7:8100", "a is FAILED");
        runner.unregisterListener("l");
        workers.fail("b");
        assertThat(listener.heard()).hasSize(2);
        runner.registerListener(listener, MoreExecutors.directExecutor());
    }

    @Test
    void whatAPeonTellsGoesToWhoeverHasItsTask() {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("a"));
        runner.updateStatus(task("a"), TaskStatus.success("a"));
        runner.updateLocation(task("a"), FakeWorkers.LOCATION);
        runner.updateStatus(task(PLACED), TaskStatus.success(PLACED));
        runner.updateLocation(task(PLACED), FakeWorkers.LOCATION);
        runner.updateStatus(task("nobody's"), TaskStatus.success("nobody's"));
        assertThat(workers.calls()).containsExactly("start", "run a", "status of a", "location of a");
    }

    @Test
    void slotsOfOneCategoryAddUp() {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("a"));
        await().until(() -> memory.runner().getUsedCapacity() == 1);
        assertThat(runner.getTotalTaskSlotCount())
                .isEqualTo(Map.of("_default_worker_category", 3L, "_k8s_worker_category", 7L));
        assertThat(runner.getIdleTaskSlotCount())
                .as("the cluster has not been seen yet")
                .isEqualTo(Map.of("_default_worker_category", 2L, "_k8s_worker_category", 2L));
        assertThat(runner.getUsedTaskSlotCount())
                .isEqualTo(Map.of("_default_worker_category", 1L, "_k8s_worker_category", 1L));
        assertThat(runner.getLazyTaskSlotCount())
                .isEqualTo(Map.of("_default_worker_category", 1L, "_k8s_worker_category", 0L));
        assertThat(runner.getBlacklistedTaskSlotCount())
                .isEqualTo(Map.of("_default_worker_category", 2L, "_k8s_worker_category", 0L));
    }

    @Test
    void capacitiesAddUpAndAnUnknownOneCountsForNothing() {
        runner.start();
        await().until(() -> memory.runner().getUsedCapacity() == 1);
        assertThat(runner.getTotalCapacity()).isEqualTo(8);
        assertThat(runner.getUsedCapacity()).isEqualTo(1);
        assertThat(runner.getMaximumCapacityWithAutoscale()).isEqualTo(-1);
        workers.setCapacities(-1, 40);
        assertThat(runner.getTotalCapacity()).isEqualTo(5);
        assertThat(runner.getMaximumCapacityWithAutoscale()).isEqualTo(40);
        memory.setCapacity(Integer.MAX_VALUE);
        workers.setCapacities(3, -1);
        await().until(() -> memory.runner().getTotalCapacity() == Integer.MAX_VALUE);
        assertThat(runner.getTotalCapacity()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatConcernsWorkersIsTheirs() {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("a"));
        assertThat(runner.getWorkers()).isEmpty();
        assertThat(runner.getLazyWorkers()).containsExactly(FakeWorkers.WORKER);
        assertThat(runner.markWorkersLazy(Predicates.alwaysTrue(), 4)).containsExactly(FakeWorkers.WORKER);
        assertThat(workers.calls()).contains("mark 4");
        assertThat(runner.getConfig()).isSameAs(workers.getConfig());
        assertThat(runner.getPendingTaskPayloads()).extracting(Task::getId).containsExactly("a");
        assertThat(runner.getScalingStats().isPresent()).isTrue();
    }
}
