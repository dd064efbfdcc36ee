package io.henge.core.port;

import io.henge.core.attempt.TaskId;
import java.util.concurrent.CompletionStage;

/** Those of Druid's supervisors that run streaming tasks. Calls never block; answers come on any thread. */
public interface Supervisors {
    /**
     * Asks the task's supervisor to have it publish early what it has read, with all other tasks of its group, and to go
     * on with others from there.
     *
     * @return whether the supervisor was asked: not so where there is none, or the task publishes already; ends
     *     exceptionally where that could not be found out in time
     */
    CompletionStage<Boolean> handOver(TaskId task);
}
