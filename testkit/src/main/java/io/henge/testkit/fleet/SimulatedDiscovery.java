package io.henge.testkit.fleet;

import io.henge.core.attempt.Location;
import io.henge.core.port.Announcements;
import io.henge.testkit.cluster.SimulatedCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Druid's discovery in a simulated world: peons that read streams are announced while they run, and then for as long as their
 * sessions last, which nobody ends. A session can be cut off from all of a cluster.
 */
public final class SimulatedDiscovery implements Announcements {
    public static final int SESSION_SECONDS_MIN = 3;
    public static final int SESSION_SECONDS_MAX = 12;

    /** For how many more seconds each peon is announced, if nothing is heard of it. */
    private final Map<Location, Integer> sessions = new HashMap<>();

    private final Set<SimulatedCluster> cut = new HashSet<>();

    /** Whether nothing is heard of the peons of a cluster from now on. */
    public void cut(SimulatedCluster cluster, boolean off) {
        if (off) {
            cut.add(cluster);
        } else {
            cut.remove(cluster);
        }
    }

    /** One second: sessions go on, where they are heard of, or come nearer to their end. */
    void step(Collection<SimulatedCluster> clusters) {
        sessions.replaceAll((peon, left) -> left - 1);
        sessions.values().removeIf(left -> left <= 0);
        clusters.stream()
                .filter(cluster -> !cut.contains(cluster))
                .flatMap(cluster -> cluster.announcing().stream())
                .forEach(peon -> sessions.put(peon, secondsOf(peon)));
    }

    /** As the peon and the server of its session have agreed, each with another one. */
    private static int secondsOf(Location peon) {
        return SESSION_SECONDS_MIN
                + Math.floorMod(peon.pod().hashCode(), SESSION_SECONDS_MAX - SESSION_SECONDS_MIN + 1);
    }

    @Override
    public boolean isAnnounced(Location location) {
        return sessions.containsKey(location);
    }
}
