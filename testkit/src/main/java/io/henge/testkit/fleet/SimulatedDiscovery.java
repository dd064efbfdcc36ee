package io.henge.testkit.fleet;

import io.henge.core.attempt.Location;
import io.henge.core.port.Peons;
import io.henge.testkit.cluster.SimulatedCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is heard of peons in a simulated world without their clusters: all that run answer, and those that read streams are announced while they run, and then for as long as their
 * sessions last, which nobody ends. A session can be cut off from all of a cluster.
 */
public final class SimulatedDiscovery implements Peons {
    public static final int SESSION_SECONDS_MIN = 3;
    public static final int SESSION_SECONDS_MAX = 12;

    /** For how many more seconds each peon is announced, if nothing is heard of it. */
    private final Map<Location, Integer> sessions = new HashMap<>();

    /** Where peons run that can be asked. */
    private final Set<Location> answering = new HashSet<>();

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
        answering.clear();
        clusters.stream()
                .filter(cluster -> !cut.contains(cluster))
                .forEach(cluster -> answering.addAll(cluster.peons(false)));
        clusters.stream()
                .filter(cluster -> !cut.contains(cluster))
                .flatMap(cluster -> cluster.peons(true).stream())
                .forEach(peon -> sessions.put(peon, secondsOf(peon)));
    }

    /** As the peon and the server of its session have agreed, each with another one. */
    private static int secondsOf(Location peon) {
        return SESSION_SECONDS_MIN
                + Math.floorMod(peon.pod().hashCode(), SESSION_SECONDS_MAX - SESSION_SECONDS_MIN + 1);
    }

    /** Whether nothing is heard of the peons of a cluster. */
    public boolean isCut(SimulatedCluster cluster) {
        return cut.contains(cluster);
    }

    @Override
    public CompletionStage<Boolean> answers(Location location) {
        return CompletableFuture.completedFuture(answering.contains(location));
    }

    @Override
    public boolean isAnnounced(Location location) {
        return sessions.containsKey(location);
    }
}
