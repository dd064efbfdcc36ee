package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.port.TaskFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of a pod's log to deep storage: read on its cluster's threads, then pushed on those of deep storage, so that deep
 * storage that hangs delays no cluster's other logs.
 */
final class LogCopy {
    private LogCopy() {}

    /** One try, which ends by then: with nothing if the log is saved or there is none, else with the reason. */
    static CompletionStage<Optional<ApiFailure>> copy(LoopPorts ports, Attempt attempt, Instant until) {
        TaskFiles.LogDraft draft = ports.druid().files().draftLog(attempt.task());
        return ports.cluster(attempt.cluster())
                .copyLog(attempt.address().job(), left(ports, until), draft)
                .thenCompose(failure -> {
                    if (failure.isEmpty()) {
                        return draft.push(left(ports, until))
                                .thenApply(why -> why.map(words -> new ApiFailure(ApiFailure.Kind.TRANSIENT, words)));
                    }
                    draft.discard();
                    return CompletableFuture.completedFuture(
                            failure.filter(why -> why.kind() != ApiFailure.Kind.NOT_FOUND));
                });
    }

    private static Duration left(LoopPorts ports, Instant until) {
        Duration left = Duration.between(ports.clock().instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
