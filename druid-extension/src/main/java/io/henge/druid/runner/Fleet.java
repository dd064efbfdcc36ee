package io.henge.druid.runner;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.loop.DrainWords;
import io.henge.core.loop.TaskLoop;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Preference;
import io.henge.core.port.ClusterConnection;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.Explanation;
import io.henge.core.report.LoopSnapshot;
import io.henge.druid.dynamic.PlacementRules;
import io.henge.druid.fence.ActionGate;
import io.henge.druid.metrics.Exposition;
import io.henge.druid.metrics.Gauges;
import io.henge.druid.store.History;
import io.henge.druid.task.Traits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * The clusters of one leadership period, for all who are not Druid's task queue: what is known of them and of the tasks
 * there, and an operator's word on them. Reads one immutable snapshot; safe for use by several threads.
 */
public final class Fleet {
    private final TaskRegistry registry;
    private final List<String> templateKeys;
    private final Asking asking;
    private final Function<TaskId, Optional<Task>> queue;

    /** Set when the period has begun, published to Druid's threads. */
    private volatile @Nullable RunnerTerm term;

    /** Likewise. */
    private volatile @Nullable AskingUpkeep upkeep;

    /** Likewise. */
    private volatile @Nullable RestoredTasks restored;

    /**
     * Before the period has begun.
     *
     * @param templateKeys the keys of the pod templates, in order
     * @param queue the tasks that Druid wants to be run
     */
    Fleet(TaskRegistry registry, List<String> templateKeys, Asking asking, Function<TaskId, Optional<Task>> queue) {
        this.asking = asking;
        this.queue = queue;
        this.registry = registry;
        this.templateKeys = List.copyOf(templateKeys);
    }

    void begin(RunnerTerm begun) {
        AskingUpkeep keeping = new AskingUpkeep(asking, registry, begun.loop()::asked);
        term = begun;
        upkeep = keeping;
        keeping.start();
        RestoredTasks learning = new RestoredTasks(registry, queue, keeping::renew);
        restored = learning;
        learning.start();
    }

    void end() {
        Optional.ofNullable(restored).ifPresent(RestoredTasks::close);
        Optional.ofNullable(upkeep).ifPresent(AskingUpkeep::close);
        present().ifPresent(RunnerTerm::close);
    }

    /** Says what one task asks for now. */
    void renew(TaskItem item) {
        Optional.ofNullable(upkeep).ifPresent(keeping -> keeping.renew(item));
    }

    /** The rules of this moment. */
    public PlacementRules rules() {
        return asking.rules();
    }

    /** The state of all tasks after the loop's newest turn. */
    public LoopSnapshot snapshot() {
        return present().map(running -> running.loop().snapshot()).orElse(LoopSnapshot.EMPTY);
    }

    /** All attempts of a task that are still recorded, the oldest first. */
    public List<AttemptReport> attemptsOf(String task) {
        return TaskId.of(task).map(snapshot()::of).orElse(List.of());
    }

    /**
     * Where a task would go now that is not submitted.
     *
     * @throws IllegalArgumentException with a sentence where the task's own words are wrong
     */
    public Explanation explain(Task task) {
        return snapshot().explain(Preference.of(asking.of(task, Traits.of(task)).asked()));
    }

    /** Whether Druid waits for the task here, or an earlier term had taken it and Druid has not let go of it. */
    public boolean knows(String task) {
        return registry.find(task).isPresent();
    }

    /** Whether the task is known here, or Druid's own runner may have launched it on a cluster. */
    public boolean mayHave(String task) {
        return knows(task) || TaskId.of(task).filter(snapshot()::mayHave).isPresent();
    }

    /** The keys of the pod templates, in order; empty where Jobs are not made from templates. */
    public List<String> templateKeys() {
        return templateKeys;
    }

    /** Takes a task's present attempt from its cluster; see {@link TaskLoop#move}. */
    public CompletionStage<Verdict> move(
            String task, @Nullable ClusterName to, String who, String why, boolean dryRun) {
        return TaskId.of(task)
                .map(id -> term().loop().move(id, to, who, why, dryRun))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        Verdict.refused(Verdict.Kind.NOT_FOUND, "Task[" + task + "] is not known")));
    }

    /** Has something recorded of a cluster; see {@link TaskLoop#declare}. */
    public CompletionStage<Verdict> declare(
            ClusterName cluster, ClusterWord said, String who, String why, @Nullable Long ifVersion, boolean dryRun) {
        return term().loop().declare(cluster, said, who, why, ifVersion, dryRun);
    }

    /** Empties a cluster; see {@link DrainWords#drain}. */
    public CompletionStage<Verdict> drain(DrainWords.Asked asked) {
        return term().loop().drainWords().drain(asked);
    }

    /** Tells how far the drain of a cluster has come. */
    public CompletionStage<Verdict> lookAtDrain(ClusterName cluster) {
        return term().loop().drainWords().look(cluster);
    }

    /** Places no attempt anywhere, or places attempts again; see {@link TaskLoop#pause}. */
    public CompletionStage<Verdict> pause(boolean on, String who, String why, boolean dryRun) {
        return term().loop().pause(on, who, why, dryRun);
    }

    /** What was decided, the newest first; see {@link History#events}. */
    public CompletionStage<List<LedgerWrite.Note>> events(EventFilter filter, long before, int limit) {
        return term().history().events(filter, before, limit);
    }

    /** What was failed over, the newest first; see {@link History#failovers}. */
    public CompletionStage<List<LedgerWrite.PutFailover>> failovers(FailoverFilter filter, long before, int limit) {
        return term().history().failovers(filter, before, limit);
    }

    /**
     * Says that the dynamic configuration may be another. When this returns, every task that has come asks by the rules of
     * now, so that the loop's next turn goes by them. Where the rules are others than before, it goes through all tasks.
     */
    public void configurationChanged() {
        Optional.ofNullable(upkeep).ifPresent(AskingUpkeep::followRules);
        present().ifPresent(running -> {
            running.loop().capacityChanged();
            running.registrar().wake();
        });
    }

    /**
     * Why the clusters of the dynamic configuration cannot be these; empty if they can. Reads their kubeconfigs.
     *
     * @param clusters all that are to be registered there from then on
     */
    public Optional<Verdict.Refusal> refusalOf(List<Map<String, Object>> clusters) {
        RunnerTerm running = term();
        Coming coming = running.registrar().coming();
        Registrations.Checked checked = coming.check(clusters);
        if (checked.complaint().isPresent()) {
            return checked.complaint().map(why -> new Verdict.Refusal(Verdict.Kind.INVALID, why));
        }
        return new TakenClusters(
                        running.registrar().registered(), coming.wanted().entries())
                .conflict(checked.entries(), snapshot().clusters())
                .map(why -> new Verdict.Refusal(Verdict.Kind.CONFLICT, why));
    }

    /** Where the entry of a cluster is. */
    public Origin originOf(ClusterName cluster) {
        return present()
                .filter(running -> running.clusters().containsKey(cluster))
                .map(running -> running.registrar().originOf(cluster))
                .orElse(Origin.NONE);
    }

    /** What is said of the clusters that were registered while this period lasts. */
    Map<ClusterName, ClusterProfile> registeredProfiles() {
        return present().map(running -> running.registrar().profiles()).orElse(Map.of());
    }

    Optional<ActionGate> gate() {
        return present().map(RunnerTerm::gate);
    }

    /** All metrics of the period, as they are now; empty before it has begun. */
    public Optional<Exposition> exposition() {
        return present().map(RunnerTerm::exposition);
    }

    Optional<Gauges> takeGauges() {
        return present().map(RunnerTerm::takeGauges);
    }

    TaskLoop loop() {
        return term().loop();
    }

    /** The task's present attempt, where it has a row. */
    Optional<Attempt> attemptOf(String task) {
        return TaskId.of(task).flatMap(snapshot()::find).map(AttemptReport::attempt);
    }

    Optional<ClusterConnection> clusterOf(Attempt attempt) {
        return Optional.ofNullable(term().clusters().get(attempt.cluster()));
    }

    private Optional<RunnerTerm> present() {
        return Optional.ofNullable(term);
    }

    private RunnerTerm term() {
        return present().orElseThrow(() -> new IllegalStateException("The runner has not been started"));
    }
}
