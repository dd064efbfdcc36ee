package io.henge.testkit.simulator;

import io.henge.testkit.cluster.Shortage;
import io.henge.testkit.cluster.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;

/** Clusters of a drawn world that have no room for new pods for a while. */
final class DrawnShortages {
    private static final int SECONDS_MAX = 60;
    private static final List<Shortage> KINDS = List.of(Shortage.NODES, Shortage.QUOTA);

    private final DrawnWorld world;
    private final List<Running> running = new ArrayList<>();

    private record Running(SimulatedCluster cluster, int secondsLeft) {}

    DrawnShortages(DrawnWorld world) {
        this.world = world;
    }

    /** One begins on some cluster; one that is there already is replaced. */
    void begin() {
        SimulatedCluster cluster = world.cluster();
        Shortage shortage = world.draw(KINDS);
        int seconds = 1 + world.random().nextInt(SECONDS_MAX);
        world.note(cluster.name() + " lacks " + shortage + " for " + seconds + " s");
        running.removeIf(one -> one.cluster().equals(cluster));
        running.add(new Running(cluster, seconds));
        cluster.lack(shortage);
    }

    /** A second passes. */
    void step() {
        running.replaceAll(one -> new Running(one.cluster(), one.secondsLeft() - 1));
        running.stream()
                .filter(one -> one.secondsLeft() <= 0)
                .forEach(one -> one.cluster().lack(Shortage.NONE));
        running.removeIf(one -> one.secondsLeft() <= 0);
    }

    /** All end. */
    void end() {
        running.forEach(one -> one.cluster().lack(Shortage.NONE));
        running.clear();
    }
}
