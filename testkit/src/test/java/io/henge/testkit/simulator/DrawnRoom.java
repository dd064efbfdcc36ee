package io.henge.testkit.simulator;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Offer.Source;
import io.henge.testkit.cluster.SimulatedCluster;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the clusters of a drawn world have for pods, which changes, and what pods ask for. */
final class DrawnRoom {
    private static final List<Source> SOURCES = List.of(Source.values());
    private static final String GPU = "nvidia.com/gpu";
    private static final long CORE = 1_000;
    private static final long GIB = 1L << 30;

    /** Enough for two parents beside what others hold, with one of their sub-tasks. */
    private static final int CORES_MIN = 5;

    private static final int CORES_MORE = 8;
    private static final int CORES_OF_OTHERS = 3;
    private static final int MEMORY_PER_CORE = 4;
    private static final int CHANGES_OF = 30;

    private final Random random;
    private final List<SimulatedCluster> clusters;
    private final TreeMap<ClusterName, Room> rooms = new TreeMap<>();

    /** What a cluster has, and what of it others hold. */
    private record Room(Source by, Resources total, Resources others) {
        /** Whether a pod fits there while none of ours does. */
        boolean fits(Resources needs) {
            return needs.amounts().entrySet().stream().allMatch(need -> {
                @Nullable Long has = total.amounts().get(need.getKey());
                return has == null
                        ? by != Source.NODES || need.getValue() == 0
                        : need.getValue() <= has - others.amount(need.getKey());
            });
        }
    }

    /** @param limited whether there may be less than any amount */
    DrawnRoom(Random random, List<SimulatedCluster> clusters, boolean limited) {
        this.random = random;
        this.clusters = clusters;
        if (limited && random.nextInt(3) > 0) {
            clusters.forEach(this::drawRoom);
        }
    }

    private void drawRoom(SimulatedCluster cluster) {
        Source by = SOURCES.get(random.nextInt(SOURCES.size()));
        if (by != Source.NOBODY) {
            put(cluster, by);
        }
    }

    private void put(SimulatedCluster cluster, Source by) {
        long cores = (long) CORES_MIN + random.nextInt(CORES_MORE);
        TreeMap<String, Long> total = new TreeMap<>(
                Resources.of(cores * CORE, cores * MEMORY_PER_CORE * GIB).amounts());
        if (random.nextInt(3) == 0) {
            total.put(GPU, (long) random.nextInt(3));
        }
        long taken = random.nextInt(CORES_OF_OTHERS);
        Resources others =
                by == Source.CONFIGURATION ? Resources.NONE : Resources.of(taken * CORE, taken * MEMORY_PER_CORE * GIB);
        Room room = new Room(by, new Resources(total), others);
        rooms.put(cluster.name(), room);
        cluster.limit(by, room.total(), room.others());
    }

    /** Now and then a quota or the nodes change, or what others hold; empty if they do not now. */
    String change() {
        if (rooms.isEmpty() || random.nextInt(CHANGES_OF) > 0) {
            return "";
        }
        SimulatedCluster cluster = clusters.get(random.nextInt(clusters.size()));
        @Nullable Room room = rooms.get(cluster.name());
        if (room == null || room.by() == Source.CONFIGURATION) {
            return "";
        }
        put(cluster, room.by());
        return cluster.name() + " has " + rooms.get(cluster.name());
    }

    /** Draws what a task's pods ask for; one that others wait for, or wait for others, asks for little. */
    Needs drawNeeds(boolean little) {
        if (rooms.isEmpty() || random.nextInt(10) == 0) {
            return Needs.NONE;
        }
        if (little) {
            return Needs.everywhere(cores(CORE / 2, 1));
        }
        Resources usual = switch (random.nextInt(16)) {
            case 0 -> cores(64 * CORE, 1);
            case 1, 2 -> cores((4 + random.nextInt(7)) * CORE, MEMORY_PER_CORE);
            case 3 -> with(GPU, cores(CORE, 2));
            default -> cores((1 + random.nextInt(3)) * CORE, 1 + random.nextInt(MEMORY_PER_CORE));
        };
        return random.nextInt(8) > 0
                ? Needs.everywhere(usual)
                : new Needs(usual, new TreeMap<>(Map.of(clusters.get(0).name(), cores(2 * CORE, 2))));
    }

    private static Resources cores(long millis, int memoryPerCore) {
        return Resources.of(millis, millis * memoryPerCore * GIB / CORE);
    }

    private static Resources with(String name, Resources others) {
        TreeMap<String, Long> all = new TreeMap<>(others.amounts());
        all.put(name, 1L);
        return new Resources(all);
    }

    /** Whether a pod fits on that cluster while none of ours is there. */
    boolean fits(Resources needs, ClusterName cluster) {
        @Nullable Room room = rooms.get(cluster);
        return room == null || room.fits(needs);
    }

    /** A pod that needs the cluster for itself; asks for nothing where it has any amount. */
    Resources allOf(ClusterName cluster) {
        @Nullable Room room = rooms.get(cluster);
        return room == null
                ? Resources.NONE
                : Resources.of(
                        room.total().amount(Resources.CPU) - room.others().amount(Resources.CPU), GIB);
    }

    @Override
    public String toString() {
        return rooms.toString();
    }
}
