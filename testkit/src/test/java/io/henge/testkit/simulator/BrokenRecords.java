package io.henge.testkit.simulator;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.PublishFate;
import io.henge.core.port.DruidStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Says of Druid's store what is not so.
 *
 * @param fate what it says of every publish, null to say what is so
 * @param allEnded whether it says that every task has ended
 */
record BrokenRecords(DruidStore sound, @Nullable PublishFate fate, boolean allEnded) implements DruidStore {
    @Override
    public CompletionStage<Boolean> isActive(TaskId task) {
        return allEnded ? CompletableFuture.completedFuture(false) : sound.isActive(task);
    }

    @Override
    public CompletionStage<PublishFate> publishFate(Attempt attempt) {
        return fate == null ? sound.publishFate(attempt) : CompletableFuture.completedFuture(fate);
    }
}
