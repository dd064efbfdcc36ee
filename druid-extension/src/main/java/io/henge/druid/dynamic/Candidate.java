package io.henge.druid.dynamic;

import java.util.Map;
import java.util.TreeMap;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * What the choice of a pod template may depend on.
 *
 * @param tags the task's {@code tags}, as text; empty where its context has none, or something else under that name
 */
public record Candidate(String type, String dataSource, Map<String, String> tags) {
    private static final String TAGS = "tags";

    public Candidate {
        tags = Map.copyOf(tags);
    }

    public static Candidate of(Task task) {
        Map<String, String> tags = new TreeMap<>();
        @Nullable Map<String, Object> context = task.getContext();
        if (context != null && context.get(TAGS) instanceof Map<?, ?> given) {
            given.forEach((tag, value) -> tags.put(String.valueOf(tag), String.valueOf(value)));
        }
        return new Candidate(task.getType(), task.getDataSource(), tags);
    }
}
