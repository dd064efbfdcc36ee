package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Rule;
import io.henge.core.placement.RuleCheck.Complaint;
import io.henge.druid.dynamic.PlacementRules;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One rule of an operator's, and whether it can be followed, as REST shows it. */
public record RuleView(
        @JsonProperty("name") String name,

        @JsonProperty("writtenIn") @JsonPropertyDescription("properties or dynamic.")
        String writtenIn,

        @JsonProperty("says")
        @JsonPropertyDescription(
                "require, exclude, prefer, tolerate or together; unreadable where it cannot be read, so that its tasks wait.")
        String says,

        @JsonProperty("clusters")
        @JsonPropertyDescription("The clusters that it is about now; null for a word that is about none.")
        @Nullable
        List<String> clusters,

        @JsonProperty("complaints")
        @JsonPropertyDescription("What is wrong with it as things are now; empty while all is well.")
        List<String> complaints) {

    /** All rules of this moment, in the order in which they count. */
    static List<RuleView> of(PlacementRules rules) {
        List<Complaint> complaints = rules.complaints();
        return rules.current().all().stream()
                .map(rule -> new RuleView(
                        rule.name(),
                        rule.source().name().toLowerCase(Locale.ROOT),
                        rule.word().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        rule.word().about().map(match -> matching(match, rules)).orElse(null),
                        about(rule, complaints)))
                .toList();
    }

    private static List<String> matching(ClusterMatch match, PlacementRules rules) {
        return rules.clusters().entrySet().stream()
                .filter(cluster -> match.matches(cluster.getKey(), cluster.getValue()))
                .map(cluster -> cluster.getKey())
                .map(ClusterName::value)
                .toList();
    }

    private static List<String> about(Rule rule, List<Complaint> complaints) {
        return complaints.stream()
                .filter(complaint -> complaint.about().contains(rule))
                .map(Complaint::sentence)
                .toList();
    }
}
