package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskId;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.junit.jupiter.api.Test;

/** What is learnt of tasks that run already when an Overlord begins to lead. */
class RestoredTasksTest {
    private final Map<TaskId, Task> queue = new TreeMap<>();
    private final TaskRegistry registry = new TaskRegistry(id -> TaskLocation.unknown());
    private final List<String> learnt = new ArrayList<>();
    private final RestoredTasks restored =
            new RestoredTasks(registry, this::find, items -> items.forEach(item -> learnt.add(item.getTaskId())));
    private boolean queueFails;

    private Optional<Task> find(TaskId task) {
        if (queueFails) {
            throw new IllegalStateException("planted");
        }
        return Optional.ofNullable(queue.get(task));
    }

    private void runs(String task) {
        registry.restore(Attempts.placed(task, "east", 1, Instant.EPOCH));
    }

    private static Task task(String id) {
        return new NoopTask(id, null, "flights", 0, 0, null);
    }

    @Test
    void whatDruidDoesNotHandOverIsLearntFromItsQueueOnce() {
        runs("one");
        runs("other");
        registry.accept(task("waits"));
        assertThat(restored.learn()).as("the queue is empty yet").isEqualTo(2);
        queue.put(new TaskId("one"), task("one"));
        assertThat(restored.learn()).isEqualTo(1);
        queue.put(new TaskId("other"), task("other"));
        assertThat(restored.learn()).isZero();
        assertThat(learnt).containsExactly("one", "other");
        assertThat(registry.find("one")).map(TaskItem::task).contains(queue.get(new TaskId("one")));
    }

    @Test
    void aQueueThatCannotBeAskedIsAskedAgain() {
        runs("one");
        queue.put(new TaskId("one"), task("one"));
        queueFails = true;
        assertThat(restored.learn()).isEqualTo(1);
        queueFails = false;
        assertThat(restored.learn()).isZero();
        assertThat(learnt).containsExactly("one");
    }
}
