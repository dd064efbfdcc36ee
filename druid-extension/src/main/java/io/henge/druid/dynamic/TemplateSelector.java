package io.henge.druid.dynamic;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some tasks and the template that they get. All conditions have to hold; one that is null or empty always does.
 *
 * @param selectionKey the key of the template
 * @param tags the values that each named tag of the task may have; the task must have every one of these tags
 */
public record TemplateSelector(
        @JsonProperty("selectionKey") String selectionKey,
        @JsonProperty("context.tags") @Nullable Map<String, Set<String>> tags,
        @JsonProperty("type") @Nullable Set<String> type,
        @JsonProperty("dataSource") @Nullable Set<String> dataSource) {

    /** @throws IllegalArgumentException if the key is missing or empty */
    public TemplateSelector(
            @JsonProperty("selectionKey") @Nullable String selectionKey,
            @JsonProperty("context.tags") @Nullable Map<String, Set<String>> tags,
            @JsonProperty("type") @Nullable Set<String> type,
            @JsonProperty("dataSource") @Nullable Set<String> dataSource) {
        if (selectionKey == null || selectionKey.isBlank()) {
            throw new IllegalArgumentException("A selector has no selectionKey. Give the key of a pod template");
        }
        this.selectionKey = selectionKey;
        this.tags = tags;
        this.type = type;
        this.dataSource = dataSource;
    }

    boolean fits(Candidate task) {
        return admits(type, task.type()) && admits(dataSource, task.dataSource()) && hasTags(task);
    }

    private boolean hasTags(Candidate task) {
        return tags == null
                || tags.entrySet().stream().allMatch(condition -> {
                    @Nullable String value = task.tags().get(condition.getKey());
                    @Nullable Set<String> admitted = condition.getValue();
                    return value != null && admitted != null && admitted.contains(value);
                });
    }

    private static boolean admits(@Nullable Set<String> values, String value) {
        return values == null || values.isEmpty() || values.contains(value);
    }
}
