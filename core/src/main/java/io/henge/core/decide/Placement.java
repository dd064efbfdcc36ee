package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.Choice;
import io.henge.core.placement.Room;
import io.henge.core.placement.RoundRobin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The places on clusters, as they are before one plan and while it gives them away. */
public final class Placement {
    private final FleetSnapshot fleet;
    private final Policies policies;
    private final List<ClusterName> placeable;
    private final TreeMap<ClusterName, Integer> live;

    /** @param live how many attempts hold a place on each cluster */
    public Placement(Map<ClusterName, Integer> live, FleetSnapshot fleet, Policies policies) {
        this.fleet = fleet;
        this.policies = policies;
        this.placeable = fleet.placeable();
        this.live = new TreeMap<>(live);
    }

    /** How many attempts can be placed now, over all clusters. */
    public long free() {
        long onClusters =
                placeable.stream().mapToLong(name -> roomOn(name).free()).sum();
        return Math.min(onClusters, freeOverAll());
    }

    /** How many attempts can be placed on this cluster now. */
    public long freeOn(ClusterName cluster) {
        return placeable.contains(cluster) ? Math.min(roomOn(cluster).free(), freeOverAll()) : 0;
    }

    private long freeOverAll() {
        return Math.max(0, policies.capacity() - total());
    }

    private long total() {
        return live.values().stream().mapToLong(Integer::longValue).sum();
    }

    public Room roomOn(ClusterName cluster) {
        return policies.sharing().room(cluster, live.getOrDefault(cluster, 0));
    }

    /** Takes a place for the task, if there is one. */
    public Optional<Choice> take(AttemptView task, RoundRobin turns, SplittableRandom chance) {
        if (freeOverAll() == 0) {
            return Optional.empty();
        }
        List<Room> open = placeable.stream()
                .map(this::roomOn)
                .filter(room -> !room.isFull())
                .toList();
        Optional<Choice> choice = open.isEmpty() ? Optional.empty() : Optional.of(choose(task, open, turns, chance));
        choice.ifPresent(made -> live.merge(made.cluster(), 1, Integer::sum));
        return choice;
    }

    /** The wished-for cluster if it can be had, else any but the one to avoid, else that one. */
    private Choice choose(AttemptView task, List<Room> open, RoundRobin turns, SplittableRandom chance) {
        @Nullable ClusterName wish = task.wish();
        if (wish != null && open.stream().anyMatch(room -> room.cluster().equals(wish))) {
            return new Choice(wish, turns);
        }
        List<Room> others = open.stream()
                .filter(room -> !room.cluster().equals(task.avoid()))
                .toList();
        return policies.sharing().selector().choose(others.isEmpty() ? open : others, turns, chance);
    }

    /** Why a task has to wait, as a sentence; null while there is room. */
    @Nullable
    public String why() {
        if (free() > 0) {
            return null;
        }
        if (freeOverAll() == 0) {
            return "The capacity over all clusters is used: " + total() + " of " + policies.capacity();
        }
        return fleet.clusters().entrySet().stream()
                .map(entry -> entry.getValue().closed() == null
                        ? roomOn(entry.getKey()).words()
                        : entry.getKey() + " " + entry.getValue().closed())
                .collect(Collectors.joining("; "));
    }
}
