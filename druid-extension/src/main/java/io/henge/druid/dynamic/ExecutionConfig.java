package io.henge.druid.dynamic;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.druid.placement.StoredRules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed while Druid runs, in the JSON of Druid's own runner.
 *
 * @param type always {@code default}
 * @param podTemplateSelectStrategy how a task's template is chosen, null for by its type
 * @param capacity how many tasks may hold a place at once, at least 1; null for what the properties say
 * @param clusters those that are registered beside the static ones, each with the keys of {@code clusters[N]} that
 *     {@link GivenClusters} tells of; null for none
 * @param placementRules beside the rules of the properties; null for none, which is not written, as by Druid's own runner
 */
public record ExecutionConfig(
        @JsonProperty("type") String type,
        @JsonProperty("podTemplateSelectStrategy") @Nullable TemplateChoice podTemplateSelectStrategy,
        @JsonProperty("capacity") @Nullable Integer capacity,

        @JsonProperty("clusters")
        @JsonPropertyDescription(
                "All clusters that are registered beside the static ones, each with keys of `clusters[N]` and a `kubeconfigPath`.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<Map<String, Object>> clusters,

        @JsonProperty(StoredRules.FIELD) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        StoredRules placementRules) {
    private static final String TYPE = "default";

    /** What can be said, and taken back. */
    public enum Field {
        POD_TEMPLATE_SELECT_STRATEGY("podTemplateSelectStrategy"),
        CAPACITY("capacity"),
        CLUSTERS("clusters"),
        PLACEMENT_RULES(StoredRules.FIELD);

        private final String word;

        Field(String word) {
            this.word = word;
        }

        /** Its name in JSON. */
        public String word() {
            return word;
        }
    }

    /** What holds while nobody has changed anything. */
    public static final ExecutionConfig NOTHING_SAID = new ExecutionConfig(TYPE, null, null, null, null);

    /** @throws IllegalArgumentException for a type that there is not, or a capacity below 1 */
    public ExecutionConfig(
            @JsonProperty("type") @Nullable String type,
            @JsonProperty("podTemplateSelectStrategy") @Nullable TemplateChoice podTemplateSelectStrategy,
            @JsonProperty("capacity") @Nullable Integer capacity,
            @JsonProperty("clusters") @Nullable List<Map<String, Object>> clusters,
            @JsonProperty(StoredRules.FIELD) @Nullable StoredRules placementRules) {
        if (type != null && !type.equals(TYPE)) {
            throw new IllegalArgumentException("type is [" + type + "]. Give " + TYPE + ", the one type there is");
        }
        if (capacity != null && capacity < 1) {
            throw new IllegalArgumentException("capacity is [" + capacity + "]. Give a whole number of at least 1");
        }
        this.type = TYPE;
        this.podTemplateSelectStrategy = podTemplateSelectStrategy;
        this.capacity = capacity;
        this.placementRules = placementRules;
        this.clusters = clusters == null ? null : List.copyOf(clusters);
    }

    /** This with what {@code change} says in place of it; what it does not say stays. */
    ExecutionConfig changedBy(ExecutionConfig change) {
        return new ExecutionConfig(
                TYPE,
                change.podTemplateSelectStrategy == null ? podTemplateSelectStrategy : change.podTemplateSelectStrategy,
                change.capacity == null ? capacity : change.capacity,
                change.clusters == null ? clusters : change.clusters,
                change.placementRules == null ? placementRules : change.placementRules);
    }

    /** This as if nobody had said anything of one field. */
    ExecutionConfig without(Field field) {
        return switch (field) {
            case POD_TEMPLATE_SELECT_STRATEGY -> new ExecutionConfig(TYPE, null, capacity, clusters, placementRules);
            case CAPACITY -> new ExecutionConfig(TYPE, podTemplateSelectStrategy, null, clusters, placementRules);
            case CLUSTERS -> new ExecutionConfig(TYPE, podTemplateSelectStrategy, capacity, null, placementRules);
            case PLACEMENT_RULES -> new ExecutionConfig(TYPE, podTemplateSelectStrategy, capacity, clusters, null);
        };
    }

    /** The key of the template that a task gets. */
    public String templateFor(Candidate task) {
        return podTemplateSelectStrategy == null ? task.type() : podTemplateSelectStrategy.keyFor(task);
    }

    /** The entries of the clusters that are registered beside the static ones. */
    public List<Map<String, Object>> clustersOrNone() {
        return clusters == null ? List.of() : clusters;
    }

    /** The capacity, or {@code configured} where nobody has changed it. */
    public int capacityOr(int configured) {
        return capacity == null ? configured : capacity;
    }
}
