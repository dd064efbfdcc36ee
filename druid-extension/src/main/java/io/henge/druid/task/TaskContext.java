package io.henge.druid.task;

import java.util.Map;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.common.task.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * What a task's context says to the runner, read strictly: a value of the wrong type is refused with the key, the value and
 * what to give. Druid's own getters cast, and fail with the names of classes. Tags are not read here: of them, what is no
 * text says nothing.
 */
public final class TaskContext {
    private static final int SHOWN_MAX = 80;

    private final String task;
    private final Map<String, Object> values;

    private TaskContext(String task, Map<String, Object> values) {
        this.task = task;
        this.values = values;
    }

    public static TaskContext of(Task task) {
        @Nullable Map<String, Object> context = task.getContext();
        return new TaskContext(task.getId(), context == null ? Map.of() : context);
    }

    /**
     * The priority of a task, which its type gives where its context says nothing.
     *
     * @throws IllegalArgumentException with a sentence for whoever submitted the task
     */
    static int priorityOf(Task task) {
        TaskContext context = of(task);
        @Nullable Object priority = context.values.get(Tasks.PRIORITY_KEY);
        if (priority != null && !(priority instanceof Integer)) {
            throw context.wrong(
                    Tasks.PRIORITY_KEY,
                    "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE + ", such as 50");
        }
        return task.getPriority();
    }

    /**
     * A text; null where the context has none, or a blank one.
     *
     * @throws IllegalArgumentException with a sentence for whoever submitted the task
     */
    public @Nullable String text(String key) {
        @Nullable Object value = values.get(key);
        if (value != null && !(value instanceof String)) {
            throw wrong(key, "a text");
        }
        return value instanceof String text && !text.isBlank() ? text : null;
    }

    /** The refusal of a key's value. */
    public IllegalArgumentException wrong(String key, String what) {
        @Nullable Object value = values.get(key);
        String shown = String.valueOf(value);
        return new IllegalArgumentException("`context." + key + "` of task[" + task + "] is `"
                + (shown.length() > SHOWN_MAX ? shown.substring(0, SHOWN_MAX) + "…" : shown) + "`"
                + (value instanceof String ? ", a text" : "") + ". Give " + what
                + ", or leave it out, and submit the task again.");
    }
}
