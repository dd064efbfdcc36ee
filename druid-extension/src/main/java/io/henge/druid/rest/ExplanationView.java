package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.Appraisal;
import io.henge.core.report.Explanation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a task would go now, and why, as REST shows it: by the same findings as placement goes by. */
public record ExplanationView(
        @JsonProperty("placement")
        @JsonPropertyDescription("The task's newest attempt; null of a task that is not submitted.")
        @Nullable
        PlacementView placement,

        @JsonProperty("queue")
        @JsonPropertyDescription("Its place among those that wait; null if it does not wait.")
        @Nullable
        QueueView queue,

        @JsonProperty("obstacle")
        @JsonPropertyDescription("Why no cluster can be taken now; null if one can.")
        @Nullable
        String obstacle,

        @JsonProperty("findings") List<FindingView> findings,

        @JsonProperty("best")
        @JsonPropertyDescription("The clusters that do equally well, of which one would be taken.")
        List<String> best) {
    /** A place in the order in which tasks get a cluster, from 1. */
    public record QueueView(
            @JsonProperty("position") int position,
            @JsonProperty("length") int length) {}

    /** What is found of one cluster. */
    public record FindingView(
            @JsonProperty("cluster") String cluster,

            @JsonProperty("finding") @JsonPropertyDescription("fits, full, closed, excluded or too_small.")
            String finding,

            @JsonProperty("why") @JsonPropertyDescription("What speaks against it; empty if it fits.")
            String why,

            @JsonProperty("points") long points,

            @JsonProperty("marks") @JsonPropertyDescription("What speaks for it, or rather against it.")
            List<MarkView> marks) {
        static FindingView of(Appraisal finding) {
            return new FindingView(
                    finding.cluster().value(),
                    finding.kind().name().toLowerCase(Locale.ROOT),
                    finding.words(),
                    finding.points(),
                    finding.marks().stream()
                            .map(mark -> new MarkView(mark.words(), mark.points()))
                            .toList());
        }
    }

    /** One reason, and what it weighs. */
    public record MarkView(
            @JsonProperty("why") String why,
            @JsonProperty("points") long points) {}

    static ExplanationView of(@Nullable PlacementView placement, Explanation explanation) {
        Explanation.@Nullable Queue queue = explanation.queue();
        return new ExplanationView(
                placement,
                queue == null ? null : new QueueView(queue.position(), queue.length()),
                explanation.obstacle(),
                explanation.findings().stream().map(FindingView::of).toList(),
                explanation.best().stream().map(ClusterName::value).toList());
    }
}
