package io.henge.testkit.simulator;

import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.loop.Roster;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Sharing;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.fleet.ClusterRegistry;
import io.henge.testkit.fleet.SimulatedFleet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Clusters of a drawn world that come and go by their entries, and a name that leads to another cluster for a while. */
final class DrawnRegistrations {
    private static final int COMERS_MAX = 2;
    private static final int AWAY_OF = 4;

    private final DrawnWorld world;
    private final SimulatedFleet fleet;
    private final ClusterRegistry registry;
    private final Random random;
    private final List<ClusterName> comers;
    private final Sharing sharing;

    /** What may lead to another cluster; null where nothing does. */
    private final @Nullable ClusterName astray;

    /** @param sharing says of all clusters how they share, of those that come what their entries say at first */
    DrawnRegistrations(DrawnWorld world, Random random, Set<ClusterName> comers, Sharing sharing) {
        this.world = world;
        this.fleet = world.fleet();
        this.registry = fleet.registry();
        this.random = random;
        this.comers = List.copyOf(comers);
        this.sharing = sharing;
        for (ClusterName comer : comers) {
            SimulatedCluster unused = registry.makeHome(comer);
            enter(comer);
        }
        this.astray = random.nextInt(AWAY_OF) == 0 ? draw(world.clusters()) : null;
        if (astray != null) {
            SimulatedCluster unused = registry.makeOther(astray);
            identify(astray);
        }
    }

    /** In half of the worlds, some clusters come by entries. */
    static Set<ClusterName> drawComers(Random random, List<String> names) {
        TreeSet<ClusterName> comers = new TreeSet<>();
        for (int i = random.nextBoolean() ? 1 + random.nextInt(COMERS_MAX) : 0; i > 0; i--) {
            comers.add(new ClusterName(names.get(random.nextInt(names.size()))));
        }
        return comers;
    }

    /** What the configuration says, which knows nothing of those that come. */
    static Sharing without(Set<ClusterName> comers, Sharing sharing) {
        TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>(sharing.profiles());
        profiles.keySet().removeAll(comers);
        return new Sharing(sharing.selector(), profiles, sharing.rules());
    }

    private <T> T draw(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Draws one second's change. */
    void change() {
        if (!comers.isEmpty()) {
            changeEntry(draw(comers));
        }
        if (astray != null) {
            changeWay(astray);
        }
    }

    private void changeEntry(ClusterName comer) {
        switch (random.nextInt(40)) {
            case 0, 1 -> {
                world.note("the entry of " + comer + " goes");
                registry.retract(comer);
            }
            case 2, 3, 4, 5 -> {
                if (!registry.isEntered(comer)) {
                    enter(comer);
                }
            }
            case 6, 7 -> changeTerms(comer);
            case 8 -> {
                world.note(comer + " is reached in another way");
                registry.reconnect(comer);
            }
            default -> {
                // Nothing changes.
            }
        }
    }

    private void enter(ClusterName comer) {
        world.note("an entry of " + comer);
        registry.enter(comer, new Roster.Terms(sharing.profile(comer), true));
    }

    /** To another weight and to a capacity that is not larger than at first; some take no new attempts. */
    private void changeTerms(ClusterName comer) {
        if (registry.isEntered(comer)) {
            ClusterProfile first = sharing.profile(comer);
            int capacity = Math.min(first.limits().capacity(), world.capacity() / 2 + random.nextInt(2));
            Roster.Terms terms = new Roster.Terms(
                    new ClusterProfile(
                            new ClusterLimits(capacity, 1 + random.nextInt(DrawnRules.WEIGHT_MAX)),
                            first.labels(),
                            first.taints()),
                    random.nextInt(3) > 0);
            world.note("the entry of " + comer + " says " + terms);
            registry.enter(comer, terms);
        }
    }

    private void changeWay(ClusterName name) {
        switch (random.nextInt(30)) {
            case 0 -> lead(name, true);
            case 1, 2 -> lead(name, false);
            default -> {
                // Nothing changes.
            }
        }
    }

    private void lead(ClusterName name, boolean away) {
        if (registry.isAway(name) != away) {
            world.note(name + " leads " + (away ? "to another cluster" : "back"));
            identify(name);
            registry.lead(name, away);
        }
    }

    /** Some connections may not read all of what a cluster is. */
    private void identify(ClusterName name) {
        registry.home(name).setIdentity(new ClusterIdentity("home", random.nextBoolean() ? "ns-home" : null));
        other(name).setIdentity(new ClusterIdentity("other", random.nextBoolean() ? "ns-other" : null));
    }

    private SimulatedCluster other(ClusterName name) {
        return registry.other(name).orElseThrow();
    }

    /** All entries are there, as at first. */
    void heal() {
        comers.forEach(this::enter);
    }

    /** Leads the name to where its attempts are by the ledger, as people are told to; and leaders that do not follow end. */
    void settle() {
        if (astray == null) {
            return;
        }
        if (fleet.ledger().peek().stream().anyMatch(row -> row.cluster().equals(astray))) {
            lead(
                    astray,
                    recorded(astray).filter(other(astray).identity()::isSame).isPresent());
        }
        if (!comers.contains(astray) && fleet.isLed() && !isReached()) {
            world.note("crash, to lead where " + astray + " leads");
            fleet.leader().close();
        }
    }

    private Optional<ClusterIdentity> recorded(ClusterName name) {
        return fleet.ledger().peekClusters().stream()
                .filter(record -> record.name().equals(name))
                .map(ClusterRecord::identity)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether the leader reaches the cluster to which the name leads. */
    boolean isReached() {
        return astray == null
                || fleet.leader()
                        .reaches(astray)
                        .filter(registry.leadsTo(astray)::equals)
                        .isPresent();
    }

    /** Leads the name to its other cluster, for whatever is left there; gives whether there is one. */
    boolean turn() {
        if (astray != null) {
            lead(astray, !registry.isAway(astray));
        }
        return astray != null;
    }
}
