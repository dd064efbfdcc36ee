package io.henge.core.reconcile;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.cluster.JobSighting;
import io.henge.core.reconcile.FleetSnapshot.ClusterSnapshot;
import io.henge.core.reconcile.Mailbox.JobKey;
import io.henge.core.reconcile.Mailbox.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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

    private final Mailbox mailbox = new Mailbox();
    private final TaskTable table = new TaskTable();
    private final Timers timers = new Timers();
    private final Effects effects;
    private final TreeMap<TaskId, TaskReport> reports = new TreeMap<>();
    private final Instant firstLookEnds;
    private @Nullable ClusterName lastPlaced;

    /** Set by whoever learns that the term is over; read at each turn. */
    private volatile boolean over;

    /** Publishes the newest snapshot to readers. */
    private volatile LoopSnapshot snapshot = LoopSnapshot.EMPTY;

    /** @param enabled the clusters to which new attempts may go at all */
    public TaskLoop(LoopPorts ports, Policies policies, Predicate<ClusterName> enabled) {
        this.ports = ports;
        this.policies = policies;
        this.enabled = enabled;
        this.firstLookEnds = ports.clock().instant().plus(policies.firstLook());
        this.effects = new Effects(ports, policies, mailbox, table);
        ports.writer().whenTermIsLost(this::endTerm);
    }

    /** Takes over the rows that earlier terms left, before the first turn. Their tasks are not launched again. */
    public void restore(List<Attempt> rows) {
        Instant now = ports.clock().instant();
        for (Attempt row : rows) {
            mailbox.post(new Note(row.task(), view -> TaskView.restored(row, now)));
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
        mailbox.post(new Note(task, view -> view == null ? TaskView.accepted(task, traits, now) : asked(view)));
    }

    /** Druid may ask again for a task that it had let go of, where its own store failed in between. */
    private TaskView asked(TaskView view) {
        if (!view.has(Mark.RELEASED)) {
            return view;
        }
        if (view.attempt() != null && view.attempt().outcome() != null) {
            ports.listener().ended(view.id(), view.attempt().outcome());
        }
        return view.without(Mark.RELEASED);
    }

    /**
     * Takes the outcome that the task's peon reported. It counts if it comes from the newest attempt and none is recorded
     * yet.
     */
    public void report(TaskId task, Token token, Outcome outcome) {
        mailbox.post(new Note(task, view -> isFrom(view, token) ? view.withReported(outcome) : view));
    }

    private static boolean isFrom(@Nullable TaskView view, Token token) {
        return view != null && view.attempt() != null && view.attempt().token().equals(token);
    }

    /** Lets go of a task: it is ended if it has not ended yet, then its Job is deleted and its row removed. */
    public void release(TaskId task) {
        mailbox.post(new Note(task, view -> view == null ? null : view.released()));
    }

    @Override
    public void jobChanged(ClusterName cluster, JobName job) {
        mailbox.post(new JobKey(cluster, job));
    }

    @Override
    public void clusterChanged(ClusterName cluster) {
        mailbox.post(cluster);
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
        Set<TaskId> changed = takeIn(mailbox.empty(), now);
        FleetSnapshot fleet = look(changed, now);
        changed.forEach(id -> observe(id, fleet, now));
        Plan plan = Planner.plan(ledgerSnapshot(changed), fleet, policies, now);
        changed.forEach(timers::clear);
        plan.lookAgain().forEach(timers::set);
        for (Action action : plan.actions()) {
            alone(action.task(), () -> carryOut(action));
            changed.add(action.task());
        }
        publish(changed, fleet, now);
        Optional<Instant> next = timers.next();
        return now.isBefore(firstLookEnds)
                        && next.filter(firstLookEnds::isAfter).isEmpty()
                ? Optional.of(firstLookEnds)
                : next;
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

    private Set<TaskId> takeIn(Mailbox.Contents contents, Instant now) {
        TreeSet<TaskId> changed = new TreeSet<>(timers.takeDue(now));
        for (Note note : contents.notes()) {
            alone(note.task(), () -> apply(note));
            changed.add(note.task());
        }
        contents.jobs().forEach(job -> table.find(job).ifPresent(changed::add));
        contents.clusters().forEach(cluster -> changed.addAll(table.on(cluster)));
        return changed;
    }

    private void apply(Note note) {
        @Nullable TaskView after = note.change().apply(table.find(note.task()).orElse(null));
        if (after == null) {
            table.remove(note.task());
        } else {
            table.put(after);
        }
    }

    /** Keeps what goes wrong with one task from the others; says whether it went well. */
    private static boolean alone(TaskId task, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            log.error("Task[{}] met a fault of Henge's own", task, e);
            return false;
        }
    }

    private FleetSnapshot look(Set<TaskId> changed, Instant now) {
        boolean placing = mayPlace(now);
        TreeMap<ClusterName, ClusterSnapshot> clusters = new TreeMap<>();
        ports.clusters().forEach((name, connection) -> {
            // Asked before the Jobs are: what is missing afterwards was missing after the list.
            boolean synced = connection.synced();
            @Nullable String trouble = connection.trouble().orElse(null);
            TreeMap<JobName, JobSighting> sightings = new TreeMap<>();
            TreeSet<JobName> unreadable = new TreeSet<>();
            for (TaskId id : changed) {
                Optional.ofNullable(table.find(id).map(TaskView::attempt).orElse(null))
                        .filter(attempt -> attempt.cluster().equals(name))
                        .map(attempt -> attempt.address().job())
                        .filter(job ->
                                !alone(id, () -> connection.find(job).ifPresent(seen -> sightings.put(job, seen))))
                        .ifPresent(unreadable::add);
            }
            boolean placeable = placing && synced && trouble == null && enabled.test(name);
            clusters.put(
                    name,
                    new ClusterSnapshot(connection.namespace(), placeable, synced, trouble, sightings, unreadable));
        });
        return new FleetSnapshot(clusters);
    }

    /** Otherwise the cluster that a new leader sees first would get everything that waits. */
    private boolean mayPlace(Instant now) {
        return !now.isBefore(firstLookEnds)
                || ports.clusters().values().stream()
                        .allMatch(cluster ->
                                cluster.synced() || cluster.trouble().isPresent() || !enabled.test(cluster.name()));
    }

    private void observe(TaskId id, FleetSnapshot fleet, Instant now) {
        Optional<TaskView> task = table.find(id);
        if (task.isEmpty() || task.get().attempt() == null) {
            return;
        }
        Optional<JobSighting> sighting = fleet.find(task.get().attempt());
        TaskView seen = sighting.isPresent() ? task.get().with(Mark.SIGHTED).launched(now) : task.get();
        boolean troubled = sighting.isPresent() && sighting.get().trouble() != null;
        if (!troubled) {
            seen = seen.withTroubleSince(null);
        } else if (seen.troubleSince() == null) {
            seen = seen.withTroubleSince(now);
        }
        table.put(seen);
    }

    private LedgerSnapshot ledgerSnapshot(Set<TaskId> changed) {
        List<TaskView> tasks = new ArrayList<>();
        for (TaskId id : changed) {
            table.find(id).filter(task -> !task.isWaiting()).ifPresent(tasks::add);
        }
        tasks.addAll(table.waiting((long) policies.capacity() - table.liveAttempts()));
        return new LedgerSnapshot(tasks, table.liveAttempts(), lastPlaced);
    }

    private void carryOut(Action action) {
        if (over) {
            return;
        }
        if (action instanceof Action.Place place) {
            lastPlaced = place.cluster();
        }
        Optional<Step> step = action.match(effects);
        step.ifPresent(
                begun -> table.put(table.find(action.task()).orElseThrow().begun(begun)));
    }

    private void publish(Set<TaskId> changed, FleetSnapshot fleet, Instant now) {
        if (changed.isEmpty()) {
            return;
        }
        for (TaskId id : changed) {
            Optional<TaskView> task = table.find(id);
            if (task.isPresent()) {
                reports.put(id, TaskReport.of(task.get(), fleet, reports.get(id), now));
            } else {
                reports.remove(id);
            }
        }
        snapshot = LoopSnapshot.of(new TreeMap<>(reports));
    }
}
