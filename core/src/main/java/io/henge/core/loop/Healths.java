package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.health.ClusterHealth;
import io.henge.core.health.FleetHealth;
import io.henge.core.health.Glance;
import io.henge.core.health.HealthState;
import io.henge.core.health.HealthTable;
import io.henge.core.health.HealthTimings;
import io.henge.core.health.Signs;
import io.henge.core.ledger.LedgerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is taken for true of each registered cluster, from turn to turn: has it decided by {@link HealthTable}, recorded since
 * when a cluster is silent, and told what is worth telling. Only the loop's thread may use it.
 */
final class Healths {
    private static final Logger log = LoggerFactory.getLogger(Healths.class);

    private final LoopPorts ports;
    private final HealthTimings timings;
    private final LoopState state;
    private final ClusterWrites writes;
    private final TreeMap<ClusterName, Known> all = new TreeMap<>();
    private FleetHealth fleet;
    private @Nullable Instant lookedAt;
    private Optional<Instant> next = Optional.empty();
    private boolean changed;

    /**
     * What is known of one cluster.
     *
     * @param told the state that the history tells of, {@link HealthState#HEALTHY} where it tells of none
     * @param lostAt when it is lost if nothing is heard of it until then, {@link Instant#MAX} for never
     * @param recorded since when it is silent by the ledger, when all that waits is written; null where it is not
     */
    private record Known(
            ClusterHealth health,
            HealthState told,
            Instant lostAt,
            @Nullable Instant recorded) {}

    Healths(LoopPorts ports, HealthTimings timings, LoopState state, ClusterWrites writes) {
        this.ports = ports;
        this.timings = timings;
        this.state = state;
        this.writes = writes;
        this.fleet = FleetHealth.clear(ports.clock().instant());
    }

    /** Lets one step follow from what each registered cluster shows now; one of which that fails stays as it was. */
    void step(SortedMap<ClusterName, Signs> signs, Faults faults, Instant now) {
        all.keySet().retainAll(signs.keySet());
        signs.keySet().forEach(name -> all.computeIfAbsent(name, added -> inherited(added, now)));
        List<HealthState> counted = all.entrySet().stream()
                .filter(one -> state.record(one.getKey()).dead() == null)
                .map(one -> one.getValue().health().state())
                .toList();
        fleet = fleet.next(counted, self(now), timings, now);
        lookedAt = now;
        next = Optional.empty();
        signs.forEach((name, one) -> faults.alone(
                "health of cluster " + name, () -> step(name, Objects.requireNonNull(all.get(name)), one, now)));
    }

    /** An earlier leader that recorded a silence has told of it, if it came to that. */
    private Known inherited(ClusterName name, Instant now) {
        @Nullable Instant recorded = state.record(name).badSince();
        ClusterHealth health = ClusterHealth.inherited(recorded, now);
        return new Known(health, health.state(), Instant.MAX, recorded);
    }

    private FleetHealth.Self self(Instant now) {
        @Nullable Instant unanswered = ports.lead().writer().unansweredSince();
        return new FleetHealth.Self(
                unanswered == null ? null : Duration.between(unanswered, now),
                lookedAt == null ? Duration.ZERO : Duration.between(lookedAt, now));
    }

    private void step(ClusterName name, Known before, Signs signs, Instant now) {
        ClusterHealth health = HealthTable.next(new Glance(before.health(), signs, fleet, timings));
        HealthState told = isTold(health.state()) ? health.state() : before.told();
        @Nullable Instant recorded = toRecord(health, before.recorded());
        if (!Objects.equals(recorded, before.recorded())) {
            writes.see(name, seen -> seen.badSince(recorded), () -> {});
        }
        // What was written is not written again, and what was not told is told again, where the rest fails.
        Glance after = new Glance(health, signs, fleet, timings);
        Instant lostAt = HealthTable.lostAt(after);
        all.put(name, new Known(health, before.told(), lostAt, recorded));
        if (health.state() != before.health().state()) {
            changed = true;
            log.info("Cluster[{}] is {} now{}", name, health.state().word(), why(health));
        }
        if (told != before.told()) {
            tell(name, health, now);
            all.put(name, new Known(health, told, lostAt, recorded));
        }
        Optional<Instant> then = HealthTable.changesAt(after);
        next = next.isPresent() && (then.isEmpty() || next.get().isBefore(then.get())) ? next : then;
    }

    /** A silence as long as it may go on; what was answered in between ends it, also for the next leader. */
    private static @Nullable Instant toRecord(ClusterHealth health, @Nullable Instant before) {
        return switch (health.state()) {
            case HEALTHY, MISCONFIGURED, OVERLOADED -> null;
            case SUSPECT, UNREACHABLE, LOST -> before == null ? health.badSince() : before;
            case RECOVERING -> before;
        };
    }

    /** Not a short silence, which comes often, and not that a cluster is on its way back. */
    private static boolean isTold(HealthState state) {
        return switch (state) {
            case HEALTHY, UNREACHABLE, LOST, MISCONFIGURED, OVERLOADED -> true;
            case SUSPECT, RECOVERING -> false;
        };
    }

    private void tell(ClusterName name, ClusterHealth health, Instant now) {
        boolean well = health.state() == HealthState.HEALTHY;
        ports.lead()
                .writer()
                .note(new LedgerEvent(
                        well ? LedgerEvent.Kind.CLUSTER_HEALTHY : LedgerEvent.Kind.CLUSTER_UNHEALTHY,
                        now,
                        ports.lead().term().holder(),
                        LedgerEvent.About.cluster(name),
                        health.state().word() + why(health)));
    }

    private static String why(ClusterHealth health) {
        return health.words().isEmpty() ? "" : ": " + health.words();
    }

    /** What is taken for true of a cluster by the newest step. */
    ClusterHealth of(ClusterName name) {
        return Objects.requireNonNull(all.get(name)).health();
    }

    /** When it is lost if nothing is heard of it until then, {@link Instant#MAX} for never. */
    Instant lostAt(ClusterName name) {
        return Objects.requireNonNull(all.get(name)).lostAt();
    }

    /** When time alone changes a cluster's state, if it does. */
    Optional<Instant> next() {
        return next;
    }

    /** Whether a cluster's state has changed since this was last asked. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }
}
