package io.henge.druid.placement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.PlainText;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.failover.FailoverCheck;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.placement.Rule;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Subject;
import io.henge.druid.fence.Claims;
import io.henge.druid.json.Fields;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import io.henge.druid.task.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.common.task.TaskResource;
import org.apache.druid.query.DruidMetrics;
import org.jspecify.annotations.Nullable;

/** Reads of a task what rules match, and what it says itself of where it goes, and of how it is failed over. */
public final class Subjects {
    /** How much is kept of the context: what a rule could name, no matter what else people store there. */
    private static final int ENTRIES_MAX = 64;

    private static final int VALUE_LENGTH_MAX = 256;
    private static final int KEY_LENGTH_MAX = 64;
    private static final String MSQ_WORKER = "query_worker";
    private static final JsonMapper JSON = new JsonMapper();

    private Subjects() {}

    /**
     * What rules read of the task.
     *
     * @param by what a task may say of itself: whether that it tolerates a taint, and for how short a silence
     * @throws IllegalArgumentException with a sentence for whoever submitted the task, where its own rules are wrong
     */
    public static Subject of(Task task, Rules by) {
        lookAtKeys(task, contextOf(task).get(Claims.CONTEXT_KEY));
        return read(task, by.tasksMayTolerate(), by.failover().lostAfter());
    }

    /**
     * The same of a task that was taken before: what it says is not held against it where the operator says otherwise by now,
     * or a newer Henge is stricter.
     *
     * @throws IllegalArgumentException as above, where that could never be read
     */
    public static Subject ofTaken(Task task) {
        return read(task, true, Duration.ZERO);
    }

    private static Map<String, Object> contextOf(Task task) {
        @Nullable Map<String, Object> given = task.getContext();
        return given == null ? Map.of() : given;
    }

    private static Subject read(Task task, boolean mayTolerate, Duration lostAfter) {
        Map<String, Object> context = contextOf(task);
        SortedMap<String, String> tags =
                context.get(DruidMetrics.TAGS) instanceof Map<?, ?> any ? singles(any) : new TreeMap<>();
        return new Subject(
                tags,
                singles(context),
                named(task, tags).orElse(null),
                replicaOf(task),
                own(task, context, mayTolerate),
                failover(task, context, lostAfter));
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
        return read(task, context, Claims.PLACEMENT, "an object with require, exclude or prefer", sent -> {
                    List<Rule.Word> words = RulesReader.words(sent);
                    sent.nothingElse();
                    return named(words, mayTolerate);
                })
                .orElse(List.of());
    }

    private static FailoverPolicy failover(Task task, Map<String, Object> context, Duration lostAfter) {
        return read(task, context, Claims.FAILOVER, "an object with onLost or purgeMode", sent -> {
                    FailoverPolicy own = PolicyReader.policy(sent, called(Claims.FAILOVER));
                    List<String> complaints = FailoverCheck.complaints(own, Traits.of(task), lostAfter);
                    if (!complaints.isEmpty()) {
                        String all = String.join(" ", complaints);
                        throw new WrongInputException(all.substring(0, all.length() - 1));
                    }
                    return own;
                })
                .orElse(FailoverPolicy.USUAL);
    }

    /** What was shipped, and is handed down, may have keys of a newer Henge; what a person writes has two. */
    private static void lookAtKeys(Task task, @Nullable Object henge) {
        if (henge == null || (henge instanceof Map<?, ?> shipped && shipped.containsKey(Claims.TOKEN))) {
            return;
        }
        String remedy = ". Give an object with `" + Claims.PLACEMENT + "` or `" + Claims.FAILOVER
                + "`, or leave it out, and submit the task again.";
        String about = "`context." + Claims.CONTEXT_KEY + "` of task[" + task.getId() + "] ";
        if (!(henge instanceof Map<?, ?> keys)) {
            throw new IllegalArgumentException(about + "is no object" + remedy);
        }
        keys.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !key.equals(Claims.PLACEMENT) && !key.equals(Claims.FAILOVER))
                .findFirst()
                .ifPresent(key -> {
                    String told = PlainText.always(
                            key.length() > KEY_LENGTH_MAX ? key.substring(0, KEY_LENGTH_MAX) + "…" : key);
                    throw new IllegalArgumentException(
                            about + "has the key `" + told + "`, which is not known" + remedy);
                });
    }

    /** What the task says of itself by that key, if it says anything. */
    private static <T> Optional<T> read(
            Task task, Map<String, Object> context, String key, String what, Function<Fields, T> reading) {
        @Nullable Object given = context.get(Claims.CONTEXT_KEY) instanceof Map<?, ?> henge ? henge.get(key) : null;
        if (given == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(SentJson.of(JSON.writeValueAsBytes(given), what, "It")));
        } catch (WrongInputException e) {
            throw wrong(task, key, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw wrong(task, key, "It is no JSON");
        }
    }

    private static String called(String key) {
        return "context." + Claims.CONTEXT_KEY + "." + key;
    }

    private static List<Rule> named(List<Rule.Word> words, boolean mayTolerate) {
        List<Rule> rules = new ArrayList<>();
        for (Rule.Word word : words) {
            if (word instanceof Rule.Tolerate && !mayTolerate) {
                throw new WrongInputException(
                        "`tolerate` is not allowed to tasks here. Leave it out, or ask the operator to"
                                + " set druid.indexer.runner.placement.tasksMayTolerate");
            }
            rules.add(new Rule(called(Claims.PLACEMENT), TaskMatch.ALL, word, Rule.Source.TASK));
        }
        return rules;
    }

    private static IllegalArgumentException wrong(Task task, String key, String what) {
        return new IllegalArgumentException("`" + called(key) + "` of task[" + task.getId() + "] is wrong: " + what
                + ". Mend it and submit the task again.");
    }
}
