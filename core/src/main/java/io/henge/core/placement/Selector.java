package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.RoundRobin.Turns;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** How a cluster is chosen among those that are well and have room; the names are those of Druid's own runner. */
public enum Selector {
    /** In turn, each as often as its weight says. */
    ROUND_ROBIN("roundrobin"),
    /** By chance, each as likely as its weight says. */
    RANDOM("random"),
    /** The one with the fewest attempts for its weight; chance decides between equals. */
    LEAST_TASK("leastTask");

    private final String value;

    Selector(String value) {
        this.value = value;
    }

    /** As it is written in properties. */
    public String value() {
        return value;
    }

    public static Optional<Selector> of(String value) {
        return Stream.of(values()).filter(one -> one.value.equals(value)).findFirst();
    }

    /**
     * Chooses a cluster.
     *
     * @param open at least one
     */
    public ClusterName choose(List<Room> open, Turns turns, RandomGenerator chance) {
        return switch (this) {
            case ROUND_ROBIN -> turns.next(open);
            case RANDOM -> drawn(open, chance);
            case LEAST_TASK -> {
                List<Room> least = least(open);
                yield least.get(chance.nextInt(least.size())).cluster();
            }
        };
    }

    private static ClusterName drawn(List<Room> open, RandomGenerator chance) {
        int left = chance.nextInt(
                open.stream().mapToInt(room -> room.limits().weight()).sum());
        for (Room room : open) {
            left -= room.limits().weight();
            if (left < 0) {
                return room.cluster();
            }
        }
        throw new IllegalStateException("No cluster of " + open + " was drawn");
    }

    private static List<Room> least(List<Room> open) {
        Room least = open.stream().reduce((a, b) -> isLess(b, a) ? b : a).orElseThrow();
        return open.stream().filter(room -> !isLess(least, room)).toList();
    }

    /** Whether a has fewer attempts for its weight than b, each with the one that is to be placed. */
    private static boolean isLess(Room a, Room b) {
        return (a.used() + 1L) * b.limits().weight()
                < (b.used() + 1L) * a.limits().weight();
    }
}
