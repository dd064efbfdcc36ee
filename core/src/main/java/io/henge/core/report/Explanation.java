package io.henge.core.report;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.Appraisal;
import io.henge.core.placement.Choices;
import io.henge.core.placement.Preference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task would go now, and why, by the same findings as placement itself goes by.
 *
 * @param queue its place among those that wait, null for a task that does not wait, or that there is not
 * @param obstacle why it cannot be placed now, as a sentence; null if it can
 * @param findings what is found of each cluster, in the order of their names
 * @param best the clusters of which one would be chosen, which do equally well
 */
public record Explanation(
        @Nullable Queue queue, @Nullable String obstacle, List<Appraisal> findings, List<ClusterName> best) {
    /**
     * A place in the order in which tasks get a cluster.
     *
     * @param position from 1
     * @param length how many wait
     */
    public record Queue(int position, int length) {}

    public Explanation {
        findings = List.copyOf(findings);
        best = List.copyOf(best);
    }

    /** Of what {@code preference} asks for. */
    static Explanation of(Choices choices, Preference preference, @Nullable Queue queue) {
        List<Appraisal> findings = choices.findings(preference);
        @Nullable String obstacle = choices.whyNone(preference).orElse(null);
        return new Explanation(queue, obstacle, findings, obstacle == null ? Choices.best(findings) : List.of());
    }
}
