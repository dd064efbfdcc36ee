package io.henge.druid.workers;

import com.google.common.base.Optional;
import com.google.common.base.Predicate;
import com.google.common.util.concurrent.ListenableFuture;
import io.henge.druid.runner.Fleet;
import io.henge.druid.runner.HengeTaskRunner;
import io.henge.druid.runner.RunsOnClusters;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.druid.indexer.RunnerTaskState;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.ImmutableWorkerInfo;
import org.apache.druid.indexing.overlord.TaskRunner;
import org.apache.druid.indexing.overlord.TaskRunnerListener;
import org.apache.druid.indexing.overlord.TaskRunnerWorkItem;
import org.apache.druid.indexing.overlord.WorkerTaskRunner;
import org.apache.druid.indexing.overlord.autoscaling.ScalingStats;
import org.apache.druid.indexing.overlord.config.WorkerTaskRunnerConfig;
import org.apache.druid.indexing.worker.Worker;
import org.apache.druid.java.util.common.Pair;
import org.apache.druid.java.util.common.lifecycle.LifecycleStart;
import org.apache.druid.java.util.common.lifecycle.LifecycleStop;
import org.apache.druid.tasklogs.TaskLogStreamer;
import org.jspecify.annotations.Nullable;

/**
 * Two runners as one, for one leadership period. A task that one of them knows stays with it, whatever the assignment says
 * by now; only a task that neither knows is assigned, and to workers only if no cluster can have it from Druid's own runner. What is asked about a task, clusters answer first.
 *
 * <p>Holds no state of its own; each of the two is safe for use by several threads.
 */
public final class HengeAndWorkerTaskRunner implements WorkerTaskRunner, TaskLogStreamer, RunsOnClusters {
    private static final int CAPACITY_UNKNOWN = -1;

    private final HengeTaskRunner clusters;
    private final WorkerTaskRunner workers;
    private final TaskLogStreamer workerLogs;
    private final Assignment assignment;

    /** @param workerLogs the logs and reports of the workers' tasks */
    HengeAndWorkerTaskRunner(
            HengeTaskRunner clusters, WorkerTaskRunner workers, TaskLogStreamer workerLogs, Assignment assignment) {
        this.clusters = clusters;
        this.workers = workers;
        this.workerLogs = workerLogs;
        this.assignment = assignment;
    }

    @Override
    public Fleet fleet() {
        return clusters.fleet();
    }

    @Override
    @LifecycleStart
    public void start() {
        clusters.start();
        workers.start();
    }

    /** The other way round than {@link #start}; both are stopped, also if one of them fails to. */
    @Override
    @LifecycleStop
    public void stop() {
        try {
            workers.stop();
        } finally {
            clusters.stop();
        }
    }

    @Override
    public List<Pair<Task, ListenableFuture<TaskStatus>>> restore() {
        return joined(clusters.restore(), workers.restore());
    }

    @Override
    public ListenableFuture<TaskStatus> run(Task task) {
        return sideOf(task).run(task);
    }

    private TaskRunner sideOf(Task task) {
        if (fleet().knows(task.getId())) {
            return clusters;
        }
        if (workersKnow(task.getId())) {
            return workers;
        }
        return fleet().mayHave(task.getId()) || !assignment.toWorkers(task.getType()) ? clusters : workers;
    }

    private boolean workersKnow(String task) {
        return workers.getRunnerTaskState(task) != null;
    }

    @Override
    public void shutdown(String taskid, String reason) {
        try {
            clusters.shutdown(taskid, reason);
        } finally {
            workers.shutdown(taskid, reason);
        }
    }

    @Override
    public void updateStatus(Task task, TaskStatus status) {
        reporterOf(task).updateStatus(task, status);
    }

    @Override
    public void updateLocation(Task task, @Nullable TaskLocation location) {
        reporterOf(task).updateLocation(task, location);
    }

    /** A peon may report before the task queue has handed its task over; a worker's peons report to their worker. */
    private TaskRunner reporterOf(Task task) {
        return workersKnow(task.getId()) && !fleet().knows(task.getId()) ? workers : clusters;
    }

    @Override
    public void registerListener(TaskRunnerListener listener, Executor executor) {
        clusters.registerListener(listener, executor);
        workers.registerListener(listener, executor);
    }

    @Override
    public void unregisterListener(String listenerId) {
        clusters.unregisterListener(listenerId);
        workers.unregisterListener(listenerId);
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getKnownTasks() {
        return joined(clusters.getKnownTasks(), workers.getKnownTasks());
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getRunningTasks() {
        return joined(clusters.getRunningTasks(), workers.getRunningTasks());
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getPendingTasks() {
        return joined(clusters.getPendingTasks(), workers.getPendingTasks());
    }

    private static <T> List<T> joined(Collection<? extends T> first, Collection<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Override
    public RunnerTaskState getRunnerTaskState(String taskId) {
        if (fleet().knows(taskId)) {
            return clusters.getRunnerTaskState(taskId);
        }
        @Nullable RunnerTaskState onWorkers = workers.getRunnerTaskState(taskId);
        return onWorkers == null ? RunnerTaskState.NONE : onWorkers;
    }

    @Override
    public TaskLocation getTaskLocation(String taskId) {
        TaskLocation location = clusters.getTaskLocation(taskId);
        return TaskLocation.unknown().equals(location) ? workers.getTaskLocation(taskId) : location;
    }

    @Override
    public Optional<InputStream> streamTaskLog(String taskid, long offset) throws IOException {
        Optional<InputStream> log = clusters.streamTaskLog(taskid, offset);
        return log.isPresent() ? log : workerLogs.streamTaskLog(taskid, offset);
    }

    @Override
    public Optional<InputStream> streamTaskReports(String taskid) throws IOException {
        Optional<InputStream> reports = clusters.streamTaskReports(taskid);
        return reports.isPresent() ? reports : workerLogs.streamTaskReports(taskid);
    }

    @Override
    public Collection<ImmutableWorkerInfo> getWorkers() {
        return workers.getWorkers();
    }

    @Override
    public Collection<Worker> getLazyWorkers() {
        return workers.getLazyWorkers();
    }

    @Override
    public Collection<Worker> markWorkersLazy(Predicate<ImmutableWorkerInfo> isLazyWorker, int maxLazyWorkers) {
        return workers.markWorkersLazy(isLazyWorker, maxLazyWorkers);
    }

    @Override
    public WorkerTaskRunnerConfig getConfig() {
        return workers.getConfig();
    }

    @Override
    public Collection<Task> getPendingTaskPayloads() {
        return workers.getPendingTaskPayloads();
    }

    @Override
    public Optional<ScalingStats> getScalingStats() {
        return workers.getScalingStats();
    }

    @Override
    public int getTotalCapacity() {
        return sum(clusters.getTotalCapacity(), workers.getTotalCapacity());
    }

    @Override
    public int getUsedCapacity() {
        return sum(clusters.getUsedCapacity(), workers.getUsedCapacity());
    }

    @Override
    public int getMaximumCapacityWithAutoscale() {
        return sum(clusters.getMaximumCapacityWithAutoscale(), workers.getMaximumCapacityWithAutoscale());
    }

    /** An unknown part counts for nothing; the sum is unknown if both are, and at most the greatest number there is. */
    private static int sum(int first, int second) {
        if (first == CAPACITY_UNKNOWN || second == CAPACITY_UNKNOWN) {
            return Math.max(first, second);
        }
        return (int) Math.min(Integer.MAX_VALUE, (long) first + second);
    }

    @Override
    public Map<String, Long> getTotalTaskSlotCount() {
        return sum(clusters.getTotalTaskSlotCount(), workers.getTotalTaskSlotCount());
    }

    @Override
    public Map<String, Long> getIdleTaskSlotCount() {
        return sum(clusters.getIdleTaskSlotCount(), workers.getIdleTaskSlotCount());
    }

    @Override
    public Map<String, Long> getUsedTaskSlotCount() {
        return sum(clusters.getUsedTaskSlotCount(), workers.getUsedTaskSlotCount());
    }

    @Override
    public Map<String, Long> getLazyTaskSlotCount() {
        return sum(clusters.getLazyTaskSlotCount(), workers.getLazyTaskSlotCount());
    }

    @Override
    public Map<String, Long> getBlacklistedTaskSlotCount() {
        return sum(clusters.getBlacklistedTaskSlotCount(), workers.getBlacklistedTaskSlotCount());
    }

    /** A category that both have is counted once, with the slots of both. */
    private static Map<String, Long> sum(Map<String, Long> first, Map<String, Long> second) {
        Map<String, Long> all = new HashMap<>(first);
        second.forEach((category, slots) -> all.merge(category, slots, Long::sum));
        return all;
    }
}
