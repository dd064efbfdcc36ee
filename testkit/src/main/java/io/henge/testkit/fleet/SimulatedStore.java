package io.henge.testkit.fleet;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.port.LedgerException;
import io.henge.testkit.ledger.InMemoryLedger.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Druid itself keeps in its metadata store, as far as a runner matters to it: tasks with their statuses, and published
 * segments. Like the real one it knows no term: whoever asks is served.
 */
public final class SimulatedStore {
    private final TreeMap<TaskId, TaskTraits> tasks = new TreeMap<>();
    private final TreeMap<TaskId, Outcome> statuses = new TreeMap<>();
    private final TreeMap<String, AttemptId> segments = new TreeMap<>();
    private final List<AttemptId> commits = new ArrayList<>();
    private Store store = Store.ANSWERS;
    private boolean forgetsEnds;

    public void setStore(Store behaviour) {
        store = behaviour;
    }

    /** From now on, statuses are not recorded, or are again. */
    public void forgetEnds(boolean forgetful) {
        forgetsEnds = forgetful;
    }

    /** Takes a task; one that is there already stays as it is. */
    void insert(TaskId task, TaskTraits traits) {
        failIf(store == Store.FAILS);
        tasks.putIfAbsent(task, traits);
        failIf(store != Store.ANSWERS);
    }

    /** The tasks that have not ended. */
    SortedMap<TaskId, TaskTraits> active() {
        failIf(store != Store.ANSWERS);
        TreeMap<TaskId, TaskTraits> active = new TreeMap<>(tasks);
        active.keySet().removeAll(statuses.keySet());
        return active;
    }

    boolean isActive(TaskId task) {
        failIf(store != Store.ANSWERS);
        return tasks.containsKey(task) && !statuses.containsKey(task);
    }

    /** Records how a task ended, unless it has ended already; says whether it did. */
    boolean end(TaskId task, Outcome outcome) {
        failIf(store == Store.FAILS || forgetsEnds);
        boolean first = tasks.containsKey(task) && statuses.putIfAbsent(task, outcome) == null;
        failIf(store != Store.ANSWERS);
        return first;
    }

    /** Publishes segments in one transaction; those that are there already stay as they are. */
    void commit(AttemptId attempt, List<String> ids) {
        failIf(store == Store.FAILS);
        if (!segments.keySet().containsAll(ids)) {
            commits.add(attempt);
            ids.forEach(id -> segments.putIfAbsent(id, attempt));
        }
        failIf(store != Store.ANSWERS);
    }

    Set<String> find(Collection<String> ids) {
        failIf(store != Store.ANSWERS);
        TreeSet<String> found = new TreeSet<>(ids);
        found.retainAll(segments.keySet());
        return found;
    }

    /** Every task that was ever taken; for a test's own eyes, as is all that follows. */
    public SortedMap<TaskId, TaskTraits> tasks() {
        return Collections.unmodifiableSortedMap(tasks);
    }

    /** How tasks have ended. */
    public SortedMap<TaskId, Outcome> statuses() {
        return Collections.unmodifiableSortedMap(statuses);
    }

    Optional<Outcome> status(TaskId task) {
        return Optional.ofNullable(statuses.get(task));
    }

    /** The attempts that have published something, once per transaction, in that order. */
    public List<AttemptId> commits() {
        return Collections.unmodifiableList(commits);
    }

    private static void failIf(boolean failing) {
        if (failing) {
            throw new LedgerException("The metadata store is switched off by the test", null);
        }
    }
}
