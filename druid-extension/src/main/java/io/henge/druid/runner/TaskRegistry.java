package io.henge.druid.runner;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.port.TaskListener;
import io.henge.druid.task.Statuses;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskRunnerListener;
import org.apache.druid.indexing.overlord.TaskRunnerUtils;
import org.apache.druid.java.util.common.DateTimes;
import org.apache.druid.java.util.common.Pair;

/**
 * The tasks that Druid waits for, with their futures, and those who listen to them. A task is here from {@code run}, or
 * from the restoring of its row, until {@code shutdown}. Safe for use by several threads.
 */
final class TaskRegistry implements TaskListener {
    private final ConcurrentMap<String, TaskItem> items = new ConcurrentHashMap<>();
    private final List<Pair<TaskRunnerListener, Executor>> listeners = new CopyOnWriteArrayList<>();
    private final Function<String, TaskLocation> locations;

    /** @param locations where a task can be reached now */
    TaskRegistry(Function<String, TaskLocation> locations) {
        this.locations = locations;
    }

    /** The task's item, the same one for as long as Druid has not let go of the task. */
    TaskItem accept(Task task) {
        TaskItem item = items.computeIfAbsent(task.getId(), id -> TaskItem.of(task, () -> locations.apply(id)));
        item.setTask(task);
        return item;
    }

    /** Makes the task of a row known, so that Druid either takes over its future or shuts it down. */
    void restore(Attempt row) {
        String id = row.task().value();
        items.putIfAbsent(
                id,
                TaskItem.of(
                        id,
                        row.traits().type(),
                        row.traits().dataSource(),
                        DateTimes.utc(row.placedAt().toEpochMilli()),
                        () -> locations.apply(id)));
    }

    void release(String task) {
        items.remove(task);
    }

    Collection<TaskItem> all() {
        return List.copyOf(items.values());
    }

    Optional<TaskItem> find(String task) {
        return Optional.ofNullable(items.get(task));
    }

    void add(TaskRunnerListener listener, Executor executor) {
        boolean known = listeners.stream().anyMatch(pair -> isOf(pair, listener.getListenerId()));
        if (known) {
            throw new IllegalArgumentException("Listener[" + listener.getListenerId() + "] is registered already");
        }
        listeners.add(Pair.of(listener, executor));
        for (TaskItem item : all()) {
            TaskLocation location = item.getLocation();
            if (!TaskLocation.unknown().equals(location)) {
                TaskRunnerUtils.notifyLocationChanged(List.of(Pair.of(listener, executor)), item.getTaskId(), location);
            }
        }
    }

    void remove(String listenerId) {
        listeners.removeIf(pair -> isOf(pair, listenerId));
    }

    private static boolean isOf(Pair<TaskRunnerListener, Executor> pair, String listenerId) {
        return listenerId.equals(pair.lhs.getListenerId());
    }

    @Override
    public void located(TaskId task, Location location) {
        moved(task.value(), locationOf(location));
    }

    /** Tells the listeners where a task says that it is. Druid writes each time a line into the log, also while nobody listens. */
    void moved(String task, TaskLocation location) {
        if (!listeners.isEmpty()) {
            TaskRunnerUtils.notifyLocationChanged(listeners, task, location);
        }
    }

    @Override
    public void ended(TaskId task, Outcome outcome) {
        TaskStatus status = Statuses.statusOf(task, outcome);
        TaskRunnerUtils.notifyStatusChanged(listeners, task.value(), status);
        find(task.value()).ifPresent(item -> item.end(status));
    }

    static TaskLocation locationOf(Location location) {
        return TaskLocation.create(
                location.host(), location.plaintextPort(), location.tlsPort(), location.tlsPort() > 0, location.pod());
    }
}
