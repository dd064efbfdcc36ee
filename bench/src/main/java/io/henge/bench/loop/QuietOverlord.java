package io.henge.bench.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.decide.Policies;
import io.henge.core.failover.PublishFate;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Lead;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.loop.LoopPorts;
import io.henge.core.loop.TaskLoop;
import io.henge.core.loop.TermStart;
import io.henge.core.loop.Thoughts;
import io.henge.core.placement.Asked;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.DruidStore;
import io.henge.core.port.StateSource;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskListener;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.fleet.RecordedTimings;
import io.henge.testkit.ledger.InMemoryLedger;
import io.henge.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One term's loop with many tasks, around which nothing happens but what a benchmark makes happen. */
final class QuietOverlord implements TermStart.Surroundings, TaskListener, DruidStore, TaskFiles {
    private static final ClusterName EAST = new ClusterName("east");
    private static final TaskTraits TRAITS = new TaskTraits("index_kafka", "flights", "group", 50);

    private final ManualClock clock = new ManualClock();
    private final QuietCluster east = new QuietCluster(EAST);
    private final List<Attempt> live = new ArrayList<>();
    private final LedgerWriter writer;
    private final TaskLoop loop;
    private int capacity;
    private int changes;
    private int placed;
    private int replaced;

    /** So many attempts run, and so many tasks wait for a place. */
    QuietOverlord(int running, int waiting) {
        InMemoryLedger ledger = new InMemoryLedger("henge-bench");
        Term before = ledger.lead("before", clock.instant());
        List<LedgerWrite> rows = new ArrayList<>(List.of(Attempts.searched(EAST.value())));
        for (int i = 0; i < running; i++) {
            Attempt row = Attempts.placed("live-" + i, EAST.value(), before.epoch(), clock.instant())
                    .withJobUid("uid");
            live.add(row);
            rows.add(new LedgerWrite.Put(row));
            east.show(row, Phase.RUNNING);
        }
        ledger.write(before, rows);
        capacity = running;
        TermStart.Begun begun = new TermStart(
                        ledger, "bench", Set.of(EAST), name -> true, Policies.DEFAULT, Thoughts.SOUND, clock)
                .begin(this);
        writer = begun.writer();
        loop = begun.loop();
        begun.takeOver(row -> {});
        for (int i = 0; i < waiting; i++) {
            loop.accept(new TaskId("waiting-" + i), TRAITS, Asked.NOTHING);
        }
        turn();
        turn();
    }

    /** The pod of one attempt is seen to wait, or to run again, and the loop takes a turn. */
    void changeOne() {
        Attempt attempt = live.get(changes % 100 % live.size());
        east.show(attempt, (changes / 100) % 2 == 0 ? Phase.PENDING : Phase.RUNNING);
        changes++;
        loop.jobChanged(EAST, attempt.address().job());
        turn();
    }

    /** There is one place more, and the loop takes a turn. */
    void placeOne() {
        capacity++;
        placed++;
        loop.capacityChanged();
        turn();
    }

    /** What a turn has begun comes to its end, and as many tasks wait as before. */
    void settle() {
        for (; replaced < placed; replaced++) {
            loop.accept(new TaskId("more-" + replaced), TRAITS, Asked.NOTHING);
        }
        LedgerWriter.Turn unused = writer.writeWaiting();
        turn();
        LedgerWriter.Turn unusedToo = writer.writeWaiting();
        turn();
    }

    private void turn() {
        var unused = loop.turn();
    }

    TaskLoop loop() {
        return loop;
    }

    @Override
    public Map<TaskId, TaskTraits> active() {
        return Map.of();
    }

    @Override
    public SortedMap<ClusterName, ClusterConnection> connect(Term term, Set<ClusterName> adopting) {
        return new TreeMap<>(Map.of(EAST, east));
    }

    @Override
    public LoopPorts ports(Lead lead, SortedMap<ClusterName, ClusterConnection> clusters) {
        return new LoopPorts(
                lead,
                clusters,
                new LoopPorts.Druid(
                        this,
                        this,
                        this,
                        task -> CompletableFuture.completedFuture(false),
                        new UnheardPeons(),
                        (attempt, rules, from) -> CompletableFuture.completedFuture(
                                new StateSource.Captured(new TreeMap<>(), new TreeMap<>())),
                        () -> Math.max(1, capacity)),
                new RecordedTimings(),
                Attempts::jobName,
                new LoopPorts.Chance(() -> new Token("token"), () -> 7),
                clock);
    }

    @Override
    public void located(TaskId task, Location location) {}

    @Override
    public void ended(TaskId task, Outcome outcome) {}

    @Override
    public CompletionStage<Boolean> isActive(TaskId task) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<PublishFate> publishFate(Attempt attempt) {
        return CompletableFuture.completedFuture(PublishFate.NOTHING);
    }

    @Override
    public CompletionStage<Outcome> readStatus(TaskId task) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<@Nullable Duration> readLease(AttemptId attempt) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Boolean> revoke(AttemptId attempt) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void leaveLog(AttemptId attempt, String text) {}

    @Override
    public LogDraft draftLog(AttemptId attempt) {
        throw new IllegalStateException("No log is saved here, but one of " + attempt + " was to be");
    }
}
