package io.henge.druid.placement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.placement.Rule;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Subject;
import io.henge.druid.fence.Claims;
import io.henge.druid.json.Fields;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import io.henge.druid.task.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.common.task.TaskResource;
import org.apache.druid.query.DruidMetrics;
import org.jspecify.annotations.Nullable;

/** Reads of a task what rules of placement match, and the rules that it brings along. */
public final class Subjects {
    /** How much is kept of the context: what a rule could name, no matter what else people store there. */
    private static final int ENTRIES_MAX = 64;

    private static final int VALUE_LENGTH_MAX = 256;
    private static final String MSQ_WORKER = "query_worker";
    private static final JsonMapper JSON = new JsonMapper();

    private Subjects() {}

    /**
     * What rules read of the task.
     *
     * @param mayTolerate whether a task may say of itself that it tolerates a taint
     * @throws IllegalArgumentException with a sentence for whoever submitted the task, where its own rules are wrong
     */
    public static Subject of(Task task, boolean mayTolerate) {
        @Nullable Map<String, Object> given = task.getContext();
        Map<String, Object> context = given == null ? Map.of() : given;
        SortedMap<String, String> tags =
                context.get(DruidMetrics.TAGS) instanceof Map<?, ?> any ? singles(any) : new TreeMap<>();
        return new Subject(
                tags,
                singles(context),
                named(task, tags).orElse(null),
                replicaOf(task),
                own(task, context, mayTolerate));
    }

    /** What is one text, number or flag; what is anything else says nothing. */
    private static SortedMap<String, String> singles(Map<?, ?> values) {
        TreeMap<String, String> singles = new TreeMap<>();
        values.forEach((key, value) -> {
            boolean single = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (single && key instanceof String name && singles.size() < ENTRIES_MAX) {
                String text = value.toString();
                if (text.length() <= VALUE_LENGTH_MAX && name.length() <= VALUE_LENGTH_MAX) {
                    singles.put(name, text);
                }
            }
        });
        return singles;
    }

    /**
     * Every task that is shipped has the tag, and its sub-tasks inherit it: of these it only counts for those that must
     * be near to their parent.
     */
    private static Optional<ClusterName> named(Task task, SortedMap<String, String> tags) {
        boolean inherited = Traits.of(task).parent() != null && !task.getType().equals(MSQ_WORKER);
        return inherited
                ? Optional.empty()
                : Optional.ofNullable(tags.get(Rules.CLUSTER_TAG)).flatMap(ClusterName::find);
    }

    /** Druid gives the replicas of a streaming task one availability group, and every other task one of its own. */
    private static @Nullable String replicaOf(Task task) {
        @Nullable TaskResource resource = task.getTaskResource();
        @Nullable String group = resource == null ? null : resource.getAvailabilityGroup();
        return group == null || group.equals(task.getId()) ? null : group;
    }

    private static List<Rule> own(Task task, Map<String, Object> context, boolean mayTolerate) {
        @Nullable
        Object given = context.get(Claims.CONTEXT_KEY) instanceof Map<?, ?> henge ? henge.get(Claims.PLACEMENT) : null;
        if (given == null) {
            return List.of();
        }
        try {
            Fields sent = SentJson.of(JSON.writeValueAsBytes(given), "an object with require, exclude or prefer", "It");
            List<Rule.Word> words = RulesReader.words(sent);
            sent.nothingElse();
            return named(words, mayTolerate);
        } catch (WrongInputException e) {
            throw wrong(task, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw wrong(task, "It is no JSON");
        }
    }

    private static List<Rule> named(List<Rule.Word> words, boolean mayTolerate) {
        List<Rule> rules = new ArrayList<>();
        for (Rule.Word word : words) {
            if (word instanceof Rule.Tolerate && !mayTolerate) {
                throw new WrongInputException(
                        "`tolerate` is not allowed to tasks here. Leave it out, or ask the operator to"
                                + " set druid.indexer.runner.placement.tasksMayTolerate");
            }
            rules.add(new Rule(
                    "context." + Claims.CONTEXT_KEY + "." + Claims.PLACEMENT, TaskMatch.ALL, word, Rule.Source.TASK));
        }
        return rules;
    }

    private static IllegalArgumentException wrong(Task task, String what) {
        return new IllegalArgumentException("`context." + Claims.CONTEXT_KEY + "." + Claims.PLACEMENT + "` of task["
                + task.getId() + "] is wrong: " + what + ". Mend it and submit the task again.");
    }
}
