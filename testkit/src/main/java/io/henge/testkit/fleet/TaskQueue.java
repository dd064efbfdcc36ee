package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.loop.TaskLoop;
import io.henge.core.placement.Asked;
import io.henge.core.port.LedgerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Druid's task queue in one Overlord, with the registry of futures that the runner gives it. What it does in which order
 * is as in Druid: a task that the runner knows already is not handed over again unless it is pending, a status that cannot
 * be stored is forgotten until the queue looks into the store again, and what the runner knows and the queue does not is
 * shut down.
 */
final class TaskQueue {
    private final SimulatedStore store;
    private final TaskLoop loop;
    private final Fuse fuse;
    private final Function<TaskId, Asked> asking;

    /** The tasks to be run. */
    private final TreeMap<TaskId, TaskTraits> tasks = new TreeMap<>();

    /** The tasks whose futures the queue listens to. */
    private final TreeSet<TaskId> attached = new TreeSet<>();

    /** The runner's futures: empty until they are completed. */
    private final TreeMap<TaskId, Optional<Outcome>> futures = new TreeMap<>();

    /** @param asking what a task asks of a cluster */
    TaskQueue(SimulatedStore store, TaskLoop loop, Fuse fuse, Function<TaskId, Asked> asking) {
        this.store = store;
        this.loop = loop;
        this.fuse = fuse;
        this.asking = asking;
    }

    /** The runner has found a row when its term began. */
    void restored(Attempt row) {
        futures.putIfAbsent(row.task(), Optional.empty());
    }

    /** The runner tells how a task has ended; the first word counts, and none for a task that was let go of. */
    void ended(TaskId task, Outcome outcome) {
        futures.computeIfPresent(task, (id, known) -> known.isPresent() ? known : Optional.of(outcome));
    }

    /** Takes a task that somebody submits; false if it could not be stored. */
    boolean add(TaskId task, TaskTraits traits) {
        if (!fuse.passes()) {
            return false;
        }
        try {
            store.insert(task, traits);
        } catch (LedgerException e) {
            return false;
        }
        if (!store.statuses().containsKey(task)) {
            tasks.putIfAbsent(task, traits);
            manage();
        }
        return true;
    }

    /** Ends a task by a person's word. */
    void kill(TaskId task) {
        if (tasks.containsKey(task)) {
            notifyStatus(task, Outcome.failure("Killed by its user"));
        }
    }

    /** Makes the tasks to be run those that have not ended by the store; nothing changes if it does not answer. */
    void sync() {
        SortedMap<TaskId, TaskTraits> active;
        try {
            active = store.active();
        } catch (LedgerException e) {
            return;
        }
        sync(active);
    }

    /** Makes the tasks to be run the given ones. */
    void sync(SortedMap<TaskId, TaskTraits> active) {
        tasks.keySet().retainAll(active.keySet());
        tasks.putAll(active);
        manage();
    }

    /** One round: hands tasks over, takes in what has ended, and shuts down what nobody wants any more. */
    void manage() {
        TreeSet<TaskId> known = new TreeSet<>(futures.keySet());
        for (Map.Entry<TaskId, TaskTraits> task : List.copyOf(new TreeMap<>(tasks).entrySet())) {
            hand(task.getKey(), task.getValue());
        }
        boolean unused = takeIn();
        known.stream().filter(task -> !tasks.containsKey(task)).forEach(this::release);
    }

    /** Takes in what has ended, as its futures tell; where one does, a whole round follows. */
    void listen() {
        if (takeIn()) {
            manage();
        }
    }

    private boolean takeIn() {
        boolean any = false;
        for (TaskId task : List.copyOf(attached)) {
            Optional<Outcome> outcome = futures.getOrDefault(task, Optional.empty());
            outcome.ifPresent(how -> notifyStatus(task, how));
            any |= outcome.isPresent();
        }
        return any;
    }

    private void hand(TaskId task, TaskTraits traits) {
        if (attached.add(task)) {
            if (!futures.containsKey(task)) {
                run(task, traits);
            }
        } else if (futures.containsKey(task) && loop.snapshot().pending().contains(task)) {
            run(task, traits);
        }
    }

    private void run(TaskId task, TaskTraits traits) {
        futures.putIfAbsent(task, Optional.empty());
        loop.accept(task, traits, asking.apply(task));
    }

    private void notifyStatus(TaskId task, Outcome outcome) {
        try {
            if (fuse.passes()) {
                store.end(task, outcome);
            }
        } catch (LedgerException e) {
            // Druid says so in its log, and goes on.
        }
        release(task);
        tasks.remove(task);
        attached.remove(task);
    }

    private void release(TaskId task) {
        futures.remove(task);
        loop.release(task);
    }
}
