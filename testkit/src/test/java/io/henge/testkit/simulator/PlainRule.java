package io.henge.testkit.simulator;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a person writes it down, and reads it: what it means is not asked of the code under test.
 *
 * @param about what of a task it reads
 * @param values the tasks are meant of which that is one of these
 * @param label the label of clusters that it reads, empty for their names; of a toleration the key of the taint
 * @param where the clusters are meant of which that is one of these
 * @param weight of a preference
 */
record PlainRule(String name, About about, Set<String> values, Word word, String label, Set<String> where, int weight) {
    /** What rules read of tasks. */
    enum About {
        TYPE,
        DATA_SOURCE,
        GROUP,
        TEAM,
        /** Nothing: the rule is the task's own. */
        ITSELF
    }

    /** What rules say. */
    enum Word {
        REQUIRE,
        EXCLUDE,
        PREFER,
        TOLERATE,
        TOGETHER
    }

    /** The tag that names a task's team. */
    static final String TEAM = "team";

    /**
     * A task as rules read it.
     *
     * @param team empty where it has none
     * @param named the cluster that it names itself
     * @param own the rules in its own context
     */
    record Task(TaskTraits traits, String team, @Nullable ClusterName named, List<PlainRule> own) {}

    /**
     * A cluster as rules read it.
     *
     * @param taint the key of what keeps tasks away that do not tolerate it
     */
    record Cluster(ClusterName name, Map<String, String> labels, Optional<String> taint) {}

    boolean means(Task task) {
        String read = switch (about) {
            case TYPE -> task.traits().type();
            case DATA_SOURCE -> task.traits().dataSource();
            case GROUP -> task.traits().groupId();
            case TEAM -> task.team();
            case ITSELF -> "";
        };
        return about == About.ITSELF || values.contains(read);
    }

    private boolean means(Cluster cluster) {
        return where.contains(
                label.isEmpty() ? cluster.name().value() : cluster.labels().getOrDefault(label, ""));
    }

    /** Whether a task that it means may not go there. */
    boolean forbids(Cluster cluster) {
        return (word == Word.EXCLUDE && means(cluster)) || (word == Word.REQUIRE && !means(cluster));
    }

    /** The same for the code under test. */
    Rule written() {
        TreeSet<String> none = new TreeSet<>();
        TaskMatch when = new TaskMatch(
                about == About.TYPE ? new TreeSet<>(values) : none,
                about == About.DATA_SOURCE ? new TreeSet<>(values) : none,
                about == About.GROUP ? new TreeSet<>(values) : none,
                about == About.TEAM ? new TreeMap<>(Map.of(TEAM, values)) : new TreeMap<>(),
                new TreeMap<>());
        SortedMap<String, Set<String>> labels = label.isEmpty() ? new TreeMap<>() : new TreeMap<>(Map.of(label, where));
        ClusterMatch clusters = new ClusterMatch(label.isEmpty() ? new TreeSet<>(where) : none, labels);
        return new Rule(
                name,
                when,
                switch (word) {
                    case REQUIRE -> new Rule.Require(clusters);
                    case EXCLUDE -> new Rule.Exclude(clusters);
                    case PREFER -> new Rule.Prefer(clusters, weight);
                    case TOLERATE -> new Rule.Tolerate(label, null);
                    case TOGETHER -> new Rule.Together();
                });
    }
}
