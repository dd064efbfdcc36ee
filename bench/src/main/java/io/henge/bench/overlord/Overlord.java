package io.henge.bench.overlord;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.inject.Guice;
import com.google.inject.Injector;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import io.henge.druid.fence.Claims;
import io.henge.druid.runner.HengeTaskRunner;
import io.henge.druid.runner.HengeTaskRunnerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.druid.indexer.RunnerTaskState;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.config.TaskStorageConfig;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Tasks;
import org.apache.druid.indexing.overlord.HeapMemoryTaskStorage;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.TaskStorage;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;

/**
 * One leadership of one Overlord: Henge's runner, configured as an operator would, and called as Druid's task queue calls
 * it. There are no peons: a task's outcome is the {@code status.json} that it leaves, which says success for all.
 */
public final class Overlord implements AutoCloseable {
    private static final String TEMPLATE = """
            apiVersion: v1
            kind: PodTemplate
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: main
                    image: stub/peon
                    command: ["/peon.sh"]
                    resources: {requests: {cpu: "1", memory: 512Mi}, limits: {cpu: "1", memory: 512Mi}}
            """;

    private final HengeTaskRunner runner;
    private final TaskStorage tasks;
    private final CountingConnector store;
    private final AtomicInteger succeeded = new AtomicInteger();

    private Overlord(HengeTaskRunner runner, TaskStorage tasks, CountingConnector store) {
        this.runner = runner;
        this.tasks = tasks;
        this.store = store;
    }

    /**
     * Makes one that does not lead yet.
     *
     * @param scratch where its pod template is written
     * @param derbyUrl the metadata store
     * @param kubeconfigs how each cluster is reached, by name
     * @param capacity how many attempts there are at once
     */
    public static Overlord of(Path scratch, String derbyUrl, Map<String, Path> kubeconfigs, int capacity)
            throws IOException {
        return of(derbyUrl, properties(scratch, kubeconfigs, capacity));
    }

    /** The properties of that one, for one that differs in some. */
    public static Properties properties(Path scratch, Map<String, Path> kubeconfigs, int capacity) throws IOException {
        Path template = Files.writeString(scratch.resolve("template.yaml"), TEMPLATE);
        return OverlordProperties.of(kubeconfigs, capacity, template);
    }

    /** Makes one of these properties that does not lead yet, and has waited for its turn for as long as it has to do then. */
    public static Overlord of(String derbyUrl, Properties properties) {
        return of(derbyUrl, properties, new EveryTaskSucceeded());
    }

    /** The same of one whose tasks leave nothing in deep storage: their outcomes are those that are {@link #report reported}. */
    public static Overlord withoutStatuses(String derbyUrl, Properties properties) {
        return of(derbyUrl, properties, new NoopTaskLogs());
    }

    private static Overlord of(String derbyUrl, Properties properties, TaskLogs deepStorage) {
        TaskStorage tasks = new HeapMemoryTaskStorage(new TaskStorageConfig(null));
        Injector injector = Guice.createInjector(new OverlordBindings(properties, derbyUrl, tasks, deepStorage));
        HengeTaskRunnerFactory runners = injector.getInstance(HengeTaskRunnerFactory.class);
        runners.awaitRehearsal();
        return new Overlord(runners.build(), tasks, injector.getInstance(CountingConnector.class));
    }

    /** Begins to lead. */
    public void start() {
        runner.start();
    }

    /** Hands a task in, and lets go of it once it has ended, as the task queue does; returns how long the runner took. */
    @CanIgnoreReturnValue
    public long run(String id) {
        return run(id, Tasks.DEFAULT_TASK_PRIORITY, () -> {});
    }

    /** The same; {@code ended} is called as soon as its future is done, unless it was shut down before. */
    @CanIgnoreReturnValue
    public long run(String id, int priority, Runnable ended) {
        return run(id, Map.of(Tasks.PRIORITY_KEY, priority), ended);
    }

    /** The same with that context. */
    @CanIgnoreReturnValue
    public long run(String id, Map<String, Object> context, Runnable ended) {
        NoopTask task = task(id, context);
        tasks.insert(task, TaskStatus.running(id));
        long begin = System.nanoTime();
        ListenableFuture<TaskStatus> future = runner.run(task);
        long took = System.nanoTime() - begin;
        Futures.addCallback(
                future,
                new FutureCallback<>() {
                    @Override
                    public void onSuccess(@Nullable TaskStatus status) {
                        ended.run();
                        if (status != null) {
                            tasks.setStatus(status);
                            succeeded.addAndGet(status.isSuccess() ? 1 : 0);
                        }
                        runner.shutdown(id, "it has ended");
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        failure.printStackTrace();
                    }
                },
                MoreExecutors.directExecutor());
        return took;
    }

    private static NoopTask task(String id, Map<String, Object> context) {
        return new NoopTask(id, null, "flights", 1, 0, context);
    }

    /** Reports that a task has succeeded, as the peon of its newest attempt does. */
    public void report(String id) {
        snapshot()
                .find(new TaskId(id))
                .map(AttemptReport::attempt)
                .ifPresent(attempt -> runner.updateStatus(
                        task(id, Map.of(Claims.CONTEXT_KEY, PeonRequests.claimOf(attempt))), TaskStatus.success(id)));
    }

    /** Has {@code told} hear of each task that runs, when its location is known, maybe more than once. */
    public void onRunning(String who, Consumer<String> told) {
        runner.registerListener(new RunningListener(who, told), MoreExecutors.directExecutor());
    }

    /** As whoever answers people asks it. */
    public TaskMaster taskMaster() {
        TaskMaster master = new TaskMaster(null, null);
        master.becomeHalfLeader(runner, null);
        master.becomeFullLeader();
        return master;
    }

    /** What is known after the loop's newest turn. */
    public LoopSnapshot snapshot() {
        return runner.fleet().snapshot();
    }

    /** Says something of a cluster, as a person does, and waits for at most a minute until it is recorded. */
    public void say(String cluster, ClusterWord word) {
        runner.fleet()
                .declare(new ClusterName(cluster), word, "bench", "for the benchmark", null, false)
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }

    /** Ends a task that runs, as the task queue does for a person. */
    public void shutdown(String id) {
        tasks.setStatus(TaskStatus.failure(id, "It was shut down"));
        runner.shutdown(id, "it was shut down");
    }

    /** How many of the tasks handed in here have succeeded. */
    public int succeeded() {
        return succeeded.get();
    }

    /** How many tasks run, as far as the clusters show it. */
    public int running() {
        return runner.getRunningTasks().size();
    }

    /** The same, counted without making a list of them. */
    public int countRunning() {
        return runner.fleet().snapshot().running().size();
    }

    /** How many tasks wait, as Druid asks for them. */
    public int pending() {
        return runner.getPendingTasks().size();
    }

    /** How many tasks there are, as Druid asks for them. */
    public int handedIn() {
        return runner.getKnownTasks().size();
    }

    /** How many slots are used, as Druid's metrics ask. */
    public int usedSlots() {
        return runner.getUsedTaskSlotCount().values().stream()
                .mapToInt(Long::intValue)
                .sum();
    }

    /** How many clusters are being watched. */
    public long watched() {
        return runner.fleet().snapshot().clusters().stream()
                .filter(ClusterReport::observed)
                .count();
    }

    /** How many tasks have a row that tells where their pods are. */
    public long located() {
        return runner.fleet().snapshot().attempts().values().stream()
                .filter(report -> report.attempt() != null && report.attempt().location() != null)
                .count();
    }

    /** Whether the task has a row that places it on that cluster. */
    public boolean isOn(String cluster, String task) {
        return runner.fleet()
                .snapshot()
                .find(new TaskId(task))
                .map(AttemptReport::attempt)
                .filter(attempt -> attempt.cluster().value().equals(cluster))
                .isPresent();
    }

    public boolean isRunning(String task) {
        return runner.getRunnerTaskState(task) == RunnerTaskState.RUNNING;
    }

    /** How many tasks the ledger still has a row of, or wait for one. */
    public int known() {
        return runner.fleet().snapshot().attempts().size();
    }

    /** The requests of the peon of a task that runs. */
    public PeonRequests requestsOf(String task) {
        return new PeonRequests(runner, task);
    }

    /** How often the runner, or Druid, has turned to the metadata store. */
    public long storeTurns() {
        return store.turns();
    }

    /** Ends the leadership; Jobs go on. */
    @Override
    public void close() {
        runner.stop();
    }
}
