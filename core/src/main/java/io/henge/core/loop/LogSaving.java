package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Retry;
import io.henge.core.port.TaskFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings logs of pods to deep storage: reads each on its cluster's threads, then pushes it on those of deep storage, so
 * that deep storage that hangs delays no cluster's other logs.
 */
final class LogSaving {
    private static final Logger log = LoggerFactory.getLogger(LogSaving.class);

    /** With the pauses of {@link Retry}, about half a minute: a restart of an API server or of deep storage. */
    private static final int TRIES_MAX = 6;

    /** The most that a killed pod's log may delay its end. */
    private static final Duration LIMIT_CUT_SHORT = Duration.ofSeconds(10);

    private final LoopPorts ports;
    private final Duration limit;
    private final InstantSource clock;

    /** @param limit for one log: all tries at it, waiting and copying together */
    LogSaving(LoopPorts ports, Duration limit) {
        this.ports = ports;
        this.limit = limit;
        this.clock = ports.clock();
    }

    /** The task with the time until which its log may be saved, which its first try sets. */
    AttemptView begun(AttemptView task) {
        Duration most = task.has(Mark.CUT_SHORT) && LIMIT_CUT_SHORT.compareTo(limit) < 0 ? LIMIT_CUT_SHORT : limit;
        return task.logUntil() == null ? task.withLogUntil(clock.instant().plus(most)) : task;
    }

    /** One try, which ends by then: with nothing if the log is saved or there is none, else with the reason. */
    CompletionStage<Optional<String>> save(Attempt attempt, Instant until) {
        TaskFiles.LogDraft draft = ports.files().draftLog(attempt.task());
        return ports.cluster(attempt.cluster())
                .copyLog(attempt.address().job(), left(until), draft)
                .thenCompose(failure -> {
                    if (failure.isEmpty()) {
                        return draft.push(left(until));
                    }
                    draft.discard();
                    return CompletableFuture.completedFuture(
                            failure.filter(why -> why.kind() != ApiFailure.Kind.NOT_FOUND)
                                    .map(ApiFailure::message));
                });
    }

    private Duration left(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The task after a try: done with its log, or to try again while there is time. */
    AttemptView tried(AttemptView task, Optional<String> failure) {
        if (failure.isEmpty()) {
            return task.with(Mark.LOG_SAVED).done();
        }
        AttemptView again = task.failed("The log could not be saved: " + failure.get(), clock.instant());
        boolean inTime = task.logUntil() != null
                && again.retry().notBefore() != null
                && again.retry().notBefore().isBefore(task.logUntil());
        if (inTime && again.retry().failures() < TRIES_MAX) {
            return again;
        }
        log.warn(
                "The log of task[{}] is not in deep storage and is lost with its pod; its outcome is recorded all the "
                        + "same. {}",
                task.task(),
                failure.get());
        return task.with(Mark.LOG_SAVED).done();
    }
}
