package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at rules before they count: what can match nothing, and what contradicts another, is told with both names. */
public final class RuleCheck {
    /** Enough for any fleet that people keep in their heads; keeps the sum of weights far below what kin weighs. */
    public static final int RULES_MAX = 500;

    private final List<Rule> rules;
    private final SortedMap<ClusterName, ClusterProfile> clusters;
    private final List<String> complaints = new ArrayList<>();

    private RuleCheck(Rules rules, SortedMap<ClusterName, ClusterProfile> clusters) {
        this.rules = rules.all();
        this.clusters = clusters;
    }

    /** What is wrong with the rules for those clusters: sentences, none where all is well. */
    public static List<String> complaints(Rules rules, SortedMap<ClusterName, ClusterProfile> clusters) {
        RuleCheck check = new RuleCheck(rules, clusters);
        check.look();
        return List.copyOf(check.complaints);
    }

    private void look() {
        if (rules.size() > RULES_MAX) {
            complaints.add("There are " + rules.size() + " rules. Give at most " + RULES_MAX + ".");
            return;
        }
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                complaints.add("Two rules are called [" + rule.name() + "]. Give each a name of its own.");
            }
            rule.word().about().ifPresent(match -> lookAt(rule, match));
        }
        for (int i = 0; i < rules.size(); i++) {
            for (Rule later : rules.subList(i + 1, rules.size())) {
                compare(rules.get(i), later);
            }
        }
    }

    private void lookAt(Rule rule, ClusterMatch match) {
        SortedSet<String> known =
                clusters.keySet().stream().map(ClusterName::value).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> unknown = new TreeSet<>(match.names());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            complaints.add("Rule[" + rule.name() + "] names " + unknown + ", but the clusters are " + known
                    + ". Name one of these.");
        } else if (matched(match).isEmpty()) {
            complaints.add("Rule[" + rule.name() + "] matches no cluster: none has " + match
                    + ". Give labels that a cluster has: " + labels() + ".");
        } else if (rule.word() instanceof Rule.Exclude && matched(match).size() == clusters.size()) {
            complaints.add(
                    "Rule[" + rule.name() + "] excludes every cluster: its tasks would wait for ever. Leave one.");
        }
    }

    private String labels() {
        TreeSet<String> labels = new TreeSet<>();
        clusters.values().forEach(profile -> profile.labels().forEach((key, value) -> labels.add(key + "=" + value)));
        return labels.isEmpty() ? "none has any, see clusters[N].clusterLabels.<key>" : String.join(", ", labels);
    }

    private Set<ClusterName> matched(ClusterMatch match) {
        return clusters.entrySet().stream()
                .filter(cluster -> match.matches(cluster.getKey(), cluster.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The clusters that a rule leaves to its tasks. */
    private Set<ClusterName> left(Rule rule) {
        if (rule.word() instanceof Rule.Require require) {
            return matched(require.clusters());
        }
        TreeSet<ClusterName> left = new TreeSet<>(clusters.keySet());
        if (rule.word() instanceof Rule.Exclude exclude) {
            left.removeAll(matched(exclude.clusters()));
        }
        return left;
    }

    private void compare(Rule one, Rule other) {
        Set<ClusterName> both = new TreeSet<>(left(one));
        both.retainAll(left(other));
        boolean alone = left(one).isEmpty() || left(other).isEmpty();
        if (both.isEmpty() && !alone && one.when().meets(other.when())) {
            complaints.add("Rules[" + one.name() + "] and [" + other.name()
                    + "] contradict each other: a task that both match has no cluster left. Change one of them, or what"
                    + " they match.");
        }
    }
}
