package io.henge.core.decide;

import io.henge.core.cluster.ClusterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the events of an attempt's cluster said of it.
 *
 * @param events the newest first; empty if there were none, or they could not be had
 * @param readAt when the answer came
 */
public record Clue(List<ClusterEvent> events, Instant readAt) {
    private static final Duration FRESH_FOR = Duration.ofSeconds(10);

    public Clue {
        events = List.copyOf(events);
    }

    /** Whether asking again would tell nothing new. */
    public boolean isFresh(Instant now) {
        return now.isBefore(readAt.plus(FRESH_FOR));
    }

    /** That a quota refuses the pod, if they say so. */
    Optional<ClusterEvent> quotaRefusal() {
        return events.stream().filter(ClusterEvent::isQuotaRefusal).findFirst();
    }

    /** All of it in one line; empty if nothing was said. */
    public String line() {
        return events.stream().map(ClusterEvent::toString).collect(Collectors.joining("; "));
    }

    /** The sentence, and after it what the events say beyond it. */
    public String addedTo(String sentence) {
        List<ClusterEvent> more = events.stream()
                .filter(event -> !sentence.contains(event.message()))
                .toList();
        return more.isEmpty()
                ? sentence
                : sentence + (sentence.endsWith(".") ? " " : ". ") + "Its cluster's events: "
                        + new Clue(more, readAt).line();
    }
}
