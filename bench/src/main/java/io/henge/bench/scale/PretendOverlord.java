package io.henge.bench.scale;

import io.henge.bench.figure.Latencies;
import io.henge.bench.loop.UnheardPeons;
import io.henge.bench.placement.BenchAsking;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.ClusterRecord.Adoption;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Lead;
import io.henge.core.loop.LoopPorts;
import io.henge.core.loop.LoopThread;
import io.henge.core.loop.TaskLoop;
import io.henge.core.loop.TermStart;
import io.henge.core.loop.Thoughts;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.Ledger;
import io.henge.core.port.StateSource;
import io.henge.core.port.Timings;
import io.henge.kubernetes.job.JobNames;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** One term: the real loop and the real ledger with their threads, between a Druid and clusters that only pretend. */
final class PretendOverlord implements TermStart.Surroundings, AutoCloseable {
    /** All that happens at Druid and in the clusters happens on this one. */
    private final ScheduledThreadPoolExecutor outside = new ScheduledThreadPoolExecutor(1);

    private final Set<ClusterName> names;
    private final BenchAsking wishes = new BenchAsking();
    private final TurnMeter meter = new TurnMeter();
    private final PretendDruid druid = new PretendDruid(outside, this::ended);

    /** The pods that run, the oldest first. */
    private final Queue<PretendCluster.Pod> running = new ConcurrentLinkedQueue<>();

    /** When the pods of tasks were shown to have ended whose end Druid does not know yet. */
    private final Map<TaskId, Long> endNanos = new ConcurrentHashMap<>();

    private final Spans lags = new Spans();
    private final TermStart.Begun begun;
    private final LoopThread thread;
    private int accepted;

    /** Leads, and watches so many clusters. */
    PretendOverlord(Ledger ledger, int clusters) {
        names = new TreeSet<>();
        TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>();
        for (int i = 0; i < clusters; i++) {
            ClusterName name = new ClusterName("cluster-" + i);
            names.add(name);
            profiles.put(name, BenchAsking.profile(i));
        }
        Policies policies = Policies.DEFAULT.withSharing(new Sharing(Selector.ROUND_ROBIN, profiles, wishes.rules()));
        begun = new TermStart(ledger, "bench:8090", names, name -> true, policies, Thoughts.SOUND, meter.ofTheLoop())
                .begin(this);
        thread = new LoopThread(begun.loop(), meter::betweenTurns);
        begun.takeOver(row -> {});
        begun.writer().start();
        thread.start();
    }

    /** Whether every cluster is watched, and was searched for what Druid's own runner may have left. */
    boolean isReady() {
        return loop().snapshot().clusters().stream()
                        .filter(cluster ->
                                cluster.observed() && cluster.record().adoption() == Adoption.SETTLED)
                        .count()
                == names.size();
    }

    /** Hands in one task more. */
    void accept() {
        TaskId task = new TaskId("index_kafka_flights_abcdefghijklmno_" + accepted);
        TaskTraits traits = new TaskTraits("index_kafka", BenchAsking.dataSource(accepted), task.value(), 50);
        loop().accept(task, traits, wishes.asked(traits, accepted));
        accepted++;
    }

    /** Ends the pod that has run for the longest; false if none runs. */
    boolean endOne() {
        PretendCluster.@Nullable Pod oldest = running.poll();
        if (oldest == null) {
            return false;
        }
        endNanos.put(oldest.attempt().task(), System.nanoTime());
        oldest.end();
        return true;
    }

    private void ended(TaskId task) {
        @Nullable Long shown = endNanos.remove(task);
        if (shown != null) {
            lags.add(System.nanoTime() - shown);
        }
        loop().release(task);
    }

    /** How many tasks have come to run so far, by the ledger. */
    int located() {
        return druid.located();
    }

    /** How many tasks there are. */
    int known() {
        return loop().snapshot().attempts().size();
    }

    /** Forgets how long turns took, and what Druid was told of late. */
    void forgetSpans() {
        meter.turns().forget();
        lags.forget();
    }

    /** How long each turn took of late. */
    Latencies turns() {
        return meter.turns().take();
    }

    /** How long after a pod's end was shown each task's end was known to Druid, of late. */
    Latencies lags() {
        return lags.take();
    }

    private TaskLoop loop() {
        return begun.loop();
    }

    @Override
    public Map<TaskId, TaskTraits> active() {
        return Map.of();
    }

    @Override
    public SortedMap<ClusterName, ClusterConnection> connect(Term term, Set<ClusterName> adopting) {
        TreeMap<ClusterName, ClusterConnection> clusters = new TreeMap<>();
        names.forEach(name -> clusters.put(name, new PretendCluster(name, outside, running::add)));
        return clusters;
    }

    @Override
    public LoopPorts ports(Lead lead, SortedMap<ClusterName, ClusterConnection> clusters) {
        return new LoopPorts(
                lead,
                clusters,
                new LoopPorts.Druid(
                        druid,
                        druid,
                        druid,
                        task -> CompletableFuture.completedFuture(false),
                        new UnheardPeons(),
                        (attempt, rules, from) -> CompletableFuture.completedFuture(
                                new StateSource.Captured(new TreeMap<>(), new TreeMap<>())),
                        () -> Integer.MAX_VALUE),
                new Untold(),
                new JobNames(""),
                new LoopPorts.Chance(() -> new Token(UUID.randomUUID().toString()), new SplittableRandom()::nextLong),
                meter.ofTheLoop());
    }

    @Override
    public void close() {
        thread.close();
        begun.writer().close();
        outside.shutdownNow();
    }

    /** Nobody is told how long things took by Henge's own count. */
    private static final class Untold implements Timings {
        @Override
        public void launched(Attempt attempt, Duration took) {}

        @Override
        public void started(Attempt attempt, Duration waited, Duration startup) {}

        @Override
        public void ended(Attempt attempt, Duration took) {}

        @Override
        public void turned(Duration waited) {}

        @Override
        public void wrote(int writes, Duration took) {}

        @Override
        public void failedOver(FailoverRecord failover) {}
    }
}
