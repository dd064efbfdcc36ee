package io.henge.druid.runner;

import com.google.common.base.Optional;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.fence.Claim;
import io.henge.core.loop.TaskLoop;
import io.henge.core.port.ClusterConnection;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LogPreface;
import io.henge.core.report.LoopSnapshot;
import io.henge.core.report.Slots;
import io.henge.druid.fence.Claims;
import io.henge.druid.logs.LiveLogs;
import io.henge.druid.logs.LiveReports;
import io.henge.druid.task.Statuses;
import io.henge.druid.task.Traits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
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
    private final IntSupplier slotsAtFirst;
    private final ShownLocations locations;
    private final LiveReports liveReports;
    private final Asking asking;
    private final TaskRegistry registry;
    private final Fleet fleet;

    /** Begins a term whose tasks are kept in the given registry. */
    interface TermFactory {
        RunnerTerm begin(TaskRegistry registry);
    }

    /**
     * @param slotsAtFirst how many tasks may hold a place at once, for as long as no cluster is known
     * @param templateKeys the keys of the pod templates, in order
     * @param queue the tasks that Druid wants to be run
     */
    HengeTaskRunner(
            TermFactory terms,
            IntSupplier slotsAtFirst,
            ShownLocations locations,
            List<String> templateKeys,
            Asking asking,
            Function<TaskId, java.util.Optional<Task>> queue,
            LiveReports liveReports) {
        this.asking = asking;
        this.terms = terms;
        this.slotsAtFirst = slotsAtFirst;
        this.locations = locations;
        this.liveReports = liveReports;
        this.registry = new TaskRegistry(this::getTaskLocation);
        this.fleet = new Fleet(registry, templateKeys, asking, queue);
    }

    @Override
    @LifecycleStart
    public void start() {
        fleet.begin(terms.begin(registry));
    }

    @Override
    @LifecycleStop
    public void stop() {
        fleet.end();
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
        Asking.Answer asked;
        TaskLoop loop;
        try {
            loop = fleet.loop();
            id = new TaskId(task.getId());
            traits = Traits.of(task);
            boolean taken = registry.find(task.getId()).isPresent();
            asked = taken ? asking.again(task, traits) : asking.of(task, traits);
        } catch (RuntimeException e) {
            // An exception would end the task queue's whole round, and every later one, at this task.
            log.warn("Task[{}] cannot be run", task.getId(), e);
            return Futures.immediateFuture(TaskStatus.failure(task.getId(), whyNot(e)));
        }
        TaskItem item = registry.accept(task);
        loop.accept(id, traits, asked.asked());
        if (!asking.stands(task, asked)) {
            // What has changed at this moment may have been told before the task was in the registry.
            fleet.renew(item);
        }
        return item.getResult();
    }

    /** Our own refusals are sentences; what anything else says is for the log. */
    private static String whyNot(RuntimeException e) {
        return "The runner cannot take this task. "
                + (e.getClass() == IllegalArgumentException.class || e instanceof IllegalStateException
                        ? e.getMessage()
                        : "Its type, data source, group or context cannot be read; the Overlord's log says more.");
    }

    @Override
    public void shutdown(String taskid, String reason) {
        log.info("Task[{}] is let go of: {}", taskid, reason);
        registry.release(taskid);
        TaskId.of(taskid).ifPresent(fleet.loop()::release);
    }

    @Override
    public void updateStatus(Task task, TaskStatus status) {
        if (!status.isComplete()) {
            return;
        }
        java.util.Optional<Claim> claim = Claims.of(task);
        fleet.loop()
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
        boolean present = fleet.attemptOf(task.getId())
                .filter(row -> row.token().equals(token))
                .isPresent();
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
        return fleet.snapshot().running().stream()
                .flatMap(task -> registry.find(task.value()).stream())
                .toList();
    }

    @Override
    public Collection<? extends TaskRunnerWorkItem> getPendingTasks() {
        return fleet.snapshot().pending().stream()
                .flatMap(task -> registry.find(task.value()).stream())
                .toList();
    }

    @Override
    public RunnerTaskState getRunnerTaskState(String taskId) {
        return fleet.knows(taskId) ? stateOf(taskId, fleet.snapshot()) : RunnerTaskState.NONE;
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
        return fleet.attemptOf(taskId).map(locations::of).orElse(TaskLocation.unknown());
    }

    @Override
    public Optional<InputStream> streamTaskLog(String taskid, long offset) throws IOException {
        java.util.Optional<Attempt> attempt = fleet.attemptOf(taskid);
        java.util.Optional<ClusterConnection> cluster = attempt.flatMap(fleet::clusterOf);
        return cluster.isPresent()
                ? LiveLogs.read(cluster.get(), attempt.get().address().job(), LogPreface.of(attempt.get()), offset)
                : Optional.absent();
    }

    @Override
    public Optional<InputStream> streamTaskReports(String taskid) throws IOException {
        TaskLocation location = getTaskLocation(taskid);
        boolean live = getRunnerTaskState(taskid) == RunnerTaskState.RUNNING;
        return live && !TaskLocation.unknown().equals(location) ? liveReports.of(taskid, location) : Optional.absent();
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public Optional<ScalingStats> getScalingStats() {
        return Optional.absent();
    }

    /** By the loop's newest turn. */
    private Slots slots() {
        return fleet.snapshot().slots(Slots.unused(slotsAtFirst.getAsInt()));
    }

    private static Map<String, Long> slots(long count) {
        return Map.of(SLOTS, count);
    }

    @Override
    public int getTotalCapacity() {
        return (int) slots().total();
    }

    @Override
    public int getUsedCapacity() {
        return (int) slots().used();
    }

    @Override
    public Map<String, Long> getTotalTaskSlotCount() {
        return slots(slots().total());
    }

    @Override
    public Map<String, Long> getUsedTaskSlotCount() {
        return slots(slots().used());
    }

    @Override
    public Map<String, Long> getIdleTaskSlotCount() {
        return slots(slots().idle());
    }

    /** In Druid, of workers that are about to go. */
    @Override
    public Map<String, Long> getLazyTaskSlotCount() {
        return slots(slots().lazy());
    }

    /** In Druid, of workers whose tasks fail. */
    @Override
    public Map<String, Long> getBlacklistedTaskSlotCount() {
        return slots(slots().blacklisted());
    }
}
