package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.report.LoopSnapshot;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.druid.indexer.RunnerTaskState;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.overlord.TaskRunnerListener;
import org.apache.druid.indexing.overlord.TaskRunnerWorkItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the runner says without a cluster: nothing here is ever launched. */
@Timeout(30)
class HengeTaskRunnerTest {
    private static final int CAPACITY = 2;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryRunner memory = new MemoryRunner(CAPACITY);
    private final HengeTaskRunner runner = memory.runner();

    private static NoopTask task(String id, @Nullable Map<String, Object> context) {
        return new NoopTask(id, null, "flights", 1000, 0, context);
    }

    @AfterEach
    void stopRunner() {
        memory.close();
    }

    @Test
    void anUnknownTaskIsNowhere() throws Exception {
        runner.start();
        assertThat(runner.getTaskLocation("a")).isEqualTo(TaskLocation.unknown());
        assertThat(runner.getRunnerTaskState("a")).isEqualTo(RunnerTaskState.NONE);
        assertThat(runner.streamTaskLog("a", 0).isPresent()).isFalse();
        assertThat(runner.streamTaskReports("a").isPresent()).isFalse();
    }

    @Test
    void gettersAnswerBeforeTheStart() throws Exception {
        assertThat(runner.fleet().snapshot()).isEqualTo(LoopSnapshot.EMPTY);
        assertThat(runner.getTaskLocation("a")).isEqualTo(TaskLocation.unknown());
        assertThat(runner.getRunnerTaskState("a")).isEqualTo(RunnerTaskState.NONE);
        assertThat(runner.getKnownTasks()).isEmpty();
        assertThat(runner.getRunningTasks()).isEmpty();
        assertThat(runner.getPendingTasks()).isEmpty();
        assertThat(runner.streamTaskLog("a", 0).isPresent()).isFalse();
    }

    @Test
    void thereIsNoGateBeforeTheTermAndOneInIt() {
        assertThat(runner.gate()).isEmpty();
        runner.start();
        assertThat(runner.gate()).isPresent();
    }

    @Test
    void runningATaskTwiceGivesTheSameFuture() {
        runner.start();
        ListenableFuture<TaskStatus> future = runner.run(task("a", null));
        assertThat(runner.run(task("a", null))).isSameAs(future);
        assertThat(future).isNotDone();
    }

    @Test
    void anAcceptedTaskIsPendingWhileNoClusterTakesIt() {
        runner.start();
        ListenableFuture<TaskStatus> unused = runner.run(task("a", null));
        assertThat(runner.getRunnerTaskState("a")).isEqualTo(RunnerTaskState.PENDING);
        assertThat(runner.getRunningTasks()).isEmpty();
    }

    @Test
    void aTaskLetGoOfIsUnknownAtOnceAndItsFutureStaysOpen() {
        runner.start();
        ListenableFuture<TaskStatus> future = runner.run(task("a", null));
        runner.shutdown("a", "the test says so");
        assertThat(runner.getKnownTasks()).isEmpty();
        assertThat(runner.getRunnerTaskState("a")).isEqualTo(RunnerTaskState.NONE);
        assertThat(future).isNotDone();
    }

    @Test
    void lettingGoOfAnUnknownTaskDoesNothing() {
        runner.start();
        assertThatCode(() -> runner.shutdown("a", "the test says so")).doesNotThrowAnyException();
    }

    /** Druid itself takes the first half of a surrogate pair, and refuses other odd characters. */
    @Test
    void aTaskWhoseIdNoStoreCanHoldFailsWithASentenceThatNamesIt() throws Exception {
        runner.start();
        String odd = "x\ud800_1";
        TaskStatus status = Futures.getDone(runner.run(task(odd, null)));
        assertThat(status.isFailure()).isTrue();
        assertThat(status.getErrorMsg()).contains("cannot take this task", "[x\\ud800_1]", "no store holds");
        assertThatCode(() -> runner.shutdown(odd, "it has failed")).doesNotThrowAnyException();
        assertThat(runner.getKnownTasks()).isEmpty();
        assertThat(memory.ledger().peek()).isEmpty();
    }

    @Test
    void aTaskThatCannotBeTakenFailsInsteadOfThrowing() throws Exception {
        runner.start();
        String tooLong = "a".repeat(256);
        TaskStatus status = Futures.getDone(runner.run(task(tooLong, null)));
        assertThat(status.isFailure()).isTrue();
        assertThat(status.getErrorMsg()).contains("cannot take this task", "255");
        assertThat(runner.getKnownTasks()).isEmpty();
        assertThat(runner.getTaskLocation(tooLong)).isEqualTo(TaskLocation.unknown());
        assertThatCode(() -> runner.shutdown(tooLong, "it has failed")).doesNotThrowAnyException();
    }

    @Test
    void aTaskWithASenselessPriorityFailsInsteadOfThrowing() throws Exception {
        runner.start();
        TaskStatus status = Futures.getDone(runner.run(task("a", Map.of("priority", "high"))));
        assertThat(status.isFailure()).isTrue();
        assertThat(status.getErrorMsg())
                .startsWith(
                        "The runner cannot take this task. `context.priority` of task[a] is `high`, a text. Give a whole")
                .doesNotContain("class ", "java.");
        assertThat(runner.getKnownTasks()).isEmpty();
        assertThat(runner.run(task("b", Map.of("priority", 7))).isDone()).isFalse();
        assertThat(runner.getKnownTasks()).hasSize(1);
    }

    @Test
    void aTaskWhoseWordsOfFailoverContradictEachOtherFailsInsteadOfBeingPlaced() throws Exception {
        runner.start();
        Map<String, Object> own = Map.of("failover", Map.of("onLost", "Hold", "purgeMode", "Fenced"));
        TaskStatus status = Futures.getDone(runner.run(task("a", Map.of("henge", own))));
        assertThat(status.isFailure()).isTrue();
        assertThat(status.getErrorMsg())
                .startsWith(
                        "The runner cannot take this task. `context.henge.failover` of task[a] is wrong: `purgeMode`");
        assertThat(runner.getKnownTasks()).isEmpty();
    }

    /** As after an upgrade to a Henge that is stricter, or to an operator who is. */
    @Test
    void wordsThatWouldBeRefusedTodayFailNoTaskThatRunsAlready() {
        memory.leave(new LedgerWrite.Put(Attempts.placed("a", "east", 1, AT)));
        runner.start();
        Map<String, Object> own = Map.of(
                "unknown", 1,
                "placement", Map.of("tolerate", Map.of("key", "gpu")),
                "failover", Map.of("clusterTolerationSeconds", 1));
        assertThat(runner.run(task("b", Map.of("henge", own)))).isDone();
        assertThat(runner.run(task("a", Map.of("henge", own)))).isNotDone();
    }

    @Test
    void aTaskRunBeforeTheStartFailsAndIsForgotten() throws Exception {
        TaskStatus status = Futures.getDone(runner.run(task("a", null)));
        assertThat(status.getErrorMsg()).contains("has not been started");
        assertThat(runner.getKnownTasks()).isEmpty();
    }

    @Test
    void anOutcomeOfAnEarlierTermCompletesTheFutureThatDruidTakesOver() throws Exception {
        memory.leave(new LedgerWrite.Put(Attempts.placed("a", "east", 1, AT).ended(Outcome.success(7), AT)));
        runner.start();
        assertThat(Futures.getDone(runner.run(task("a", null))))
                .isEqualTo(TaskStatus.success("a").withDuration(7));
    }

    @Test
    void aRowOfAnEarlierTermIsKnownAndNeverEndsByItself() {
        memory.leave(new LedgerWrite.Put(
                Attempts.placed("a", "east", 1, AT).withLocation(new Location("10.0.0.7", 8100, -1, "pod"), AT)));
        runner.start();
        assertThat(runner.getKnownTasks())
                .extracting(TaskRunnerWorkItem::getTaskId)
                .containsExactly("a");
        assertThat(runner.run(task("a", null))).isNotDone();
        assertThat(runner.restore()).isEmpty();
    }

    @Test
    void aNewTermServesTheLocationsOfItsRowsFromTheFirstMoment() {
        memory.leave(new LedgerWrite.Put(
                Attempts.placed("a", "east", 1, AT).withLocation(new Location("10.0.0.7", 8100, -1, "pod"), AT)));
        runner.start();
        assertThat(runner.getTaskLocation("a")).isEqualTo(TaskLocation.create("10.0.0.7", 8100, -1, false, "pod"));
        assertThat(runner.getRunnerTaskState("a")).isEqualTo(RunnerTaskState.RUNNING);
        HeardListener supervisor = new HeardListener("supervisor");
        runner.registerListener(supervisor, Runnable::run);
        assertThat(supervisor.heard()).containsExactly("a at 10.0.0.7:8100");
    }

    @Test
    void whatThePresentPeonSaysOfItsPlaceIsPassedOnAndChangesNothing() {
        memory.leave(new LedgerWrite.Put(Attempts.placed("a", "east", 1, AT)));
        runner.start();
        HeardListener supervisor = new HeardListener("supervisor");
        runner.registerListener(supervisor, Runnable::run);
        TaskLocation own = TaskLocation.create("pod-of-a", 8100, -1);
        runner.updateLocation(shipped("a", "token-1"), own);
        runner.updateLocation(shipped("a", "token-1"), null);
        runner.updateLocation(shipped("a", "stale"), TaskLocation.create("elsewhere", 8100, -1));
        runner.updateLocation(shipped("unknown", "token-1"), own);
        runner.updateLocation(shipped("a".repeat(256), "token-1"), own);
        assertThat(supervisor.heard()).containsExactly("a at pod-of-a:8100");
        assertThat(runner.getTaskLocation("a")).isEqualTo(TaskLocation.unknown());
    }

    @Test
    void theStatusThatThePresentPeonReportsIsPassedOnAndEndsTheTask() throws Exception {
        memory.leave(new LedgerWrite.Put(Attempts.placed("a", "east", 1, AT)));
        runner.start();
        BlockingQueue<TaskStatus> heard = new LinkedBlockingQueue<>();
        runner.registerListener(new StatusListener(heard), Runnable::run);
        ListenableFuture<TaskStatus> future = runner.run(task("a", null));
        TaskStatus status = TaskStatus.success("a").withDuration(7);
        runner.updateStatus(shipped("a", "stale"), TaskStatus.failure("a", "of another attempt"));
        runner.updateStatus(shipped("a", "token-1"), status);
        assertThat(heard.take()).isEqualTo(status);
        assertThat(future.get()).isEqualTo(status);
        assertThat(heard).isEmpty();
    }

    /** The task as the peon of its first attempt knows it. */
    private static NoopTask shipped(String id, String token) {
        return task(id, Map.of("henge", Map.of("task", id, "attempt", 1, "token", token)));
    }

    /** Hands on the statuses that it is told. */
    private record StatusListener(BlockingQueue<TaskStatus> heard) implements TaskRunnerListener {
        @Override
        public String getListenerId() {
            return "statuses";
        }

        @Override
        public void locationChanged(String taskId, TaskLocation newLocation) {}

        @Override
        public void statusChanged(String taskId, TaskStatus status) {
            heard.add(status);
        }
    }

    @Test
    void aStatusWithoutATokenIsIgnored() {
        runner.start();
        for (Map<String, Object> context : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("henge", Map.of()),
                Map.of("henge", Map.of("token", "")),
                Map.of("henge", Map.of("token", 7)))) {
            NoopTask task = task("a", context);
            ListenableFuture<TaskStatus> future = runner.run(task);
            runner.updateStatus(task, TaskStatus.success("a"));
            assertThat(future).isNotDone();
        }
    }

    @Test
    void theStatusOfARunningTaskTellsNothing() {
        NoopTask task = task("a", Map.of("henge", Map.of("token", "token-1")));
        assertThatCode(() -> runner.updateStatus(task, TaskStatus.running("a"))).doesNotThrowAnyException();
    }

    @Test
    void theEndOfTheTermCompletesNoFuture() {
        runner.start();
        ListenableFuture<TaskStatus> future = runner.run(task("a", null));
        runner.stop();
        assertThat(future).isNotDone();
    }
}
