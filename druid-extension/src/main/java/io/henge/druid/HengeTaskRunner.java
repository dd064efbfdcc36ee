package io.henge.druid;

import com.google.common.base.Optional;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Verdict;
import io.henge.core.fence.Claim;
import io.henge.core.loop.TaskLoop;
import io.henge.core.port.ClusterConnection;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import io.henge.druid.fence.ActionGate;
import io.henge.druid.fence.Claims;
import io.henge.druid.metrics.Gauges;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.apache.druid.indexer.RunnerTaskState;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskRunner;
import org.apache.druid.indexing.overlord.TaskRunnerListener;
import org.apache.druid.indexing.overlord.TaskRunnerWorkItem;
import org.apache.druid.indexing.overlord.autoscaling.ScalingStats;
import org.apache.druid.java.util.common.Pair;
import org.apache.druid.java.util.common.lifecycle.LifecycleStart;
import org.apache.druid.java.util.common.lifecycle.LifecycleStop;
import org.apache.druid.tasklogs.TaskLogStreamer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Druid's door to Henge for one leadership period. Calls of the task queue take note and return; getters read one
 * immutable snapshot. Only the log and report streams wait for something, within limits.
 */
public final class HengeTaskRunner implements TaskRunner, TaskLogStreamer, RunsOnClusters {
    private static final Logger log = LoggerFactory.getLogger(HengeTaskRunner.class);

    /** The one category of slots, named as in Druid's own runner. */
    private static final String SLOTS = "_k8s_worker_category";

    private final TermFactory terms;
    private final IntSupplier slots;
    private final List<String> templateKeys;
    private final LiveReports liveReports;
    private final TaskRegistry registry = new TaskRegistry(this::getTaskLocation);

    /** Set by {@code start}, published to Druid's threads. */
    private volatile @Nullable RunnerTerm term;

    /** Begins a term whose tasks are kept in the given registry. */
    interface TermFactory {
        RunnerTerm begin(TaskRegistry registry);
    }

    /**
     * @param slots how many tasks may hold a place at once, over all clusters, now
     * @param templateKeys the keys of the pod templates, in order
     */
    HengeTaskRunner(TermFactory terms, IntSupplier slots, List<String> templateKeys, LiveReports liveReports) {
        this.terms = terms;
        this.slots = slots;
        this.templateKeys = List.copyOf(templateKeys);
        this.liveReports = liveReports;
    }

    @Override
    @LifecycleStart
    public void start() {
        term = terms.begin(registry);
    }

    @Override
    @LifecycleStop
    public void stop() {
        @Nullable RunnerTerm running = term;
        if (running != null) {
            running.close();
        }
    }

    /** Nothing to restore by this door: the rows of the ledger are known from the start of the term. */
    @Override
    public List<Pair<Task, ListenableFuture<TaskStatus>>> restore() {
        return List.of();
    }

    @Override
    public ListenableFuture<TaskStatus> run(Task task) {
        TaskId id;
        TaskTraits traits;
        TaskLoop loop;
        try {
            loop = term().loop();
            id = new TaskId(task.getId());
            traits = Traits.of(task);
        } catch (RuntimeException e) {
            // An exception would end the task queue's whole round, and every later one, at this task.
            log.warn("Task[{}] cannot be run", task.getId(), e);
            return Futures.immediateFuture(
                    TaskStatus.failure(task.getId(), "The runner cannot take this task: " + e.getMessage()));
        }
        TaskItem item = registry.accept(task);
        loop.accept(id, traits);
        return item.getResult();
    }

    @Override
    public void shutdown(String taskid, String reason) {
        log.info("Task[{}] is let go of: {}", taskid, reason);
        registry.release(taskid);
        TaskId.of(taskid).ifPresent(term().loop()::release);
    }

    @Override
    public void updateStatus(Task task, TaskStatus status) {
        if (!status.isComplete()) {
            return;
        }
        java.util.Optional<Claim> claim = Claims.of(task);
        term().loop()
                .report(
                        new TaskId(task.getId()),
                        claim.map(Claim::token).orElse(Token.NONE),
                        Statuses.outcomeOf(status));
    }

    /**
     * Passes on what a peon says of itself; where it can be reached is the cluster's to say.
     *
     * @param location null from the peons of Druid 33, whose word is lost on its way
     */
    @Override
    public void updateLocation(Task task, @Nullable TaskLocation location) {
        Token token = Claims.of(task).map(Claim::token).orElse(Token.NONE);
        boolean present =
                attemptOf(task.getId()).filter(row -> row.token().equals(token)).isPresent();
        if (location != null && present) {
            registry.moved(task.getId(), location);
        }
    }

    @Override
    public void registerListener(TaskRunnerListener listener, Executor executor) {
        registry.add(listener, executor);
    }

    @Override
    public void unregisterListener(String listenerId) {
        registry.remove(listenerId);
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getKnownTasks() {
        return registry.all();
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getRunningTasks() {
        LoopSnapshot now = snapshot();
        return registry.all().stream()
                .filter(item -> stateOf(item.getTaskId(), now) == RunnerTaskState.RUNNING)
                .toList();
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getPendingTasks() {
        return snapshot().pending().stream()
                .flatMap(task -> registry.find(task.value()).stream())
                .toList();
    }

    @Override
    public RunnerTaskState getRunnerTaskState(String taskId) {
        return knows(taskId) ? stateOf(taskId, snapshot()) : RunnerTaskState.NONE;
    }

    private static RunnerTaskState stateOf(String task, LoopSnapshot now) {
        java.util.Optional<AttemptReport> report = TaskId.of(task).flatMap(now::find);
        if (report.isEmpty() || report.get().isPending()) {
            return RunnerTaskState.PENDING;
        }
        return report.get().state() == AttemptReport.State.ENDED ? RunnerTaskState.NONE : RunnerTaskState.RUNNING;
    }

    @Override
    public TaskLocation getTaskLocation(String taskId) {
        return attemptOf(taskId)
                .map(Attempt::location)
                .map(TaskRegistry::locationOf)
                .orElse(TaskLocation.unknown());
    }

    @Override
    public Optional<InputStream> streamTaskLog(String taskid, long offset) throws IOException {
        java.util.Optional<Attempt> attempt = attemptOf(taskid);
        @Nullable
        ClusterConnection cluster =
                attempt.map(known -> term().clusters().get(known.cluster())).orElse(null);
        if (attempt.isEmpty() || cluster == null) {
            return Optional.absent();
        }
        return LiveLogs.read(cluster, attempt.get().address().job(), offset);
    }

    @Override
    public Optional<InputStream> streamTaskReports(String taskid) throws IOException {
        TaskLocation location = getTaskLocation(taskid);
        boolean live = getRunnerTaskState(taskid) == RunnerTaskState.RUNNING;
        return live && !TaskLocation.unknown().equals(location) ? liveReports.of(taskid, location) : Optional.absent();
    }

    /** The state of all tasks after the loop's newest turn. */
    public LoopSnapshot snapshot() {
        @Nullable RunnerTerm running = term;
        return running == null ? LoopSnapshot.EMPTY : running.loop().snapshot();
    }

    /** Says that there may be another capacity now. */
    public void capacityChanged() {
        @Nullable RunnerTerm running = term;
        if (running != null) {
            running.loop().capacityChanged();
        }
    }

    /** What is so now, for metrics; what is counted begins anew. Empty before the start. */
    public java.util.Optional<Gauges> takeGauges() {
        return java.util.Optional.ofNullable(term).map(RunnerTerm::takeGauges);
    }

    /** The keys of the pod templates, in order; empty where Jobs are not made from templates. */
    public List<String> templateKeys() {
        return templateKeys;
    }

    /** Whether the task is known here, or Druid's own runner may have launched it on a cluster. */
    public boolean mayHave(String task) {
        return knows(task) || TaskId.of(task).filter(snapshot()::mayHave).isPresent();
    }

    /** Whether Druid waits for the task here, or an earlier term had taken it and Druid has not let go of it. */
    public boolean knows(String task) {
        return registry.find(task).isPresent();
    }

    @Override
    public HengeTaskRunner onClusters() {
        return this;
    }

    @Override
    public java.util.Optional<ActionGate> gate() {
        return java.util.Optional.ofNullable(term).map(RunnerTerm::gate);
    }

    /** All attempts of a task that are still recorded, the oldest first. */
    public List<AttemptReport> attemptsOf(String task) {
        return TaskId.of(task).map(snapshot()::of).orElse(List.of());
    }

    /** Takes a task's present attempt from its cluster; see {@link TaskLoop#move}. */
    public CompletionStage<Verdict> move(
            String task, @Nullable ClusterName to, String who, String why, boolean dryRun) {
        return TaskId.of(task)
                .map(id -> term().loop().move(id, to, who, why, dryRun))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        Verdict.refused(Verdict.Kind.NOT_FOUND, "Task[" + task + "] is not known")));
    }

    /** Gives a cluster up, or takes that back; see {@link TaskLoop#declare}. */
    public CompletionStage<Verdict> declare(
            ClusterName cluster, boolean dead, String who, String why, @Nullable Long ifVersion, boolean dryRun) {
        return term().loop().declare(cluster, dead, who, why, ifVersion, dryRun);
    }

    private java.util.Optional<Attempt> attemptOf(String task) {
        return TaskId.of(task).flatMap(snapshot()::find).map(AttemptReport::attempt);
    }

    private RunnerTerm term() {
        @Nullable RunnerTerm running = term;
        if (running == null) {
            throw new IllegalStateException("The runner has not been started");
        }
        return running;
    }

    @Override
    public Optional<ScalingStats> getScalingStats() {
        return Optional.absent();
    }

    @Override
    public int getTotalCapacity() {
        return slots.getAsInt();
    }

    @Override
    public int getUsedCapacity() {
        return Math.min(slots.getAsInt(), registry.all().size());
    }

    @Override
    public Map<String, Long> getTotalTaskSlotCount() {
        return Map.of(SLOTS, (long) getTotalCapacity());
    }

    @Override
    public Map<String, Long> getUsedTaskSlotCount() {
        return Map.of(SLOTS, (long) getUsedCapacity());
    }

    @Override
    public Map<String, Long> getIdleTaskSlotCount() {
        return Map.of(
                SLOTS, Math.max(0L, (long) getTotalCapacity() - registry.all().size()));
    }

    @Override
    public Map<String, Long> getLazyTaskSlotCount() {
        return Map.of();
    }

    @Override
    public Map<String, Long> getBlacklistedTaskSlotCount() {
        return Map.of();
    }
}
