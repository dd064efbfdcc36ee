package io.henge.core.ledger;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.LedgerEvent.Kind;
import org.jspecify.annotations.Nullable;

/** Which events are asked for: those that are about all that is given; null stands for any. */
public record EventFilter(
        @Nullable TaskId task,
        @Nullable ClusterName cluster,
        @Nullable Kind kind) {
    /** Every event. */
    public static final EventFilter ALL = new EventFilter(null, null, null);

    public EventFilter {
        if (kind == Kind.OTHER) {
            throw new IllegalArgumentException("Of kinds that are not known, none can be asked for");
        }
    }

    public boolean admits(LedgerEvent event) {
        return (task == null || task.equals(event.about().task()))
                && (cluster == null || cluster.equals(event.about().cluster()))
                && (kind == null || kind == event.kind());
    }
}
