package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at rules before they count: what can match nothing, and what contradicts another, is told with both names. */
public final class RuleCheck {
    /** Enough for any fleet that people keep in their heads; keeps the sum of weights far below what kin weighs. */
    public static final int RULES_MAX = 500;

    /** Enough to begin to mend by: pairs of rules are many. */
    private static final int COMPLAINTS_MAX = 100;

    private final List<Rule> rules;
    private final SortedMap<ClusterName, ClusterProfile> clusters;
    private final List<Complaint> complaints = new ArrayList<>();

    /** For each rule the clusters that it leaves to its tasks, by their places in the order of names. */
    private final List<BitSet> left = new ArrayList<>();

    private RuleCheck(Rules rules, SortedMap<ClusterName, ClusterProfile> clusters) {
        this.rules = rules.all();
        this.clusters = clusters;
    }

    /**
     * What is wrong with some rules.
     *
     * @param about the rules that have a part in it
     * @param sentence for people: what it is, and what to give instead
     */
    public record Complaint(List<Rule> about, String sentence) {
        public Complaint {
            about = List.copyOf(about);
        }
    }

    /** What is wrong with the rules for those clusters, 100 things at most; nothing where all is well. */
    public static List<Complaint> complaints(Rules rules, SortedMap<ClusterName, ClusterProfile> clusters) {
        RuleCheck check = new RuleCheck(rules, clusters);
        check.look();
        return List.copyOf(check.complaints);
    }

    private void look() {
        if (rules.size() > RULES_MAX) {
            complain(rules, "There are " + rules.size() + " rules. Give at most " + RULES_MAX + ".");
            return;
        }
        Map<String, Rule> names = new HashMap<>();
        for (Rule rule : rules) {
            @Nullable Rule namesake = names.putIfAbsent(rule.name(), rule);
            if (namesake != null) {
                complain(List.of(namesake, rule), sameName(namesake, rule));
            }
            if (rule.word() instanceof Rule.Unreadable unreadable) {
                complain(
                        List.of(rule),
                        capital(rule) + " cannot be read, so that its tasks wait: " + unreadable.why() + ".");
            }
            rule.word().about().ifPresent(match -> lookAt(rule, match));
            left.add(left(rule));
        }
        for (int i = 0; i < rules.size(); i++) {
            for (int j = i + 1; j < rules.size() && complaints.size() < COMPLAINTS_MAX; j++) {
                compare(i, j);
            }
        }
    }

    private void complain(List<Rule> about, String sentence) {
        if (complaints.size() < COMPLAINTS_MAX) {
            complaints.add(new Complaint(about, sentence));
        }
    }

    private static String sameName(Rule one, Rule other) {
        return (one.source() == other.source()
                        ? "Two rules are called [" + one.name() + "]"
                        : capital(one) + " and " + other.called() + " have one name")
                + ". Give each a name of its own.";
    }

    private static String capital(Rule rule) {
        String called = rule.called();
        return called.substring(0, 1).toUpperCase(Locale.ROOT) + called.substring(1);
    }

    private void lookAt(Rule rule, ClusterMatch match) {
        TreeSet<String> unknown = new TreeSet<>(match.names());
        clusters.keySet().forEach(name -> unknown.remove(name.value()));
        BitSet matched = matched(match);
        if (!unknown.isEmpty()) {
            complain(
                    List.of(rule),
                    capital(rule) + " names " + unknown + ", but the clusters are " + clusters.keySet()
                            + ". Name one of these.");
        } else if (matched.isEmpty()) {
            complain(
                    List.of(rule),
                    capital(rule) + " matches no cluster: none has " + match + ". Give labels that a cluster has: "
                            + labels() + ".");
        } else if (rule.word() instanceof Rule.Exclude && matched.cardinality() == clusters.size()) {
            complain(
                    List.of(rule),
                    capital(rule) + " excludes every cluster: its tasks would wait for ever. Leave one.");
        }
    }

    private String labels() {
        TreeSet<String> labels = new TreeSet<>();
        clusters.values().forEach(profile -> profile.labels().forEach((key, value) -> labels.add(key + "=" + value)));
        return labels.isEmpty() ? "none has any, see clusters[N].clusterLabels.<key>" : String.join(", ", labels);
    }

    private BitSet matched(ClusterMatch match) {
        BitSet matched = new BitSet(clusters.size());
        int place = 0;
        for (Map.Entry<ClusterName, ClusterProfile> cluster : clusters.entrySet()) {
            matched.set(place++, match.matches(cluster.getKey(), cluster.getValue()));
        }
        return matched;
    }

    private BitSet left(Rule rule) {
        if (rule.word() instanceof Rule.Require require) {
            return matched(require.clusters());
        }
        BitSet left = new BitSet(clusters.size());
        left.set(0, clusters.size());
        if (rule.word() instanceof Rule.Exclude exclude) {
            left.andNot(matched(exclude.clusters()));
        }
        return left;
    }

    private void compare(int i, int j) {
        boolean alone = left.get(i).isEmpty() || left.get(j).isEmpty();
        if (!alone
                && !left.get(i).intersects(left.get(j))
                && rules.get(i).when().meets(rules.get(j).when())) {
            complain(
                    List.of(rules.get(i), rules.get(j)),
                    capital(rules.get(i)) + " and " + rules.get(j).called()
                            + " contradict each other: a task that both match has no cluster left. Change one of them,"
                            + " or what they match.");
        }
    }
}
