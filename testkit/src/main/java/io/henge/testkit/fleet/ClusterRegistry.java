package io.henge.testkit.fleet;

import io.henge.core.attempt.ClusterName;
import io.henge.core.loop.Roster;
import io.henge.testkit.cluster.SimulatedCluster;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The clusters of a simulated world, and under which names Overlords find them: by the configuration, which each reads when it
 * begins to lead, or by entries, which come and go while one leads. A name may lead to another cluster for a while.
 */
public final class ClusterRegistry {
    private final Function<ClusterName, SimulatedCluster> making;

    /** Where each name leads at first. */
    private final TreeMap<ClusterName, SimulatedCluster> homes = new TreeMap<>();

    /** Where some names may lead instead. */
    private final TreeMap<ClusterName, SimulatedCluster> others = new TreeMap<>();

    private final TreeMap<ClusterName, SimulatedCluster> configured = new TreeMap<>();
    private final TreeMap<ClusterName, Entry> entries = new TreeMap<>();

    /** The names that lead to the other cluster now. */
    private final TreeMap<ClusterName, SimulatedCluster> elsewhere = new TreeMap<>();

    private final SimulatedDiscovery discovery = new SimulatedDiscovery();
    private int ways;

    /**
     * What registers a cluster at run time.
     *
     * @param way another number for each way in which the cluster was ever to be reached
     */
    record Entry(SimulatedCluster cluster, Roster.Terms terms, int way) {}

    ClusterRegistry(Function<ClusterName, SimulatedCluster> making) {
        this.making = making;
    }

    /** Makes a cluster that the configuration names, from the next leader on. */
    SimulatedCluster configure(ClusterName name) {
        SimulatedCluster cluster = makeHome(name);
        configured.put(name, cluster);
        return cluster;
    }

    void leaveOut(ClusterName name) {
        configured.remove(name);
    }

    /** Makes a cluster of that name, of which no Overlord knows yet. */
    public SimulatedCluster makeHome(ClusterName name) {
        SimulatedCluster cluster = making.apply(name);
        homes.put(name, cluster);
        return cluster;
    }

    /** Makes another cluster to which that name may lead. */
    public SimulatedCluster makeOther(ClusterName name) {
        SimulatedCluster cluster = making.apply(name);
        others.put(name, cluster);
        return cluster;
    }

    /** An entry of that name is there from now on, and says this. */
    public void enter(ClusterName name, Roster.Terms terms) {
        @Nullable Entry before = entries.get(name);
        entries.put(name, new Entry(leadsTo(name), terms, before == null ? ++ways : before.way()));
    }

    public void retract(ClusterName name) {
        entries.remove(name);
    }

    public boolean isEntered(ClusterName name) {
        return entries.containsKey(name);
    }

    /** The entry says that the cluster is reached in another way, be it the same cluster. */
    public void reconnect(ClusterName name) {
        entries.computeIfPresent(name, (key, entry) -> new Entry(leadsTo(key), entry.terms(), ++ways));
    }

    /** Whether the name leads to its other cluster from now on; the configuration's count from the next leader on. */
    public void lead(ClusterName name, boolean away) {
        if (away) {
            elsewhere.put(name, other(name).orElseThrow());
        } else {
            elsewhere.remove(name);
        }
        configured.computeIfPresent(name, (key, before) -> leadsTo(key));
        reconnect(name);
    }

    /** Where the name leads now, entered or not. */
    public SimulatedCluster leadsTo(ClusterName name) {
        return Optional.ofNullable(elsewhere.getOrDefault(name, homes.get(name)))
                .orElseThrow();
    }

    public boolean isAway(ClusterName name) {
        return elsewhere.containsKey(name);
    }

    /** The other cluster to which the name may lead. */
    public Optional<SimulatedCluster> other(ClusterName name) {
        return Optional.ofNullable(others.get(name));
    }

    /** Where peons of all of them are announced. */
    public SimulatedDiscovery discovery() {
        return discovery;
    }

    /** One second: calls are answered, pods live, peons are announced, and watches are told. */
    void step() {
        all().forEach(SimulatedCluster::step);
        discovery.step(all());
        all().forEach(SimulatedCluster::deliver);
    }

    SortedMap<ClusterName, SimulatedCluster> configured() {
        return Collections.unmodifiableSortedMap(configured);
    }

    SortedMap<ClusterName, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    public SimulatedCluster home(ClusterName name) {
        return Optional.ofNullable(homes.get(name)).orElseThrow();
    }

    /** Those to which names lead at first. */
    List<SimulatedCluster> homes() {
        return List.copyOf(homes.values());
    }

    /** Those to which names lead now. */
    List<SimulatedCluster> led() {
        return homes.keySet().stream().map(this::leadsTo).toList();
    }

    /** All that there are. */
    public List<SimulatedCluster> all() {
        return Stream.concat(homes.values().stream(), others.values().stream()).toList();
    }
}
