package io.henge.druid.fence;

import java.util.Optional;
import org.apache.druid.indexing.overlord.TaskMaster;

/** A task runner whose tasks have to pass a gate before they act. */
public interface GatedRunner {
    /** The gate of its term; empty while the term has not begun. */
    Optional<ActionGate> gate();

    /** The runner by which this Overlord leads; empty where it does not lead, or by another runner. */
    static Optional<GatedRunner> of(TaskMaster taskMaster) {
        return taskMaster.getTaskRunner().orNull() instanceof GatedRunner runner
                ? Optional.of(runner)
                : Optional.empty();
    }
}
