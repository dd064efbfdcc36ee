package io.henge.bench.failover;

import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Policies;
import io.henge.core.health.HealthState;
import io.henge.core.report.ClusterReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.Overload;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedDiscovery;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.fleet.TaskScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Hours in which all clusters live, though much goes wrong with them and with what leads to them, in simulated time: whatever is
 * found lost in them is found so wrongly. All of it follows from one number. For one thread.
 */
final class QuietHours {
    private static final String[] CLUSTERS = {"east", "north", "west"};
    /** Of all messages. */
    static final int LOST_PERCENT = 10;

    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int TASKS = 9;

    /** In which nothing goes wrong yet, so that every cluster has a task that runs. */
    private static final int CALM_SECONDS = 60;

    /** Of a cluster of which nothing was wrong, one in so many seconds. */
    private static final int SECONDS_BETWEEN = 180;

    private static final int ALL_SECONDS_BETWEEN = 3_600;

    /** Something that goes wrong with one cluster. */
    enum Trouble {
        /** Nobody comes through to its API server, which its tasks do not need. */
        API_GAP(30),
        /** Nothing at all is heard of it, for less than it takes to be lost. */
        GAP(12),
        RESTART(20),
        /** Its credentials were changed before ours. */
        ROTATION(60),
        STORM_OF_429(60),
        OVERLOAD(60),
        /** Nothing at all is heard of any of them: it is our own network. */
        OWN_NETWORK(30);

        private final int seconds;

        Trouble(int seconds) {
            this.seconds = seconds;
        }
    }

    private final Random random;
    private final SimulatedFleet fleet;
    private final Map<SimulatedCluster, FlakyNetwork> networks = new HashMap<>();

    /** For how many more seconds something is wrong with each. */
    private final Map<SimulatedCluster, Integer> left = new HashMap<>();

    /** Those of which nothing is heard at all. */
    private final Set<SimulatedCluster> silent = new HashSet<>();

    private final Map<Trouble, Integer> met = new EnumMap<>(Trouble.class);
    private final Set<String> lostNow = new HashSet<>();
    private int lost;

    /**
     * A world that follows from that number.
     *
     * @param lost how many of a hundred messages
     */
    QuietHours(long seed, int lost) {
        this.random = new Random(seed);
        this.fleet = new SimulatedFleet(Policies.DEFAULT, CLUSTERS);
        for (SimulatedCluster cluster : fleet.clusters()) {
            FlakyNetwork network = new FlakyNetwork(random, lost);
            networks.put(cluster, network);
            left.put(cluster, 0);
        }
    }

    /** Lets so many hours go by. */
    void pass(int hours) {
        for (int i = 0; i < TASKS; i++) {
            TaskTraits traits = new TaskTraits("index", "flights", "group-" + i, 50);
            boolean unused = fleet.run(
                    new TaskId("task-" + i), new TaskScript(traits, JobScript.RUNS, Peon.SILENT, 0, List.of()));
        }
        fleet.step(CALM_SECONDS);
        networks.forEach(SimulatedCluster::setNetwork);
        for (int second = 0; second < hours * SECONDS_PER_HOUR; second++) {
            goWrong();
            fleet.step();
            count();
        }
    }

    private void goWrong() {
        if (random.nextInt(ALL_SECONDS_BETWEEN) == 0) {
            met.merge(Trouble.OWN_NETWORK, 1, Integer::sum);
            fleet.clusters().forEach(cluster -> begin(cluster, Trouble.OWN_NETWORK));
        }
        SimulatedDiscovery peons = fleet.registry().discovery();
        for (SimulatedCluster cluster : fleet.clusters()) {
            int seconds = left.merge(cluster, -1, Integer::sum);
            if (seconds == 0) {
                cluster.setApi(Api.ANSWERS);
                silent.remove(cluster);
            } else if (seconds < 0 && random.nextInt(SECONDS_BETWEEN) == 0) {
                Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length - 1)];
                met.merge(trouble, 1, Integer::sum);
                begin(cluster, trouble);
            }
            peons.cut(
                    cluster,
                    silent.contains(cluster)
                            || Objects.requireNonNull(networks.get(cluster)).loses());
        }
    }

    private void begin(SimulatedCluster cluster, Trouble trouble) {
        left.put(cluster, trouble.seconds);
        silent.remove(cluster);
        switch (trouble) {
            case API_GAP -> cluster.setApi(Api.HANGS);
            case GAP, OWN_NETWORK -> {
                cluster.setApi(Api.HANGS);
                silent.add(cluster);
            }
            case RESTART -> cluster.setApi(Api.REFUSES);
            case ROTATION -> cluster.setApi(Api.KNOWS_NOBODY);
            case STORM_OF_429 -> cluster.setApi(Api.THROTTLES);
            case OVERLOAD -> cluster.overload(new Overload(2, 3, null));
        }
    }

    private void count() {
        for (ClusterReport report : fleet.loop().snapshot().clusters()) {
            String name = report.name().value();
            boolean isLost = report.vitals() != null && report.vitals().health().state() == HealthState.LOST;
            if (!isLost) {
                lostNow.remove(name);
            } else if (lostNow.add(name)) {
                lost++;
            }
        }
    }

    /** How often a cluster was found lost. */
    int lost() {
        return lost;
    }

    /** How often each kind of trouble was met. */
    Map<Trouble, Integer> met() {
        return new EnumMap<>(met);
    }
}
