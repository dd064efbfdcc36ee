package io.henge.core.decide;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.health.CallHealth;
import io.henge.core.health.WatchHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.RoundRobin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/** Makes what a turn knows, for tests: well clusters and nothing else to do, but for what a test says. */
public final class Known {
    private Known() {}

    /** A cluster that is well and empty. */
    public static ClusterFacts well(ClusterName name) {
        return watched(name, true, null);
    }

    public static ClusterFacts watched(ClusterName name, boolean listed, @Nullable String trouble) {
        return watched(name, "henge", listed, trouble);
    }

    /** One that is well, and watched in that namespace. */
    public static ClusterFacts inNamespace(ClusterName name, String namespace) {
        return watched(name, namespace, true, null);
    }

    /** One that has answered, and is not listed. */
    public static ClusterFacts answering(ClusterName name) {
        return watched(name, "henge", new WatchHealth(true, false, null, Instant.EPOCH));
    }

    private static ClusterFacts watched(ClusterName name, String namespace, boolean listed, @Nullable String trouble) {
        return watched(name, namespace, new WatchHealth(listed, trouble, Instant.EPOCH));
    }

    private static ClusterFacts watched(ClusterName name, String namespace, WatchHealth watch) {
        return new ClusterFacts(
                name,
                namespace,
                Standing.of(ClusterRecord.unknown(name), true),
                watch,
                CallHealth.well(Instant.EPOCH),
                null,
                Occupancy.NONE);
    }

    public static ClusterFacts with(ClusterFacts facts, int attempts) {
        return new ClusterFacts(
                facts.name(),
                facts.namespace(),
                facts.standing(),
                facts.watch(),
                facts.calls(),
                facts.warning(),
                new Occupancy(attempts, 0, 0, TreePMap.empty(), Resources.NONE, HashTreePMap.empty()));
    }

    public static ClusterFacts with(ClusterFacts facts, Standing standing) {
        return new ClusterFacts(
                facts.name(),
                facts.namespace(),
                standing,
                facts.watch(),
                facts.calls(),
                facts.warning(),
                facts.occupancy());
    }

    public static ClusterFacts with(ClusterFacts facts, CallHealth calls, int onTheirWay) {
        return new ClusterFacts(
                facts.name(),
                facts.namespace(),
                facts.standing(),
                facts.watch(),
                calls,
                facts.warning(),
                new Occupancy(
                        facts.occupancy().attempts(),
                        0,
                        onTheirWay,
                        TreePMap.empty(),
                        Resources.NONE,
                        HashTreePMap.empty()));
    }

    /** Those attempts, sorted into those that wait and those that do not, while so many hold a place. */
    public static LedgerSnapshot ledger(List<AttemptView> views, long held, long seed) {
        WaitingQueue waiting = WaitingQueue.EMPTY;
        for (AttemptView view : views) {
            waiting = view.isWaiting() ? waiting.plus(view) : waiting;
        }
        return new LedgerSnapshot(
                views.stream().filter(view -> !view.isWaiting()).toList(),
                Map.of(),
                waiting,
                held,
                Chores.NONE,
                new Draw(RoundRobin.START, seed),
                Instant.EPOCH);
    }
}
