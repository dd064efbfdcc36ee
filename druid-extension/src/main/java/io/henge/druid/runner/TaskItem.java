package io.henge.druid.runner;

import com.google.common.util.concurrent.SettableFuture;
import java.util.function.Supplier;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskRunnerWorkItem;
import org.apache.druid.java.util.common.DateTimes;
import org.joda.time.DateTime;
import org.jspecify.annotations.Nullable;

/** One task that Druid has not let go of yet, with the future that Druid waits for. */
final class TaskItem extends TaskRunnerWorkItem {
    private final SettableFuture<TaskStatus> future;
    private final String type;
    private final String dataSource;
    private final Supplier<TaskLocation> location;

    /** Published to the threads that ship the task; null for a task that was restored from its row alone. */
    private volatile @Nullable Task task;

    private TaskItem(
            String id,
            SettableFuture<TaskStatus> future,
            DateTime createdAt,
            String type,
            String dataSource,
            Supplier<TaskLocation> location) {
        super(id, future, createdAt, createdAt);
        this.future = future;
        this.type = type;
        this.dataSource = dataSource;
        this.location = location;
    }

    static TaskItem of(String id, String type, String dataSource, DateTime createdAt, Supplier<TaskLocation> location) {
        return new TaskItem(id, SettableFuture.create(), createdAt, type, dataSource, location);
    }

    static TaskItem of(Task task, Supplier<TaskLocation> location) {
        TaskItem item = of(task.getId(), task.getType(), task.getDataSource(), DateTimes.nowUtc(), location);
        item.task = task;
        return item;
    }

    void setTask(Task known) {
        task = known;
    }

    @Nullable
    Task task() {
        return task;
    }

    /** Completes the future, once. */
    void end(TaskStatus status) {
        future.set(status);
    }

    @Override
    public TaskLocation getLocation() {
        return location.get();
    }

    @Override
    public String getTaskType() {
        return type;
    }

    @Override
    public String getDataSource() {
        return dataSource;
    }
}
