package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far the drain of a cluster has come; times are ISO-8601. */
public record DrainView(
        @JsonProperty("name") String name,

        @JsonProperty("version") long version,

        @JsonProperty("done") @JsonPropertyDescription("Whether nothing is left there.")
        boolean done,

        @JsonProperty("draining") ClusterView.@Nullable DrainingView draining,

        @JsonProperty("attempts") @JsonPropertyDescription("How many attempts were there when the drain was asked for.")
        int attempts,

        @JsonProperty("left") @JsonPropertyDescription("How many of them a Job or a pod may be left of.")
        int left,

        @JsonProperty("estimate")
        @JsonPropertyDescription(
                "When the rest has gone if it goes as before; null while none has gone, and at the end.")
        @Nullable
        String estimate,

        @JsonProperty("by")
        @JsonPropertyDescription("How many of those that are left leave in which way: wait, hand_over, relaunch, stay.")
        Map<String, Integer> by,

        @JsonProperty("rest")
        @JsonPropertyDescription("Those that are left, how each leaves, and why; at most 1,000 of them.")
        List<ConsequenceView> rest) {
    private static final int REST_MAX = 1_000;

    static DrainView of(Verdict verdict, Instant now) {
        ClusterRecord record = Objects.requireNonNull(verdict.cluster());
        ClusterRecord.Drain drain = Objects.requireNonNull(record.drain());
        List<ConsequenceView> all =
                verdict.consequences().stream().map(ConsequenceView::of).toList();
        int left = all.size();
        return new DrainView(
                record.name().value(),
                record.version(),
                left == 0,
                ClusterView.DrainingView.of(drain),
                drain.attempts(),
                left,
                left == 0
                        ? null
                        : drain.estimate(left, now).map(Instant::toString).orElse(null),
                all.stream()
                        .collect(Collectors.toMap(ConsequenceView::disposition, one -> 1, Integer::sum, TreeMap::new)),
                all.stream().limit(REST_MAX).toList());
    }
}
