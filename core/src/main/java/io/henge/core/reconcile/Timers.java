package io.henge.core.reconcile;

import io.henge.core.attempt.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** At most one time per task at which it is to be looked at again. Only the loop's thread may use it. */
final class Timers {
    private record Due(Instant at, TaskId task) {}

    private final TreeSet<Due> dues =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::task));
    private final Map<TaskId, Due> byTask = new HashMap<>();

    void set(TaskId task, Instant at) {
        clear(task);
        Due due = new Due(at, task);
        dues.add(due);
        byTask.put(task, due);
    }

    void clear(TaskId task) {
        @Nullable Due old = byTask.remove(task);
        if (old != null) {
            dues.remove(old);
        }
    }

    /** The tasks whose time has come, the earliest first; they have no time any more. */
    List<TaskId> takeDue(Instant now) {
        List<TaskId> taken = new ArrayList<>();
        while (!dues.isEmpty() && !dues.first().at().isAfter(now)) {
            TaskId task = dues.first().task();
            clear(task);
            taken.add(task);
        }
        return taken;
    }

    Optional<Instant> next() {
        return dues.isEmpty() ? Optional.empty() : Optional.of(dues.first().at());
    }
}
