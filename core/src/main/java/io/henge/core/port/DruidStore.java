package io.henge.core.port;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.PublishFate;
import java.util.concurrent.CompletionStage;

/**
 * What Druid's metadata store says of tasks and segments, as a port. No method blocks; stages end within a deadline, and
 * exceptionally where the store could not be asked.
 */
public interface DruidStore {
    /** Whether the task has not ended by Druid's own record. */
    CompletionStage<Boolean> isActive(TaskId task);

    /** What of the attempt is published; asked when nobody acts for it any more. */
    CompletionStage<PublishFate> publishFate(Attempt attempt);
}
