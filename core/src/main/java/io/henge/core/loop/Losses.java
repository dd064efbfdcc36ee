package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Forecast;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Policies;
import io.henge.core.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that are silent, each looked at once a second, and as soon as one is found to be silent or lost, or what holds that off
 * has changed. Readers are told when something will be taken away in a turn before that in which it is. Only the loop's thread may use it.
 */
final class Losses {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final AttemptTable table;
    private Map<ClusterName, Forecast> forecasts = Map.of();
    private Map<ClusterName, Silence> silences = Map.of();
    private Instant next = Instant.MIN;
    private boolean changed;

    /** Whether there is something to look at again. */
    private boolean again;

    /** What of a cluster's health changes what becomes of its attempts. */
    private record Silence(HealthState state, Instant lostAt) {}

    Losses(AttemptTable table) {
        this.table = table;
    }

    /** What is to be looked at in this turn. */
    List<Chores.Loss> views(FleetSnapshot fleet, Policies policies, Instant now) {
        List<ClusterFacts> silent = fleet.clusters().values().stream()
                .filter(facts -> facts.health().state().isSilent())
                .filter(facts -> !facts.standing().isDead())
                .toList();
        again = !silent.isEmpty();
        if (!again) {
            tell(Map.of());
            silences = Map.of();
            return List.of();
        }
        TreeMap<ClusterName, Silence> seen = new TreeMap<>();
        silent.forEach(facts -> seen.put(
                facts.name(), new Silence(facts.health().state(), facts.vitals().lostAt())));
        if (now.isBefore(next) && seen.equals(silences)) {
            return List.of();
        }
        silences = seen;
        next = now.plus(EVERY);
        TreeMap<ClusterName, Forecast> known = new TreeMap<>();
        List<Chores.Loss> losses = new ArrayList<>();
        for (ClusterFacts facts : silent) {
            List<AttemptView> placed = placed(facts.name());
            known.put(facts.name(), Forecast.of(placed, facts, policies, now));
            boolean told = isTold(forecasts.get(facts.name()));
            losses.add(new Chores.Loss(facts.name(), placed, told));
            if (!told && isTold(known.get(facts.name()))) {
                next = now;
            }
        }
        tell(known);
        return losses;
    }

    /** Whether it says when something is taken away. */
    private static boolean isTold(@Nullable Forecast forecast) {
        return forecast != null && forecast.at() != null;
    }

    private void tell(Map<ClusterName, Forecast> known) {
        changed = changed || !known.equals(forecasts);
        forecasts = known;
    }

    /** Whether what is told has changed since this was last asked. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    private List<AttemptView> placed(ClusterName cluster) {
        return table.on(cluster).stream()
                .flatMap(id -> table.find(id).stream())
                .filter(view -> view.isPlaced() || (view.isFenced() && view.has(Mark.UNFOLLOWED)))
                .toList();
    }

    /** What becomes by itself of what is on a cluster, as last seen; empty while that is not silent. */
    Optional<Forecast> forecast(ClusterName cluster) {
        return Optional.ofNullable(forecasts.get(cluster));
    }

    /** When to look again, if that is to be done also where nothing else happens. */
    Optional<Instant> next() {
        return again ? Optional.of(next) : Optional.empty();
    }
}
