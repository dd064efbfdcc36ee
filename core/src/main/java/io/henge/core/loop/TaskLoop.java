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
import io.henge.core.decide.Action;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Draw;
import io.henge.core.decide.FleetAction;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Inheritance;
import io.henge.core.decide.LedgerSnapshot;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Plan;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Request;
import io.henge.core.decide.Step;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Asked;
import io.henge.core.port.ClusterConnection;
import io.henge.core.report.LoopSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of one term's state. Callers only post to its mailbox; {@link #turn()} takes in what was posted,
 * builds snapshots, asks the {@link Planner} and hands its actions to {@link Effects}.
 *
 * <p>Nothing here waits: a turn takes as long as its own thinking. All public methods but {@link #turn()} may be called
 * by any thread.
 */
public final class TaskLoop implements ClusterConnection.Watcher {
    private final LoopPorts ports;
    private final Policies policies;
    private final Thoughts thoughts;
    private final FirstLook firstLook;
    private final Mailbox mailbox;
    private final LoopState state;
    private final AttemptTable table;
    private final Timers<AttemptId> timers = new Timers<>();
    private final Faults faults = new Faults();
    private final Strays strays = new Strays();
    private final Lookout lookout;
    private final Departures departures;
    private final Effects effects;
    private final FleetEffects fleetEffects;
    private final Reports reports = new Reports();
    private final Roster roster;
    private final Round<ClusterName> clusterRound = new Round<>();
    private final Sweep sweep = new Sweep(Sweep.AT_ONCE_MAX);
    private Allotment allotment = Allotment.START;

    /** When time alone gives something to do beside the timers, if ever. */
    private Optional<Instant> lookAgainAt = Optional.empty();

    /** Set by whoever learns that the term is over; read at each turn. */
    private volatile boolean over;

    /** Publishes the newest snapshot to readers. */
    private volatile LoopSnapshot snapshot = LoopSnapshot.EMPTY;

    /**
     * @param enabled the clusters to which new attempts may go at all
     * @param thoughts what it thinks of what it sees
     */
    public TaskLoop(LoopPorts ports, Policies policies, Predicate<ClusterName> enabled, Thoughts thoughts) {
        this.ports = ports;
        this.policies = policies;
        this.thoughts = thoughts;
        this.firstLook = new FirstLook(policies.starting().firstLook(), ports.clock());
        this.mailbox = new Mailbox(ports.clock());
        this.state = new LoopState(new Milestones(ports.timings(), ports.clock()));
        this.table = state.table();
        this.roster = new Roster(ports, mailbox, this, enabled);
        this.departures = new Departures(state, () -> ports.clusters().keySet());
        this.effects = new Effects(ports, policies, mailbox, state);
        this.fleetEffects = new FleetEffects(ports, policies, mailbox, state, strays);
        this.lookout = new Lookout(ports, state, strays, roster, fleetEffects.keepers(), faults);
        ports.lead().writer().whenTermIsLost(this::endTerm);
    }

    /**
     * Takes over what earlier terms left, before the first turn. Tasks with a row are not launched again.
     *
     * @param suspects tasks without a row that Druid's own runner may have launched, unless every cluster was searched
     *     for its Jobs before
     */
    void restore(Inheritance inherited, Map<TaskId, TaskTraits> suspects) {
        Instant now = ports.clock().instant();
        note("pause", known -> known.paused(inherited.pause()));
        inherited.clusters().forEach(record -> note("cluster " + record.name(), known -> known.recorded(record)));
        note("adoption", known -> {
            known.suspects().putAll(suspects);
            return List.of();
        });
        for (Attempt row : inherited.rows()) {
            ports.lead().fence().put(row);
            note(row.id().toString(), known -> {
                sweep.addNew(known.restored(row, now));
                return List.of();
            });
            if (row.outcome() != null) {
                ports.druid().listener().ended(row.task(), row.outcome());
            } else if (row.location() != null) {
                ports.druid().listener().located(row.task(), row.location());
            }
        }
    }

    /** Asks for a task to be run. A task that is known already goes on as it is. */
    public void accept(TaskId task, TaskTraits traits, Asked asked) {
        Instant now = ports.clock().instant();
        note(
                task.value(),
                known -> sweep.addBut(
                        this::isWaiting,
                        known.accepted(task, traits, asked, now, ports.druid().listener())));
    }

    private boolean isWaiting(AttemptId id) {
        return table.find(id).filter(AttemptView::isWaiting).isPresent();
    }

    /** Says what tasks ask of a cluster now; counts for those that wait for one, and else for the next attempt. */
    public void asked(Map<TaskId, Asked> tasks) {
        note("what is asked", known -> sweep.addBut(this::isWaiting, known.asked(tasks)));
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
        return ask(number -> new Request.Move(number, task, to, who, why, dryRun));
    }

    /**
     * Has a person's word on a cluster recorded, which counts from the next turn on.
     *
     * @param ifVersion the only version of the cluster's record on which to do it, null for any
     * @return ends when the word is durable, or at once if nothing is done
     */
    public CompletionStage<Verdict> declare(
            ClusterName cluster, ClusterWord said, String who, String why, @Nullable Long ifVersion, boolean dryRun) {
        ClusterRecord.Declaration word = word(who, why);
        return ask(number -> new Request.Declare(number, cluster, said, word, null, ifVersion, dryRun));
    }

    /** What people say of drains. */
    public DrainWords drainWords() {
        return new DrainWords(this::ask, ports.clock());
    }

    /** How clusters come and go. */
    public Roster roster() {
        return roster;
    }

    private ClusterRecord.Declaration word(String who, String why) {
        return new ClusterRecord.Declaration(who, why, ports.clock().instant());
    }

    /** Places no attempt anywhere from then on, by a person's word; or, with {@code on} false, places attempts again. */
    public CompletionStage<Verdict> pause(boolean on, String who, String why, boolean dryRun) {
        ClusterRecord.Declaration word = word(who, why);
        return ask(number -> new Request.Pause(number, on, word, dryRun));
    }

    private CompletionStage<Verdict> ask(LongFunction<Request> request) {
        Requests.Open open = state.requests().open(request);
        note("request", known -> {
            known.requests().add(open);
            return List.of();
        });
        return open.stage();
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

    @Override
    public void answers(ClusterName cluster) {
        firstLook.answered();
        capacityChanged();
    }

    @Override
    public void offerRead(ClusterName cluster) {
        capacityChanged();
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
        if (lookout.observe(changed, fleet, thoughts, now)) {
            mailbox.wake();
        }
        Policies limits =
                roster.limits(policies).withCapacity(ports.druid().capacity().getAsInt());
        Optional<Request> request = state.requests().first();
        Plan plan = thoughts.planning().plan(ledgerSnapshot(changed, fleet, limits, now), fleet, limits, now);
        plan.faults().forEach(fault -> faults.met(fault.subject(), fault.cause()));
        changed.forEach(timers::clear);
        plan.lookAgain().forEach(timers::set);
        lookAgainAt = plan.lookAgainAt();
        allotment = plan.allotment();
        carryOut(plan, changed);
        if ((request.isPresent() && state.requests().judged()) || !sweep.isDone()) {
            mailbox.wake();
        }
        if (!changed.isEmpty()
                || contents.hasNews()
                || lookout.takeChanged()
                || departures.losses().takeChanged()) {
            publish(changed, fleet, limits, now);
        }
        return Stream.of(timers.next(), lookAgainAt, departures.next(), lookout.next())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private void carryOut(Plan plan, Set<AttemptId> changed) {
        for (Action action : plan.actions()) {
            faults.alone(action.id().toString(), () -> carryOut(action));
            changed.add(action.id());
        }
        for (FleetAction action : plan.fleetActions()) {
            if (!over) {
                faults.alone(action.toString(), () -> action.match(fleetEffects));
            }
        }
    }

    /** Returns when something has been posted, or after {@code atMost}; for the thread that turns the loop. */
    void await(Duration atMost) throws InterruptedException {
        mailbox.await(atMost);
    }

    boolean isOver() {
        return over;
    }

    /** Marks some of the attempts and clusters for the next turn, in case a change was not told. */
    void lookAround() {
        note("round", known -> {
            clusterRound.next(ports.clusters().navigableKeySet()).forEach(lookout::changed);
            return sweep.nextOfRound(table.ids());
        });
    }

    private Set<AttemptId> takeIn(Mailbox.Contents contents, Instant now) {
        TreeSet<AttemptId> changed = new TreeSet<>(timers.takeDue(now));
        for (Note note : contents.notes()) {
            faults.alone(note.subject(), () -> changed.addAll(note.change().apply(state)));
        }
        contents.jobs().forEach(job -> table.find(job).ifPresentOrElse(changed::add, () -> strays.suspect(job)));
        for (ClusterName cluster : contents.clusters()) {
            sweep.add(table.on(cluster));
            lookout.changed(cluster);
        }
        sweep.takeInto(changed);
        return changed;
    }

    private LedgerSnapshot ledgerSnapshot(Set<AttemptId> changed, FleetSnapshot fleet, Policies limits, Instant now) {
        List<AttemptView> attempts = new ArrayList<>();
        TreeMap<AttemptId, List<AttemptView>> families = new TreeMap<>();
        for (AttemptId id : changed) {
            table.find(id).filter(view -> !view.isWaiting()).ifPresent(view -> {
                attempts.add(view);
                if (view.has(Mark.UNFOLLOWED)) {
                    families.put(id, table.subTasksOf(view));
                }
            });
        }
        Chores chores = new Chores(
                strays.views(ports, table, fleetEffects.keepers().identities()::isDoubted),
                fleetEffects.searches().view(),
                state.requests().first().map(asked -> Questions.of(asked, table, fleetEffects)),
                departures.drains().views(now),
                departures.losses().views(fleet, limits, now),
                table.leaving());
        return new LedgerSnapshot(
                attempts,
                families,
                table.waiting(),
                fleet.heldOverAll(table.held(), table::occupancy, limits),
                chores,
                new Draw(allotment.turns(), ports.chance().seeds().getAsLong()),
                firstLook.ends(fleet));
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

    private void publish(Set<AttemptId> changed, FleetSnapshot fleet, Policies limits, Instant now) {
        Set<AttemptId> told = new TreeSet<>(changed);
        told.addAll(sweep.takeUntold());
        for (AttemptId id : told) {
            faults.alone(
                    id.toString(),
                    () -> table.find(id)
                            .ifPresentOrElse(
                                    view -> reports.put(thoughts.report(view, fleet, limits, reports.find(id), now)),
                                    () -> reports.remove(id)));
        }
        snapshot = reports.snapshot(fleet, state::record, state.suspects(), departures.losses()::forecast, allotment);
    }

    /** How many thoughts have failed by faults of Henge's own since this was last asked. */
    public long takeFaults() {
        return faults.take();
    }
}
