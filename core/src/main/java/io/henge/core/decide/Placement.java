package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.Appraisal;
import io.henge.core.placement.Choices;
import io.henge.core.placement.Giving;
import io.henge.core.placement.Option;
import io.henge.core.placement.Preference;
import io.henge.core.placement.Pressure;
import io.henge.core.placement.RoundRobin;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places on clusters, while one plan gives them away: to the tasks that wait, in their order, each of which is placed
 * or told why it waits. A preference that finds no place is asked about once, so that it costs nothing how many tasks have
 * it, and whoever asks for something else is not held up behind it. For one thread.
 */
public final class Placement {
    /** A turn gives no more than so many: with 100,000 that wait for 1,000 clusters, what has ended would wait for half a minute. */
    static final int AT_ONCE_MAX = 500;

    private final FleetSnapshot fleet;
    private final Policies policies;
    private final Instant now;
    private final boolean firstLookIsOver;
    private final Giving giving;
    private final RoundRobin.Turns turns;

    /** When somebody will have waited too long, if anybody waits for that. */
    private @Nullable Instant keptFrom;

    private boolean somebodyWaits;

    /** Whether places were left for a turn after this one. */
    private boolean goesOn;

    Placement(LedgerSnapshot ledger, FleetSnapshot fleet, Policies policies, Instant now) {
        this.fleet = fleet;
        this.policies = policies;
        this.now = now;
        this.firstLookIsOver = !now.isBefore(ledger.firstLookEnds()) || everyClusterWasLookedAt(fleet);
        this.turns = new RoundRobin.Turns(ledger.draw().turns());
        this.giving = new Giving(
                choices(ledger.held()),
                policies.sharing().selector(),
                turns,
                new SplittableRandom(ledger.draw().seed()));
    }

    /** Otherwise the cluster that a new leader sees first would get more of what waits than its share. */
    private static boolean everyClusterWasLookedAt(FleetSnapshot fleet) {
        return fleet.clusters().values().stream()
                .allMatch(facts -> facts.watch().answers()
                        || facts.watch().trouble() != null
                        || facts.health().state().isClosed()
                        || facts.standing().closed() != null);
    }

    private Choices choices(long held) {
        TreeMap<ClusterName, Option> clusters = new TreeMap<>();
        fleet.clusters().forEach((name, facts) -> clusters.put(name, option(facts)));
        @Nullable String paused = fleet.pause() == null ? null : Pause.words(fleet.pause());
        return new Choices(now, clusters, held, policies.capacity(), paused);
    }

    private Option option(ClusterFacts facts) {
        Occupancy occupancy = facts.occupancy();
        @Nullable Pressure pressure = pressure(facts);
        Option.Taken taken = new Option.Taken(
                occupancy.attempts(),
                facts.callsFree(now),
                occupancy.held(),
                occupancy.groups(),
                pressure == null ? null : occupancy.under(pressure));
        return new Option(
                facts.name(),
                policies.sharing().profile(facts.name()),
                facts.standing().closed() == null,
                closed(facts).orElse(null),
                taken,
                facts.offer(),
                null);
    }

    /** Where there is one cluster only, nothing is gained by waiting here, and it may add nodes for those that wait there. */
    private @Nullable Pressure pressure(ClusterFacts facts) {
        @Nullable Pressure pressure = facts.fill().pressure();
        boolean over = pressure == null || !now.isBefore(pressure.until());
        return over || fleet.clusters().size() == 1 ? null : pressure;
    }

    private Optional<String> closed(ClusterFacts facts) {
        return facts.closed(now)
                .or(() -> firstLookIsOver
                        ? Optional.empty()
                        : Optional.of("gets nothing before the others have been seen, or are late"));
    }

    private record Head(AttemptView view, Iterator<AttemptView> rest) {}

    /** Gives away what there is, as actions; where that is much, as a beginning. */
    void give(WaitingQueue queue, List<Action> actions) {
        if (giving.isOver()) {
            somebodyWaits = queue.size() > 0;
            return;
        }
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::view, WaitingQueue.FIRST_COME));
        queue.lines().forEach(line -> advance(heads, line.iterator()));
        int given = 0;
        for (@Nullable Head head = heads.poll(); head != null; head = heads.poll()) {
            if (given == AT_ONCE_MAX) {
                goesOn = true;
                return;
            }
            AttemptView view = head.view();
            Optional<Giving.Place> place = giving.take(view.preference());
            if (place.isPresent()) {
                given++;
                actions.add(new Action.Place(
                        view.id(), place.get().cluster(), place.get().why()));
                advance(heads, head.rest());
            } else {
                wait(view);
            }
        }
    }

    private static void advance(PriorityQueue<Head> heads, Iterator<AttemptView> line) {
        if (line.hasNext()) {
            heads.add(new Head(line.next(), line));
        }
    }

    /** What becomes free for one that has waited long enough is not given to those behind it. */
    private void wait(AttemptView view) {
        somebodyWaits = true;
        Instant from = view.acceptedAt().plus(policies.starting().keepAfter());
        if (!now.isBefore(from)) {
            giving.keep(view.preference(), view.task());
        } else if (keptFrom == null || from.isBefore(keptFrom)) {
            keptFrom = from;
        }
    }

    /** What came of it. */
    Allotment allotment() {
        Choices left = giving.left();
        TreeMap<ClusterName, Allotment.Vacancy> vacancies = new TreeMap<>();
        left.clusters()
                .forEach((name, cluster) -> vacancies.put(
                        name, new Allotment.Vacancy(cluster.profile().limits(), free(cluster, left))));
        return new Allotment(turns.after(), left, vacancies);
    }

    private static long free(Option cluster, Choices choices) {
        long there = Math.min(cluster.room().free(), cluster.taken().callsFree());
        return cluster.closed() == null ? Math.max(0, Math.min(there, choices.free())) : 0;
    }

    /** Takes a place for that preference, if there is one. */
    boolean take(Preference preference) {
        return giving.take(preference).isPresent();
    }

    /** Takes a place for that preference, if there is one, for a task that holds another place until then. */
    boolean exchange(Preference preference) {
        return giving.exchange(preference).isPresent();
    }

    /**
     * Takes a place where no attempt of the task has been before, if there is one; gives its cluster.
     *
     * @param inExchange whether the task holds another place until then
     */
    Optional<ClusterName> takeElsewhere(Preference preference, boolean inExchange) {
        List<Appraisal> others = findings(preference).stream()
                .filter(finding -> !preference.wasTakenFrom(finding.cluster()))
                .toList();
        return Choices.best(others).stream().findFirst().filter(to -> {
            Preference there = preference.wishing(to);
            return (inExchange ? giving.exchange(there) : giving.take(there)).isPresent();
        });
    }

    /** What is found of the clusters for that preference, with what is left of them. */
    List<Appraisal> findings(Preference preference) {
        return giving.left().findings(preference);
    }

    /** When time alone may open a place for those that wait, if it may. */
    Optional<Instant> lookAgainAt(Instant firstLookEnds) {
        if (goesOn) {
            return Optional.of(now);
        }
        if (!somebodyWaits) {
            return Optional.empty();
        }
        Stream<Instant> tries = fleet.clusters().values().stream()
                .flatMap(facts -> Stream.of(
                                Optional.ofNullable(facts.calls().notBefore()),
                                Optional.ofNullable(facts.fill().pressure()).map(Pressure::until))
                        .flatMap(Optional::stream));
        Stream<Instant> others = Stream.concat(
                Optional.ofNullable(keptFrom).stream(), firstLookIsOver ? Stream.empty() : Stream.of(firstLookEnds));
        return Stream.concat(tries, others).filter(now::isBefore).min(Instant::compareTo);
    }
}
