package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.port.TaskFiles;
import io.henge.core.report.LogPreface;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
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
        String preface = LogPreface.of(attempt);
        TaskFiles.LogDraft draft = ports.druid().files().draftLog(attempt.id());
        return ports.cluster(attempt.cluster())
                .copyLog(attempt.address().job(), left(ports, until), log -> draft.accept(after(preface, log)))
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

    private static InputStream after(String preface, InputStream log) {
        return new SequenceInputStream(new ByteArrayInputStream(preface.getBytes(StandardCharsets.UTF_8)), log);
    }

    private static Duration left(LoopPorts ports, Instant until) {
        Duration left = Duration.between(ports.clock().instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
