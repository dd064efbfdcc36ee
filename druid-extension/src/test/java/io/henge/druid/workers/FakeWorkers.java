package io.henge.druid.workers;

import com.google.common.base.Optional;
import com.google.common.base.Predicate;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.druid.indexer.RunnerTaskState;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.ImmutableWorkerInfo;
import org.apache.druid.indexing.overlord.TaskRunnerListener;
import org.apache.druid.indexing.overlord.TaskRunnerUtils;
import org.apache.druid.indexing.overlord.TaskRunnerWorkItem;
import org.apache.druid.indexing.overlord.WorkerTaskRunner;
import org.apache.druid.indexing.overlord.autoscaling.ScalingStats;
import org.apache.druid.indexing.overlord.config.WorkerTaskRunnerConfig;
import org.apache.druid.indexing.worker.Worker;
import org.apache.druid.java.util.common.Pair;
import org.apache.druid.tasklogs.TaskLogStreamer;
import org.jspecify.annotations.Nullable;

/** Workers that run every task at once and for ever, until told otherwise. For one thread. */
final class FakeWorkers implements WorkerTaskRunner, TaskLogStreamer {
    static final TaskLocation LOCATION = TaskLocation.create("worker", 8091, -1);
    static final Worker WORKER = new Worker("http", "worker:8091", "worker", 3, "v", "_default_worker_category");

    private final Map<String, Item> items = new TreeMap<>();
    private final List<Pair<TaskRunnerListener, Executor>> listeners = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final WorkerTaskRunnerConfig config = new WorkerTaskRunnerConfig();
    private Runnable onStart = () -> {};
    private boolean failsToStop;
    private int capacity = 3;
    private int capacityWithAutoscale = -1;

    /** One task on a worker. */
    private static final class Item extends TaskRunnerWorkItem {
        private final Task task;

        Item(Task task) {
            super(task.getId(), SettableFuture.create());
            this.task = task;
        }

        @Override
        public TaskLocation getLocation() {
            return LOCATION;
        }

        @Override
        public String getTaskType() {
            return task.getType();
        }

        @Override
        public String getDataSource() {
            return task.getDataSource();
        }
    }

    void onStart(Runnable action) {
        onStart = action;
    }

    void failToStop() {
        failsToStop = true;
    }

    void setCapacities(int now, int withAutoscale) {
        capacity = now;
        capacityWithAutoscale = withAutoscale;
    }

    /** What was called that changes something, and in which order. */
    List<String> calls() {
        return calls;
    }

    /** Tells the listeners that a task has failed. */
    void fail(String task) {
        TaskRunnerUtils.notifyStatusChanged(listeners, task, TaskStatus.failure(task, "the test says so"));
    }

    @Override
    public void start() {
        onStart.run();
        calls.add("start");
    }

    @Override
    public void stop() {
        calls.add("stop");
        if (failsToStop) {
            throw new IllegalStateException("The workers do not stop");
        }
    }

    @Override
    public List<Pair<Task, ListenableFuture<TaskStatus>>> restore() {
        return items.values().stream()
                .map(item -> Pair.of(item.task, item.getResult()))
                .toList();
    }

    @Override
    public ListenableFuture<TaskStatus> run(Task task) {
        calls.add("run " + task.getId());
        return items.computeIfAbsent(task.getId(), id -> new Item(task)).getResult();
    }

    @Override
    public void shutdown(String taskid, String reason) {
        calls.add("shutdown " + taskid);
        items.remove(taskid);
    }

    @Override
    public void updateStatus(Task task, TaskStatus status) {
        calls.add("status of " + task.getId());
    }

    @Override
    public void updateLocation(Task task, @Nullable TaskLocation location) {
        calls.add("location of " + task.getId());
    }

    @Override
    public void registerListener(TaskRunnerListener listener, Executor executor) {
        listeners.add(Pair.of(listener, executor));
    }

    @Override
    public void unregisterListener(String listenerId) {
        listeners.removeIf(pair -> pair.lhs.getListenerId().equals(listenerId));
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getKnownTasks() {
        return items.values();
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getRunningTasks() {
        return items.values();
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getPendingTasks() {
        return List.of();
    }

    @Override
    public @Nullable RunnerTaskState getRunnerTaskState(String taskId) {
        return items.containsKey(taskId) ? RunnerTaskState.RUNNING : null;
    }

    @Override
    public TaskLocation getTaskLocation(String taskId) {
        return items.containsKey(taskId) ? LOCATION : TaskLocation.unknown();
    }

    @Override
    public Optional<InputStream> streamTaskLog(String taskid, long offset) {
        return stream(taskid, "log of " + taskid + " from " + offset);
    }

    @Override
    public Optional<InputStream> streamTaskReports(String taskid) {
        return stream(taskid, "report of " + taskid);
    }

    private Optional<InputStream> stream(String task, String text) {
        return items.containsKey(task)
                ? Optional.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                : Optional.absent();
    }

    @Override
    public Collection<ImmutableWorkerInfo> getWorkers() {
        return List.of();
    }

    @Override
    public Collection<Worker> getLazyWorkers() {
        return List.of(WORKER);
    }

    @Override
    public Collection<Worker> markWorkersLazy(Predicate<ImmutableWorkerInfo> isLazyWorker, int maxLazyWorkers) {
        calls.add("mark " + maxLazyWorkers);
        return List.of(WORKER);
    }

    @Override
    public WorkerTaskRunnerConfig getConfig() {
        return config;
    }

    @Override
    public Collection<Task> getPendingTaskPayloads() {
        return items.values().stream().map(item -> item.task).toList();
    }

    @Override
    public Optional<ScalingStats> getScalingStats() {
        return Optional.of(new ScalingStats(1));
    }

    @Override
    public int getTotalCapacity() {
        return capacity;
    }

    @Override
    public int getMaximumCapacityWithAutoscale() {
        return capacityWithAutoscale;
    }

    @Override
    public int getUsedCapacity() {
        return items.size();
    }

    @Override
    public Map<String, Long> getTotalTaskSlotCount() {
        return Map.of("_default_worker_category", 3L, "_k8s_worker_category", 2L);
    }

    @Override
    public Map<String, Long> getIdleTaskSlotCount() {
        return Map.of("_default_worker_category", 3L - items.size(), "_k8s_worker_category", 2L);
    }

    @Override
    public Map<String, Long> getUsedTaskSlotCount() {
        return Map.of("_default_worker_category", (long) items.size());
    }

    @Override
    public Map<String, Long> getLazyTaskSlotCount() {
        return Map.of("_default_worker_category", 1L);
    }

    @Override
    public Map<String, Long> getBlacklistedTaskSlotCount() {
        return Map.of("_default_worker_category", 2L);
    }
}
