package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.FleetSnapshot.ClusterSnapshot;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.port.ClusterConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the clusters for the loop: what they show of the attempts that a turn is about, and which of them can take new
 * ones. Only the loop's thread may use it.
 */
final class Lookout {
    private final LoopPorts ports;
    private final LoopState state;
    private final Predicate<ClusterName> enabled;
    private final Instant firstLookEnds;

    Lookout(LoopPorts ports, LoopState state, Predicate<ClusterName> enabled, Duration firstLook) {
        this.ports = ports;
        this.state = state;
        this.enabled = enabled;
        this.firstLookEnds = ports.clock().instant().plus(firstLook);
    }

    /** What the clusters show of those attempts now. */
    FleetSnapshot look(Set<AttemptId> changed, Instant now) {
        boolean placing = mayPlace(now);
        Map<ClusterName, List<Attempt>> attempts = changed.stream()
                .flatMap(id -> state.table().find(id).map(AttemptView::attempt).stream())
                .collect(Collectors.groupingBy(Attempt::cluster));
        TreeMap<ClusterName, ClusterSnapshot> clusters = new TreeMap<>();
        ports.clusters().forEach((name, connection) -> {
            // Asked before the Jobs are: what is missing afterwards was missing after the list.
            boolean synced = connection.synced();
            @Nullable String trouble = connection.trouble().orElse(null);
            TreeMap<JobName, JobSighting> sightings = new TreeMap<>();
            TreeSet<JobName> unreadable = new TreeSet<>();
            for (Attempt attempt : attempts.getOrDefault(name, List.of())) {
                JobName job = attempt.address().job();
                if (!TaskLoop.alone(
                        attempt.id().toString(),
                        () -> connection.find(job).ifPresent(seen -> sightings.put(job, seen)))) {
                    unreadable.add(job);
                }
            }
            clusters.put(
                    name,
                    new ClusterSnapshot(
                            connection.namespace(),
                            closed(name, placing),
                            synced,
                            trouble,
                            sightings,
                            unreadable,
                            sentence(state.record(name))));
        });
        return new FleetSnapshot(clusters);
    }

    /** The clusters that can take attempts now. */
    List<ClusterName> placeable() {
        return ports.clusters().keySet().stream()
                .filter(name -> closed(name, true) == null)
                .toList();
    }

    /** Why no new attempts may go there, as what follows the cluster's name; null if they may. */
    private @Nullable String closed(ClusterName name, boolean placing) {
        ClusterConnection cluster = ports.cluster(name);
        if (!enabled.test(name)) {
            return "is disabled";
        }
        if (state.record(name).dead() != null) {
            return "was declared dead";
        }
        if (cluster.trouble().isPresent()) {
            return "cannot be watched: " + cluster.trouble().get();
        }
        if (!cluster.synced()) {
            return "has not been seen yet";
        }
        return placing ? null : "gets nothing before the others have been seen, or are late";
    }

    private static @Nullable String sentence(ClusterRecord record) {
        return record.dead() == null
                ? null
                : "cluster[" + record.name() + "] was declared dead by "
                        + record.dead().who() + ": " + record.dead().why();
    }

    /** Otherwise the cluster that a new leader sees first would get everything that waits. */
    private boolean mayPlace(Instant now) {
        return !now.isBefore(firstLookEnds)
                || ports.clusters().values().stream()
                        .allMatch(cluster -> cluster.synced()
                                || cluster.trouble().isPresent()
                                || state.record(cluster.name()).dead() != null
                                || !enabled.test(cluster.name()));
    }

    /** When time alone lets attempts be placed that wait for a first look, if it has not come yet. */
    Optional<Instant> next(Instant now) {
        return Optional.of(firstLookEnds).filter(now::isBefore);
    }
}
