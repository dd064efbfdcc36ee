package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.Fill;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Look;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Standing;
import io.henge.core.decide.Vitals;
import io.henge.core.health.Probe;
import io.henge.core.health.Signs;
import io.henge.core.health.WatchHealth;
import io.henge.core.ledger.FailoverRecord.News;
import io.henge.core.port.ClusterConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the clusters for the loop: what is so of each, and what they show of the attempts that a turn is about. Only the
 * loop's thread may use it.
 */
final class Lookout {
    /** Where nothing is watched. */
    private static final String NOWHERE = "";

    private final LoopPorts ports;
    private final LoopState state;
    private final Strays strays;
    private final Roster roster;
    private final Identities identities;
    private final Faults faults;
    private final Offers offers;
    private final Healths healths;
    private final Announced announced;
    private final Visits visits;
    private final LogGlances glances;
    private final Captures captures;
    private final Map<ClusterName, WatchHealth> watches = new HashMap<>();

    Lookout(
            LoopPorts ports,
            LoopState state,
            Strays strays,
            Roster roster,
            FleetEffects.Keepers keepers,
            Faults faults) {
        this.ports = ports;
        this.state = state;
        this.strays = strays;
        this.roster = roster;
        this.identities = keepers.identities();
        this.healths = keepers.healths();
        this.visits = keepers.visits();
        this.glances = keepers.glances();
        this.captures = keepers.captures();
        this.faults = faults;
        this.offers = new Offers(state.table());
        this.announced = new Announced(ports.druid().peons(), state.table());
    }

    /** When time alone changes what is taken for true of a cluster, or may change by what it is told by, if it does. */
    Optional<Instant> next() {
        return Stream.of(healths.next(), announced.next(), glances.next(), captures.next())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** Whether what is taken for true of a cluster has changed since this was last asked. */
    boolean takeChanged() {
        return healths.takeChanged();
    }

    /** Takes note that something may have changed on the cluster, if it is still registered. */
    void changed(ClusterName cluster) {
        @Nullable ClusterConnection connection = ports.clusters().get(cluster);
        if (connection != null) {
            faults.alone("cluster " + cluster, () -> {
                strays.suspectAll(connection, state.table());
                Probe.Answer answer = connection.probe().answer();
                boolean answers = answer == Probe.Answer.WELL || answer == Probe.Answer.NONE;
                if (answers && connection.synced() && connection.trouble().isEmpty()) {
                    state.looked(cluster, ports.clock().instant());
                }
            });
        }
    }

    /** What the clusters show of those attempts now. */
    FleetSnapshot look(Set<AttemptId> changed, Instant now) {
        for (AttemptId ghost : ports.lead().fence().takeGhosts()) {
            ports.lead().writer().tell(new News(ghost, News.Kind.ALIVE, now, null));
        }
        TreeMap<ClusterName, Signs> signs = new TreeMap<>();
        announced.retain(ports.clusters().keySet());
        visits.retain(ports.clusters().keySet());
        // Asked before the Jobs are: what is missing afterwards was missing after the list.
        ports.clusters().forEach((name, connection) -> {
            watches.put(name, watchOf(connection, now));
            signs.put(name, signsOf(connection, now));
        });
        healths.step(signs, faults, now);
        TreeMap<ClusterName, ClusterFacts> clusters = new TreeMap<>();
        ports.clusters()
                .forEach((name, connection) ->
                        clusters.put(name, factsOf(connection, Objects.requireNonNull(signs.get(name)), now)));
        glances.changed(changed, now);
        faults.alone("ends of logs", () -> glances.step(clusters, now));
        captures.changed(changed, now);
        faults.alone("captures", () -> captures.step(clusters, now));
        TreeMap<AttemptId, Look> looks = new TreeMap<>();
        for (AttemptId id : changed) {
            state.table()
                    .find(id)
                    .flatMap(view -> Optional.ofNullable(view.attempt()))
                    .ifPresent(attempt -> looks.put(id, lookAt(attempt, clusters)));
        }
        return new FleetSnapshot(clusters, absent(now), looks, state.pause());
    }

    /** Of clusters that no entry leads to, what people have said of them counts all the same. */
    private SortedMap<ClusterName, ClusterFacts> absent(Instant now) {
        TreeMap<ClusterName, ClusterFacts> absent = new TreeMap<>();
        for (ClusterName name : state.table().clusters()) {
            if (!ports.clusters().containsKey(name)) {
                absent.put(
                        name,
                        new ClusterFacts(
                                name,
                                NOWHERE,
                                Standing.of(state.record(name), false),
                                new WatchHealth(false, FleetSnapshot.ABSENT, now),
                                state.calls(name, now),
                                null,
                                state.table().occupancy(name)));
            }
        }
        return absent;
    }

    /**
     * Takes note of what the clusters show of those attempts; gives whether a cluster may be given more from now on than
     * its facts say.
     */
    boolean observe(Set<AttemptId> changed, FleetSnapshot fleet, Thoughts thoughts, Instant now) {
        AtomicBoolean eased = new AtomicBoolean();
        for (AttemptId id : changed) {
            faults.alone(
                    id.toString(),
                    () -> state.table().find(id).ifPresent(view -> {
                        AttemptView seen = thoughts.observe(view, fleet, now);
                        if (seen.has(Mark.PURGED) && seen.isFenced() && !view.has(Mark.PURGED)) {
                            ports.lead().writer().tell(new News(id, News.Kind.PURGED, now, null));
                        }
                        if (state.observed(view, seen, now)) {
                            eased.set(true);
                        }
                    }));
        }
        return eased.get();
    }

    private WatchHealth watchOf(ClusterConnection connection, Instant now) {
        // Before it is asked what it is: by then it says so.
        boolean answers = connection.answers();
        boolean synced = connection.synced();
        @Nullable String doubt = identities.doubt(connection);
        boolean listed = synced && doubt == null;
        @Nullable String trouble = doubt != null ? doubt : connection.trouble().orElse(null);
        return watches.getOrDefault(connection.name(), new WatchHealth(listed, trouble, now))
                .next(listed, trouble, now)
                .answering(answers && doubt == null);
    }

    private Signs signsOf(ClusterConnection connection, Instant now) {
        ClusterName name = connection.name();
        Standing standing = standingOf(name);
        Probe probe = connection.probe();
        return new Signs(
                now,
                probe,
                new Signs.Watches(
                        connection.trouble().orElse(null), connection.watchAge().orElse(null)),
                new Signs.Calls(state.calls(name, now).trouble(), since(state.answered(name), now)),
                new Signs.Peons(
                        since(ports.lead().fence().heardFrom(name), now),
                        since(announced.heardFrom(name, probe, now), now),
                        since(visits.heardFrom(name, probe, now), now)),
                standing.word() == null
                        ? null
                        : standing.closed() + " by " + standing.word().who() + ": "
                                + standing.word().why());
    }

    private static @Nullable Duration since(@Nullable Instant then, Instant now) {
        return then == null ? null : Milestones.between(then, now);
    }

    private Standing standingOf(ClusterName name) {
        return Standing.of(state.record(name), roster.isEnabled(name));
    }

    private ClusterFacts factsOf(ClusterConnection connection, Signs signs, Instant now) {
        ClusterName name = connection.name();
        return new ClusterFacts(
                name,
                connection.namespace(),
                standingOf(name),
                new Vitals(
                        Objects.requireNonNull(watches.get(name)),
                        state.calls(name, now),
                        healths.of(name),
                        healths.lostAt(name),
                        signs,
                        warningOf(connection)),
                new Fill(state.table().occupancy(name), offers.of(connection), state.pressure(name)));
    }

    private @Nullable String warningOf(ClusterConnection connection) {
        return roster.isLeaving(connection.name())
                ? "Its entry is gone: it is given no new attempts, and goes when the ["
                        + state.table().on(connection.name()).size()
                        + "] are over that it has, or when it is declared dead"
                : connection.warning().orElse(null);
    }

    private Look lookAt(Attempt attempt, Map<ClusterName, ClusterFacts> clusters) {
        @Nullable ClusterFacts facts = clusters.get(attempt.cluster());
        boolean watched = facts != null
                && facts.watch().listed()
                && facts.namespace().equals(attempt.address().namespace());
        if (!watched) {
            return Look.UNREADABLE;
        }
        try {
            JobName job = attempt.address().job();
            Optional<JobSighting> shown = ports.cluster(attempt.cluster()).find(job);
            if (shown.isPresent() && !shown.get().isOf(attempt)) {
                strays.suspect(new JobKey(attempt.cluster(), job));
            }
            return Look.at(attempt, shown);
        } catch (RuntimeException e) {
            faults.met(attempt.id().toString(), e);
            return Look.UNREADABLE;
        }
    }
}
