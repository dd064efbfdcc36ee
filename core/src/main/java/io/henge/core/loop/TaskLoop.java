package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.Action;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.LedgerSnapshot;
import io.henge.core.decide.Mark;
import io.henge.core.decide.NextStep;
import io.henge.core.decide.Placement;
import io.henge.core.decide.Plan;
import io.henge.core.decide.Planner;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Step;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.RoundRobin;
import io.henge.core.port.ClusterConnection;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of one term's state. Callers only post to its mailbox; {@link #turn()} takes in what was posted,
 * builds snapshots, asks the {@link Planner} and hands its actions to {@link Effects}.
 *
 * <p>Nothing here waits: a turn takes as long as its own thinking. All public methods but {@link #turn()} may be called
 * by any thread.
 */
public final class TaskLoop implements ClusterConnection.Watcher {
    private static final Logger log = LoggerFactory.getLogger(TaskLoop.class);

    private final LoopPorts ports;
    private final Policies policies;
    private final Predicate<ClusterName> enabled;

    private final Mailbox mailbox;
    private final LoopState state;
    private final AttemptTable table;
    private final Timers<AttemptId> timers = new Timers<>();
    private final Lookout lookout;
    private final Effects effects;
    private final Strays strays;
    private final Adoption adoption;
    private final Operator operator;
    private final Reports reports = new Reports();
    private RoundRobin turns = RoundRobin.START;

    /** Set by whoever learns that the term is over; read at each turn. */
    private volatile boolean over;

    /** Publishes the newest snapshot to readers. */
    private volatile LoopSnapshot snapshot = LoopSnapshot.EMPTY;

    /** @param enabled the clusters to which new attempts may go at all */
    public TaskLoop(LoopPorts ports, Policies policies, Predicate<ClusterName> enabled) {
        this.ports = ports;
        this.policies = policies;
        this.enabled = enabled;
        this.mailbox = new Mailbox(ports.clock());
        this.state = new LoopState(new Milestones(ports.timings(), ports.clock()));
        this.table = state.table();
        this.lookout = new Lookout(ports, state, enabled, policies.firstLook());
        this.effects = new Effects(ports, policies, mailbox, state);
        this.strays = new Strays(ports, policies, mailbox);
        ClusterWrites records = new ClusterWrites(ports.writer(), mailbox, state);
        this.adoption = new Adoption(ports, mailbox, state, records);
        this.operator = new Operator(state, records, policies, ports.clusters().keySet(), lookout::placeable);
        ports.writer().whenTermIsLost(this::endTerm);
    }

    /**
     * Takes over what earlier terms left, before the first turn. Tasks with a row are not launched again.
     *
     * @param suspects tasks without a row that Druid's own runner may have launched, unless every cluster was searched
     *     for its Jobs before
     */
    public void restore(List<Attempt> rows, List<ClusterRecord> clusters, Map<TaskId, TaskTraits> suspects) {
        Instant now = ports.clock().instant();
        clusters.forEach(record -> note("cluster " + record.name(), known -> known.recorded(record)));
        note("adoption", known -> {
            known.suspects().putAll(suspects);
            return List.of();
        });
        for (Attempt row : rows) {
            ports.fence().put(row);
            note(row.id().toString(), known -> known.restored(row, now));
            if (row.outcome() != null) {
                ports.listener().ended(row.task(), row.outcome());
            } else if (row.location() != null) {
                ports.listener().located(row.task(), row.location());
            }
        }
    }

    /** Asks for a task to be run. A task that is known already goes on as it is. */
    public void accept(TaskId task, TaskTraits traits) {
        Instant now = ports.clock().instant();
        note(task.value(), known -> known.accepted(task, traits, now, ports.listener()));
    }

    /**
     * Takes the outcome that the task's peon reported. It counts if it comes from the newest attempt and none is recorded
     * yet.
     */
    public void report(TaskId task, Token token, Outcome outcome) {
        note(task.value(), known -> known.reported(task, token, outcome));
    }

    /** Lets go of a task: it is ended if it has not ended yet, then its Job is deleted and its row removed. */
    public void release(TaskId task) {
        note(task.value(), known -> known.released(task));
    }

    /**
     * Takes a task's present attempt from its cluster, by a person's word.
     *
     * @param to where the task is to go on if it can, null for anywhere else
     * @return ends when the attempt's right to act has ended by the ledger, or at once if nothing is done
     */
    public CompletionStage<Verdict> move(
            TaskId task, @Nullable ClusterName to, String who, String why, boolean dryRun) {
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        note(task.value(), known -> operator.move(new Operator.Move(task, to, who, why, dryRun), answer::complete));
        return answer;
    }

    /** Gives a cluster up, whatever its version; see {@link #declare}. */
    public CompletionStage<Verdict> declareDead(ClusterName cluster, String who, String why, boolean dryRun) {
        return declare(cluster, true, who, why, null, dryRun);
    }

    /** Takes back that a cluster was given up, whatever its version; see {@link #declare}. */
    public CompletionStage<Verdict> declareAlive(ClusterName cluster, String who, String why, boolean dryRun) {
        return declare(cluster, false, who, why, null, dryRun);
    }

    /**
     * Gives a cluster up, by a person's word, so that its attempts are taken from it; or takes that back, so that it can
     * take attempts again.
     *
     * @param ifVersion the only version of the cluster's record on which to do it, null for any
     * @return ends when the word is durable, or at once if nothing is done
     */
    public CompletionStage<Verdict> declare(
            ClusterName cluster, boolean dead, String who, String why, @Nullable Long ifVersion, boolean dryRun) {
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        ClusterRecord.Declaration word =
                new ClusterRecord.Declaration(who, why, ports.clock().instant());
        note(
                "cluster " + cluster,
                known -> operator.declare(
                        new Operator.Declare(cluster, dead, word, ifVersion, dryRun), answer::complete));
        return answer;
    }

    private void note(String subject, Function<LoopState, Collection<AttemptId>> change) {
        mailbox.post(new Note(subject, change));
    }

    @Override
    public void jobChanged(ClusterName cluster, JobName job) {
        mailbox.post(new JobKey(cluster, job));
    }

    @Override
    public void clusterChanged(ClusterName cluster) {
        mailbox.post(cluster);
    }

    /** Says that there may be another capacity now. What holds a place keeps it, also where there are too many. */
    public void capacityChanged() {
        note("capacity", known -> List.of());
    }

    /** Ends the loop's right to act, at once: nothing is sent any more, by no later turn. */
    public void endTerm() {
        over = true;
        mailbox.wake();
    }

    /** The state after the newest turn. */
    public LoopSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Does everything that can be done now. To be called by one thread, when something was posted or the time that the
     * turn before returned has come.
     *
     * @return when time alone will give the loop something to do, if ever
     */
    public Optional<Instant> turn() {
        if (over) {
            return Optional.empty();
        }
        Instant now = ports.clock().instant();
        Mailbox.Contents contents = mailbox.empty();
        contents.since().ifPresent(since -> ports.timings().turned(Milestones.between(since, now)));
        Set<AttemptId> changed = takeIn(contents, now);
        FleetSnapshot fleet = lookout.look(changed, now);
        changed.forEach(id -> observe(id, fleet, now));
        Policies limits = policies.withCapacity(ports.capacity().getAsInt());
        Plan plan = Planner.plan(ledgerSnapshot(changed, fleet, limits), fleet, limits, now);
        changed.forEach(timers::clear);
        plan.lookAgain().forEach(timers::set);
        turns = plan.turns();
        for (Action action : plan.actions()) {
            alone(action.id().toString(), () -> carryOut(action));
            changed.add(action.id());
        }
        if (!over) {
            strays.turn(table, now);
            adoption.turn(now);
        }
        if (!changed.isEmpty()
                || !contents.notes().isEmpty()
                || !contents.clusters().isEmpty()) {
            publish(changed, fleet, limits, plan, now);
        }
        return Stream.of(timers.next(), strays.next(), lookout.next(now))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** Returns when something has been posted, or after {@code atMost}; for the thread that turns the loop. */
    void await(Duration atMost) throws InterruptedException {
        mailbox.await(atMost);
    }

    boolean isOver() {
        return over;
    }

    /** Marks every task for the next turn, in case a change was not told. */
    void lookAtAll() {
        ports.clusters().keySet().forEach(mailbox::post);
    }

    private Set<AttemptId> takeIn(Mailbox.Contents contents, Instant now) {
        TreeSet<AttemptId> changed = new TreeSet<>(timers.takeDue(now));
        for (Note note : contents.notes()) {
            alone(note.subject(), () -> changed.addAll(note.change().apply(state)));
        }
        contents.jobs().forEach(job -> table.find(job).ifPresentOrElse(changed::add, () -> strays.suspect(job)));
        for (ClusterName cluster : contents.clusters()) {
            changed.addAll(table.on(cluster));
            strays.suspectAll(cluster, table);
        }
        return changed;
    }

    /** Keeps what goes wrong with one task from the others; says whether it went well. */
    static boolean alone(String subject, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            log.error("[{}] met a fault of Henge's own", subject, e);
            return false;
        }
    }

    private void observe(AttemptId id, FleetSnapshot fleet, Instant now) {
        Optional<AttemptView> task = table.find(id);
        if (task.isEmpty() || task.get().attempt() == null) {
            return;
        }
        Optional<JobSighting> sighting = fleet.find(task.get().attempt());
        AttemptView seen = sighting.isPresent() ? task.get().sighted(sighting.get(), now) : task.get();
        seen = hasStarted(sighting) ? seen.with(Mark.STARTED) : seen;
        seen = NextStep.isPurged(seen, fleet) ? seen.with(Mark.PURGED) : seen.without(Mark.PURGED);
        boolean stuck = sighting.isPresent() && sighting.get().isStuck();
        if (!stuck) {
            seen = seen.withTroubleSince(null);
        } else if (seen.troubleSince() == null) {
            seen = seen.withTroubleSince(now);
        }
        table.put(seen);
    }

    private static boolean hasStarted(Optional<JobSighting> sighting) {
        return sighting.isPresent() && sighting.get().phase() != JobSighting.Phase.PENDING;
    }

    private LedgerSnapshot ledgerSnapshot(Set<AttemptId> changed, FleetSnapshot fleet, Policies limits) {
        List<AttemptView> tasks = new ArrayList<>();
        for (AttemptId id : changed) {
            table.find(id).filter(task -> !task.isWaiting()).ifPresent(tasks::add);
        }
        SortedMap<ClusterName, Integer> live = table.live();
        tasks.addAll(table.waiting(new Placement(live, fleet, limits).free()));
        return new LedgerSnapshot(tasks, live, turns, ports.seeds().getAsLong());
    }

    private void carryOut(Action action) {
        if (over) {
            return;
        }
        Optional<Step> step = action.match(effects);
        step.ifPresent(begun -> table.change(
                action.id(),
                view -> action instanceof Action.Place place ? view.placing(place.cluster()) : view.begun(begun)));
    }

    private void publish(Set<AttemptId> changed, FleetSnapshot fleet, Policies limits, Plan plan, Instant now) {
        for (AttemptId id : changed) {
            Optional<AttemptView> task = table.find(id);
            if (task.isPresent()) {
                reports.put(AttemptReport.of(task.get(), fleet, reports.find(id), now));
            } else {
                reports.remove(id);
            }
        }
        Placement places = new Placement(table.live(), fleet, limits);
        List<ClusterReport> clusters = ports.clusters().keySet().stream()
                .map(name -> ClusterReport.of(
                        state.record(name),
                        enabled.test(name),
                        Objects.requireNonNull(fleet.clusters().get(name)),
                        ports.cluster(name).warning(),
                        reports.countOn(name),
                        places))
                .toList();
        snapshot = reports.snapshot(clusters, state.suspects().keySet(), plan.whyWaiting());
    }
}
