package io.henge.core.decide;

import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes by itself of what is on a cluster that is silent, for people.
 *
 * @param at when the first of it is taken away, if nothing is heard until then; null where nothing is
 * @param leaving how many are taken away, now or then
 * @param staying how many are not
 * @param why why most of those that stay do, null where none does
 * @param acts whether that is done, and not only recorded
 */
public record Forecast(
        @Nullable Instant at,
        int leaving,
        int staying,
        @Nullable String why,
        boolean acts) {
    /** That of a silent cluster. */
    public static Forecast of(Collection<AttemptView> attempts, ClusterFacts cluster, Policies policies, Instant now) {
        Map<Boolean, List<Prospect>> prospects = attempts.stream()
                .filter(AttemptView::isPlaced)
                .map(view -> Prospect.of(view, cluster, policies, now))
                .collect(Collectors.partitioningBy(one -> one.disposition() != Disposition.HOLD));
        var leaving = Objects.requireNonNull(prospects.get(true));
        var staying = Objects.requireNonNull(prospects.get(false));
        Map<String, Long> reasons =
                staying.stream().collect(Collectors.groupingBy(Prospect::why, TreeMap::new, Collectors.counting()));
        return new Forecast(
                leaving.stream()
                        .map(Prospect::at)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                leaving.size(),
                staying.size(),
                reasons.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(null),
                policies.failover().mode() == FailoverMode.ACT);
    }
}
