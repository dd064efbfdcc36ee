package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.Room;
import io.henge.core.placement.RoundRobin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places on clusters, while one plan gives them away: to the tasks that wait, in their order, each of which is placed
 * or told why it waits. A need that finds no place is asked about once, so that it costs nothing how many tasks have it,
 * and whoever needs something else is not held up behind it. For one thread.
 */
public final class Placement {
    private static final Comparator<Room> BY_NAME = Comparator.comparing(Room::cluster);

    private final FleetSnapshot fleet;
    private final Policies policies;
    private final Instant now;
    private final boolean firstLookIsOver;
    private final SplittableRandom chance;

    /** How many places each cluster has given away in this plan. */
    private final TreeMap<ClusterName, Integer> given = new TreeMap<>();

    /** Why those wait that found no place. */
    private final TreeMap<Preference, String> waiting = new TreeMap<>();

    private long held;

    /** The clusters that have a place, in the order of their names; null until one is asked for. */
    private @Nullable List<Room> open;

    /** Null until somebody's turn has come. */
    private RoundRobin.@Nullable Turns turns;

    private final RoundRobin turnsBefore;

    Placement(LedgerSnapshot ledger, FleetSnapshot fleet, Policies policies, Instant now) {
        this.fleet = fleet;
        this.policies = policies;
        this.now = now;
        this.firstLookIsOver = !now.isBefore(ledger.firstLookEnds()) || everyClusterWasLookedAt(fleet);
        this.chance = new SplittableRandom(ledger.draw().seed());
        this.held = ledger.held();
        this.turnsBefore = ledger.draw().turns();
    }

    /** Otherwise the cluster that a new leader sees first would get everything that waits. */
    private static boolean everyClusterWasLookedAt(FleetSnapshot fleet) {
        return fleet.clusters().values().stream()
                .allMatch(facts -> facts.watch().listed()
                        || facts.watch().trouble() != null
                        || facts.standing().closed() != null);
    }

    private record Head(AttemptView view, Preference preference, Iterator<AttemptView> rest) {}

    /** Gives away what there is, as actions. */
    void give(WaitingQueue queue, List<Action> actions) {
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::view, WaitingQueue.FIRST_COME));
        queue.lines().forEach((preference, line) -> advance(heads, preference, line.iterator()));
        for (@Nullable Head head = heads.poll(); head != null; head = heads.poll()) {
            Optional<ClusterName> cluster = take(head.preference());
            if (cluster.isPresent()) {
                actions.add(new Action.Place(head.view().id(), cluster.get()));
                advance(heads, head.preference(), head.rest());
            } else {
                waiting.put(head.preference(), whyNone());
            }
        }
    }

    private static void advance(PriorityQueue<Head> heads, Preference preference, Iterator<AttemptView> line) {
        if (line.hasNext()) {
            heads.add(new Head(line.next(), preference, line));
        }
    }

    /** Takes a place for that preference, if there is one. */
    Optional<ClusterName> take(Preference preference) {
        List<Room> rooms = open == null ? openRooms() : open;
        open = rooms;
        if (rooms.isEmpty() || freeOverAll() == 0) {
            return Optional.empty();
        }
        ClusterName chosen = choose(preference, rooms);
        held++;
        given.merge(chosen, 1, Integer::sum);
        // The others have what they had: of many clusters, one is looked at for each task.
        int at = Collections.binarySearch(rooms, roomOn(chosen), BY_NAME);
        if (freeOn(chosen) > 0) {
            rooms.set(at, roomOn(chosen));
        } else {
            rooms.remove(at);
        }
        return Optional.of(chosen);
    }

    private List<Room> openRooms() {
        List<Room> rooms = new ArrayList<>();
        for (ClusterName name : fleet.clusters().keySet()) {
            if (freeOn(name) > 0) {
                rooms.add(roomOn(name));
            }
        }
        return rooms;
    }

    /** The wished-for cluster if it can be had, else any but the one to avoid, else that one. */
    private ClusterName choose(Preference preference, List<Room> rooms) {
        @Nullable ClusterName wish = preference.wish();
        if (wish != null && rooms.stream().anyMatch(room -> room.cluster().equals(wish))) {
            return wish;
        }
        List<Room> others = preference.avoid() == null
                ? rooms
                : rooms.stream()
                        .filter(room -> !room.cluster().equals(preference.avoid()))
                        .toList();
        turns = turns == null ? new RoundRobin.Turns(turnsBefore) : turns;
        return policies.sharing().selector().choose(others.isEmpty() ? rooms : others, turns, chance);
    }

    /** What came of it. */
    Allotment allotment() {
        TreeMap<ClusterName, Allotment.Vacancy> vacancies = new TreeMap<>();
        for (ClusterName name : fleet.clusters().keySet()) {
            vacancies.put(name, new Allotment.Vacancy(roomOn(name).limits(), freeOn(name)));
        }
        return new Allotment(turns == null ? turnsBefore : turns.after(), waiting, vacancies);
    }

    /** How many attempts can be placed on this cluster now. */
    public long freeOn(ClusterName cluster) {
        @Nullable ClusterFacts facts = fleet.clusters().get(cluster);
        if (facts == null || closed(facts).isPresent()) {
            return 0;
        }
        long callsFree = facts.callsFree(now) - given.getOrDefault(cluster, 0);
        return Math.max(0, Math.min(Math.min(roomOn(cluster).free(), callsFree), freeOverAll()));
    }

    private long freeOverAll() {
        return Math.max(0, policies.capacity() - held);
    }

    /** What the cluster may take, and how much of it is taken. */
    public Room roomOn(ClusterName cluster) {
        @Nullable ClusterFacts facts = fleet.clusters().get(cluster);
        int used = facts == null ? 0 : facts.occupancy().attempts();
        return policies.sharing().room(cluster, used + given.getOrDefault(cluster, 0));
    }

    private Optional<String> closed(ClusterFacts facts) {
        return facts.closed(now)
                .or(() -> firstLookIsOver
                        ? Optional.empty()
                        : Optional.of("gets nothing before the others have been seen, or are late"));
    }

    /** Why there is no place, as a sentence. */
    private String whyNone() {
        if (freeOverAll() == 0) {
            return "The capacity over all clusters is used: " + held + " of " + policies.capacity();
        }
        return fleet.clusters().values().stream()
                .map(facts -> closed(facts).map(why -> facts.name() + " " + why).orElseGet(() -> whyFull(facts.name())))
                .collect(Collectors.joining("; "));
    }

    private String whyFull(ClusterName cluster) {
        Room room = roomOn(cluster);
        return room.isFull() ? room.words() : cluster + " is not sent more before the calls under way have ended";
    }

    /** When time alone may open a place for those that wait, if it may. */
    Optional<Instant> lookAgainAt(Instant firstLookEnds) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Stream<Instant> tries = fleet.clusters().values().stream()
                .flatMap(facts -> Optional.ofNullable(facts.calls().notBefore()).stream());
        return Stream.concat(tries, firstLookIsOver ? Stream.empty() : Stream.of(firstLookEnds))
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }
}
