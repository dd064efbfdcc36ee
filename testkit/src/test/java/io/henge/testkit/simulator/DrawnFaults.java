package io.henge.testkit.simulator;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.port.LedgerException;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.Network;
import io.henge.testkit.cluster.Overload;
import io.henge.testkit.cluster.SimulatedCluster;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.fleet.SimulatedFleet;
import io.henge.testkit.fleet.SimulatedOverlord;
import io.henge.testkit.ledger.InMemoryLedger.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** What happens to a drawn world beside its tasks: one method per fault, and how all of them end. */
final class DrawnFaults {
    private static final int STORM_PERCENT = 40;
    private static final int EFFECTS_MAX = 15;
    private static final int SECONDS_WITHOUT_LEADER_MAX = 10;
    private static final int CLOCK_ERROR_MINUTES_MAX = 90;
    private static final int SLEEP_SECONDS_MAX = 120;
    private static final int REQUESTS_BORNE_MAX = 4;
    private static final int SECONDS_EACH_MAX = 10;
    private static final int RETRY_AFTER_SECONDS_MAX = 20;

    private final DrawnWorld world;
    private final SimulatedFleet fleet;
    private final Random random;

    /** Every attempt whose Job was ever asked for, as it was then. */
    private final TreeMap<AttemptId, Request> everAskedFor = new TreeMap<>();

    private final DrawnShortages shortages;

    private int secondsWithoutLeader;

    private record Request(Attempt attempt, SimulatedCluster cluster) {}

    DrawnFaults(DrawnWorld world) {
        this.world = world;
        this.fleet = world.fleet();
        this.random = world.random();
        this.shortages = new DrawnShortages(world);
    }

    /** A request for the attempt's Job is sent. */
    void launching(Attempt attempt, SimulatedCluster cluster) {
        everAskedFor.putIfAbsent(attempt.id(), new Request(attempt, cluster));
    }

    /** Draws one second's fault; most seconds are quiet. */
    void disturb() {
        shortages.step();
        switch (random.nextInt(50)) {
            case 0, 1 -> changeApi();
            case 2, 3 -> setApi(world.cluster(), Api.ANSWERS);
            case 4 -> changeStore();
            case 5, 6 -> setStores(Store.ANSWERS);
            case 7 -> crash();
            case 8 -> crashBetweenEffects();
            case 9 -> pause();
            case 10 -> replaceAFrozenLeader();
            case 11 -> doubleTheLeader();
            case 12, 13, 14 -> thaw();
            case 15 -> deleteJob();
            case 16 -> evictPod();
            case 17 -> wipeNamespace();
            case 18 -> rollBack();
            case 19 -> changeTimeToLive();
            case 20 -> storm();
            case 21, 22 -> world.network().setPercent(DrawnWorld.CALM_PERCENT);
            case 23 -> landLate();
            case 24 -> setClock();
            case 25 -> sleep();
            case 26, 27 -> overload();
            case 28, 29, 30 -> shortages.begin();
            default -> {
                // A quiet second.
            }
        }
    }

    /** Nothing at all comes from a cluster whose peons go on. */
    void silence(SimulatedCluster cluster) {
        setApi(cluster, Api.HANGS);
    }

    /** One of the things that a leader may meet with. */
    void befallLeader(Random chance) {
        switch (chance.nextInt(5)) {
            case 0 -> crash();
            case 1 -> crashBetweenEffects();
            case 2 -> pause();
            case 3 -> replaceAFrozenLeader();
            default -> doubleTheLeader();
        }
    }

    private void changeApi() {
        Api api = world.draw(List.of(Api.values()));
        SimulatedCluster cluster = world.cluster();
        world.note(cluster.name() + " " + api);
        setApi(cluster, api);
    }

    /** Nothing at all comes from a cluster that hangs; where only answers are lost, its peons reach ZooKeeper. */
    private void setApi(SimulatedCluster cluster, Api api) {
        cluster.setApi(api);
        fleet.registry().discovery().cut(cluster, api == Api.HANGS);
    }

    /** An API server that becomes slower the more is asked of it, until another fault or {@link Api#ANSWERS} is drawn. */
    private void overload() {
        Overload overload = new Overload(
                1 + random.nextInt(REQUESTS_BORNE_MAX),
                1 + random.nextInt(SECONDS_EACH_MAX),
                random.nextBoolean() ? Duration.ofSeconds(1 + random.nextInt(RETRY_AFTER_SECONDS_MAX)) : null);
        SimulatedCluster cluster = world.cluster();
        world.note(cluster.name() + " " + overload);
        setApi(cluster, Api.ANSWERS);
        cluster.overload(overload);
        world.overloaded();
    }

    private void changeStore() {
        Store store = world.draw(List.of(Store.values()));
        world.note("store " + store);
        if (random.nextBoolean()) {
            setStores(store);
        } else {
            fleet.ledger().setStore(store);
        }
    }

    private void setStores(Store behaviour) {
        fleet.ledger().setStore(behaviour);
        fleet.store().setStore(behaviour);
    }

    private void crash() {
        if (fleet.isLed()) {
            world.note("crash");
            fleet.leader().close();
        }
    }

    /** The Overlord ends between two writes, requests, or words to Druid. */
    private void crashBetweenEffects() {
        if (fleet.isLed()) {
            int effects = random.nextInt(EFFECTS_MAX);
            world.note("crash after " + effects + " effects");
            fleet.leader().fuse().light(effects);
        }
    }

    /** A pause that nobody notices: the leader is the same afterwards. */
    private void pause() {
        if (fleet.isLed()) {
            world.note("pause");
            fleet.leader().freeze();
        }
    }

    private void replaceAFrozenLeader() {
        if (fleet.isLed()) {
            world.note("freeze and replace");
            fleet.leader().freeze();
            lead();
        }
    }

    /** The former leader goes on until the ledger tells it. */
    private void doubleTheLeader() {
        if (fleet.isLed()) {
            world.note("second leader");
            lead();
        }
    }

    /** Who stood still goes on. */
    void thaw() {
        fleet.overlords().forEach(SimulatedOverlord::thaw);
    }

    /** Where nobody leads, somebody tries after some seconds, and again while the store does not answer. */
    void leadAgain() {
        secondsWithoutLeader = fleet.hasLeader() ? 0 : secondsWithoutLeader + 1;
        if (secondsWithoutLeader > 1 + random.nextInt(SECONDS_WITHOUT_LEADER_MAX)) {
            lead();
        }
    }

    private void lead() {
        try {
            fleet.lead(Duration.ofMinutes(random.nextInt(2 * CLOCK_ERROR_MINUTES_MAX) - CLOCK_ERROR_MINUTES_MAX));
            world.closures().termBegins(fleet.ledger());
            world.note("term " + fleet.leader().epoch());
        } catch (LedgerException e) {
            world.note("no leader, since the store does not answer");
        }
    }

    private void deleteJob() {
        SimulatedCluster cluster = world.cluster();
        if (!cluster.present().isEmpty()) {
            AttemptId attempt = world.draw(cluster.present());
            world.note("delete Job of " + attempt);
            cluster.deleteByHand(Attempts.jobName(attempt));
        }
    }

    private void evictPod() {
        SimulatedCluster cluster = world.cluster();
        if (!cluster.running().isEmpty()) {
            Attempt attempt = world.draw(cluster.running());
            world.note("evict " + attempt.id());
            cluster.endPod(attempt.address().job(), "an eviction");
        }
    }

    private void wipeNamespace() {
        SimulatedCluster cluster = world.cluster();
        world.note("wipe " + cluster.name());
        cluster.wipe();
    }

    private void rollBack() {
        SimulatedCluster cluster = world.cluster();
        world.note("roll back " + cluster.name());
        cluster.rollBack();
    }

    private void changeTimeToLive() {
        world.cluster().setTimeToLive(random.nextBoolean() ? Duration.ofSeconds(random.nextInt(20)) : null);
    }

    private void storm() {
        world.note("storm");
        world.network().setPercent(random.nextInt(STORM_PERCENT));
    }

    /** A create that was held up on its way and lands after all, also when its attempt is long over, or was refused. */
    private void landLate() {
        if (!everAskedFor.isEmpty()) {
            Request request = world.draw(List.copyOf(everAskedFor.values()));
            world.note("late create of " + request.attempt().id());
            request.cluster().landLate(request.attempt());
        }
    }

    private void setClock() {
        world.cluster().setClockError(Duration.ofMinutes(random.nextInt(CLOCK_ERROR_MINUTES_MAX)));
    }

    /** Every machine stands still, and time does not, so that a task may come to the end of its time to start. */
    private void sleep() {
        world.note("sleep");
        world.excuseAllPlaced();
        fleet.clock().advance(Duration.ofSeconds(random.nextInt(SLEEP_SECONDS_MAX)));
    }

    /** Ends every fault; a lost cluster stays silent. */
    void heal(Optional<SimulatedCluster> lost) {
        setStores(Store.ANSWERS);
        thaw();
        shortages.end();
        fleet.registry().all().forEach(cluster -> {
            cluster.setNetwork(Network.PERFECT);
            boolean silent = lost.map(SimulatedCluster::name)
                    .filter(cluster.name()::equals)
                    .isPresent();
            setApi(cluster, silent ? Api.HANGS : Api.ANSWERS);
        });
        world.registrations().heal();
        fleet.mail().setNetwork(Network.PERFECT);
        fleet.mail().setAddressee(overlords -> overlords.get(overlords.size() - 1));
    }

    /** Says what is so of every cluster, as often as it takes; and ends what would run, or wait, for ever. */
    void settle(Optional<SimulatedCluster> lost) {
        if (!fleet.isLed()) {
            return;
        }
        reopen(lost);
        fleet.store().tasks().keySet().stream()
                .filter(task -> fleet.scriptOf(task).job() == JobScript.RUNS)
                .forEach(fleet::kill);
        fleet.store().tasks().keySet().stream()
                .filter(task -> !fleet.outcomes().containsKey(task))
                .filter(task -> world.wishes().homes(task, world.clusters()).isEmpty())
                .forEach(this::giveUp);
    }

    private void giveUp(TaskId task) {
        world.excuse(task);
        fleet.kill(task);
    }

    /** Takes back what keeps clusters from taking tasks, but for the one that is lost. */
    void reopen(Optional<SimulatedCluster> lost) {
        if (!fleet.isLed()) {
            return;
        }
        for (SimulatedCluster cluster : fleet.clusters()) {
            boolean dead = lost.filter(cluster::equals).isPresent();
            if (isDeclaredDead(cluster.name()) != dead) {
                var unused = dead
                        ? fleet.loop().declare(cluster.name(), ClusterWord.DEAD, "seed", "lost", null, false)
                        : fleet.loop().declare(cluster.name(), ClusterWord.ALIVE, "seed", "healed", null, false);
            }
            if (isClosed(cluster.name())) {
                world.closures().opening(cluster.name());
                var unused = fleet.loop().declare(cluster.name(), ClusterWord.UNCORDON, "seed", "healed", null, false);
            }
        }
        if (fleet.ledger().peekPause().isPresent()) {
            world.closures().opening(null);
            var unused = fleet.loop().pause(false, "seed", "healed", false);
        }
    }

    private boolean isClosed(ClusterName cluster) {
        return fleet.ledger().peekClusters().stream()
                .anyMatch(
                        record -> record.name().equals(cluster) && (record.cordon() != null || record.drain() != null));
    }

    private boolean isDeclaredDead(ClusterName cluster) {
        return fleet.ledger().peekClusters().stream()
                .anyMatch(record -> record.name().equals(cluster) && record.dead() != null);
    }
}
