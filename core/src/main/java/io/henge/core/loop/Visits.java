package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Location;
import io.henge.core.decide.AttemptView;
import io.henge.core.health.Probe;
import io.henge.core.port.Peons;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks peons whether they live, on clusters whose API server is silent: a few on each, once a second, in turn. Only the loop's
 * thread may use it.
 */
final class Visits {
    /** How many peons of one cluster are asked at a time. */
    static final int AT_ONCE_MAX = 5;

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Peons peons;
    private final AttemptTable table;
    private final Mailbox mailbox;
    private final InstantSource clock;
    private final Map<ClusterName, Round> rounds = new HashMap<>();

    /**
     * The newest questions on one cluster.
     *
     * @param last who was asked last, null where nobody was
     * @param answeredBy who answered last, and is asked first; null where nobody has
     * @param heardAt when that was
     */
    private record Round(
            Instant at,
            @Nullable AttemptId last,
            @Nullable AttemptId answeredBy,
            @Nullable Instant heardAt) {}

    Visits(Peons peons, AttemptTable table, Mailbox mailbox, InstantSource clock) {
        this.peons = peons;
        this.table = table;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /**
     * When a peon there last answered; null if none has since its API server fell silent. Asks others, if that is due.
     *
     * @param probe what its API server says now
     */
    @Nullable
    Instant heardFrom(ClusterName cluster, Probe probe, Instant now) {
        if (probe.answer() != Probe.Answer.SILENT) {
            rounds.remove(cluster);
            return null;
        }
        @Nullable Round before = rounds.get(cluster);
        if (before == null || !now.isBefore(before.at().plus(EVERY))) {
            ask(cluster, before == null ? new Round(now, null, null, null) : before, now);
        }
        return Optional.ofNullable(rounds.get(cluster)).map(Round::heardAt).orElse(null);
    }

    void retain(Collection<ClusterName> clusters) {
        rounds.keySet().retainAll(clusters);
    }

    private void ask(ClusterName cluster, Round before, Instant now) {
        List<AttemptId> ring = next(cluster, before);
        @Nullable AttemptId last = ring.isEmpty() ? before.last() : ring.get(ring.size() - 1);
        rounds.put(cluster, new Round(now, last, before.answeredBy(), before.heardAt()));
        Stream.concat(Stream.ofNullable(before.answeredBy()), ring.stream())
                .distinct()
                .forEach(id -> location(id, cluster)
                        .ifPresent(where -> peons.answers(where).thenAccept(yes -> {
                            if (yes) {
                                mailbox.post(new Note("peon of " + id, known -> answered(cluster, id)));
                            }
                        })));
    }

    private List<AttemptId> answered(ClusterName cluster, AttemptId by) {
        rounds.computeIfPresent(cluster, (name, round) -> new Round(round.at(), round.last(), by, clock.instant()));
        return List.of();
    }

    /** Those behind the one that was asked last, all in turn. */
    private List<AttemptId> next(ClusterName cluster, Round before) {
        List<AttemptId> there = table.on(cluster).stream()
                .filter(id -> location(id, cluster).isPresent())
                .toList();
        Stream<AttemptId> behind = before.last() == null
                ? there.stream()
                : Stream.concat(
                        there.stream().filter(id -> id.compareTo(before.last()) > 0),
                        there.stream().filter(id -> id.compareTo(before.last()) <= 0));
        return behind.limit(AT_ONCE_MAX - 1L).toList();
    }

    private Optional<Location> location(AttemptId id, ClusterName cluster) {
        return table.find(id)
                .filter(AttemptView::isPlaced)
                .flatMap(view -> Optional.ofNullable(view.attempt()))
                .filter(attempt -> attempt.cluster().equals(cluster))
                .flatMap(attempt -> Optional.ofNullable(attempt.location()));
    }
}
