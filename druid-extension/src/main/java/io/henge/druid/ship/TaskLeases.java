package io.henge.druid.ship;

import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.PurgeMode;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rules;
import io.henge.druid.placement.Subjects;
import io.henge.druid.task.Traits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.druid.indexing.common.task.Task;

/**
 * Which tasks are shipped with a lease: those of which no two processes may run at once, also where nobody sees the cluster of
 * one. Safe for use by several threads.
 */
public final class TaskLeases {
    private final Supplier<Rules> rules;
    private final Duration lease;

    /** @param rules those of this moment */
    public TaskLeases(Supplier<Rules> rules, Duration lease) {
        this.rules = rules;
        this.lease = lease;
    }

    /**
     * The lease of a task that is shipped now; empty for one that needs none.
     *
     * @throws IllegalArgumentException where the task's own words are wrong
     */
    Optional<Duration> of(Task task) {
        if (task.getContext() == null) {
            // Druid's own getters fail there; nobody can hand over such a task.
            return Optional.empty();
        }
        FailoverPolicy policy = rules.get()
                .asked(Traits.of(task), Subjects.ofTaken(task), Needs.NONE)
                .failover();
        return policy.purgeMode() == PurgeMode.DIRECTLY ? Optional.of(lease) : Optional.empty();
    }
}
