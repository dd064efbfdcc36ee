package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Location;
import io.henge.core.decide.AttemptView;
import io.henge.core.health.Probe;
import io.henge.core.port.Peons;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters have a placed attempt whose peon is announced in Druid's discovery. It looks only at those whose API
 * server does not answer well, at each once a second, and first at the attempt that it found last: a turn does not ask for all. Only the
 * loop's thread may use it.
 */
final class Announced {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Peons peons;
    private final AttemptTable table;
    private final Map<ClusterName, Seen> seen = new HashMap<>();

    /**
     * What the newest look at a cluster has shown.
     *
     * @param heardAt when one was last seen to be announced, null if none was since the first look
     * @param by whose peon it is, null where none is announced any more
     */
    private record Seen(
            Instant lookedAt,
            @Nullable Instant heardAt,
            @Nullable AttemptId by) {
        Instant nextLook() {
            return lookedAt.plus(LOOK_EVERY);
        }
    }

    Announced(Peons peons, AttemptTable table) {
        this.peons = peons;
        this.table = table;
    }

    /**
     * When a peon there was last seen to be announced; null if none was since its API server last answered well.
     *
     * @param probe what its API server says now
     */
    @Nullable
    Instant heardFrom(ClusterName cluster, Probe probe, Instant now) {
        return switch (probe.answer()) {
            case NONE, WELL -> {
                seen.remove(cluster);
                yield null;
            }
            case SILENT, BUSY, REFUSED -> heardFrom(cluster, now);
        };
    }

    private @Nullable Instant heardFrom(ClusterName cluster, Instant now) {
        @Nullable Seen before = seen.get(cluster);
        Seen newest = before != null && now.isBefore(before.nextLook()) ? before : look(cluster, before, now);
        seen.put(cluster, newest);
        return newest.heardAt();
    }

    void retain(Collection<ClusterName> clusters) {
        seen.keySet().retainAll(clusters);
    }

    /** When to look again, so that it is known to the second when the last announcement went. */
    Optional<Instant> next() {
        return seen.values().stream()
                .filter(one -> one.by() != null)
                .map(Seen::nextLook)
                .min(Instant::compareTo);
    }

    private Seen look(ClusterName cluster, @Nullable Seen before, Instant now) {
        Stream<AttemptId> known = before == null ? Stream.empty() : Stream.ofNullable(before.by());
        Optional<AttemptId> found = Stream.concat(known, table.on(cluster).stream())
                .filter(id -> isAnnounced(id, cluster))
                .findFirst();
        @Nullable Instant earlier = before == null ? null : before.heardAt();
        return new Seen(now, found.isPresent() ? now : earlier, found.orElse(null));
    }

    private boolean isAnnounced(AttemptId id, ClusterName cluster) {
        @Nullable
        Attempt attempt = table.find(id)
                .filter(AttemptView::isPlaced)
                .map(AttemptView::attempt)
                .orElse(null);
        if (attempt == null || !attempt.cluster().equals(cluster)) {
            return false;
        }
        @Nullable Location location = attempt.location();
        return location != null && peons.isAnnounced(location);
    }
}
