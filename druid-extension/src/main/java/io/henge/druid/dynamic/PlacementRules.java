package io.henge.druid.dynamic;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Rule;
import io.henge.core.placement.RuleCheck;
import io.henge.core.placement.RuleCheck.Complaint;
import io.henge.core.placement.Rules;
import io.henge.druid.placement.StoredRules;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules by which tasks are placed now: those of the properties, then those of the dynamic configuration. Safe for use by
 * several threads.
 */
public final class PlacementRules {
    private static final Logger log = LoggerFactory.getLogger(PlacementRules.class);

    private final Rules fixed;
    private final Supplier<SortedMap<ClusterName, ClusterProfile>> clusters;
    private final Supplier<ExecutionConfig> dynamic;

    /** Published by whoever joined them; who sees an older one joins them anew. */
    private volatile Joined joined;

    private record Joined(ExecutionConfig by, Rules rules) {}

    /** Guarded by this. */
    private List<String> told = List.of();

    /**
     * @param fixed those of the properties
     * @param clusters what is known of the clusters now
     * @param dynamic the dynamic configuration of this moment
     */
    public PlacementRules(
            Rules fixed, Supplier<SortedMap<ClusterName, ClusterProfile>> clusters, Supplier<ExecutionConfig> dynamic) {
        this.fixed = fixed;
        this.clusters = clusters;
        this.dynamic = dynamic;
        this.joined = new Joined(ExecutionConfig.NOTHING_SAID, fixed);
    }

    /** All of them; the same object for as long as nothing has changed. */
    public Rules current() {
        ExecutionConfig now = dynamic.get();
        Joined known = joined;
        if (isSame(known.by(), now)) {
            return known.rules();
        }
        // It is another object also where it says something else of other fields, or the same of all.
        boolean same = Objects.equals(known.by().placementRules(), now.placementRules());
        Rules rules = same ? known.rules() : with(now.placementRules());
        joined = new Joined(now, rules);
        return rules;
    }

    /** Whether it is one object: to compare what rules say takes long, and is asked at every task. */
    private static boolean isSame(Object one, Object other) {
        return one == other;
    }

    private Rules with(@Nullable StoredRules said) {
        return fixed.and(said == null ? List.of() : said.rules());
    }

    /** What is known of the clusters now. */
    public SortedMap<ClusterName, ClusterProfile> clusters() {
        return clusters.get();
    }

    /** What speaks against having {@code said} in the dynamic configuration; what is wrong already is no part of it. */
    public List<String> complaints(StoredRules said) {
        return RuleCheck.complaints(with(said), clusters.get()).stream()
                .filter(complaint -> complaint.about().stream().anyMatch(PlacementRules::isDynamic))
                .map(Complaint::sentence)
                .toList();
    }

    private static boolean isDynamic(Rule rule) {
        return rule.source() == Rule.Source.DYNAMIC;
    }

    /** What is wrong with the rules of this moment, as where a cluster that they name is not there any more. */
    public List<Complaint> complaints() {
        return RuleCheck.complaints(current(), clusters.get());
    }

    /** Says in the log what is wrong with the rules, once for as long as it is the same. */
    public synchronized void tellComplaints() {
        List<String> now = complaints().stream().map(Complaint::sentence).toList();
        now.stream().filter(sentence -> !told.contains(sentence)).forEach(log::warn);
        told = now;
    }
}
