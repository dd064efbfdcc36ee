package io.henge.peon;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.lease.LeaseWords;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lease that a task was shipped with.
 *
 * @param token that of its attempt, as it stands in the context
 */
record ShippedLease(AttemptId attempt, String token, Duration length) {
    /** As an Overlord writes it into the task's context; empty where it has given none. */
    static Optional<ShippedLease> in(@Nullable Map<String, Object> context) {
        if (context == null || !(context.get("henge") instanceof Map<?, ?> said)) {
            return Optional.empty();
        }
        return said.get("task") instanceof String task
                        && said.get("attempt") instanceof Integer number
                        && said.get("token") instanceof String token
                        && said.get(LeaseWords.CONTEXT_KEY) instanceof Integer seconds
                        && seconds > 0
                ? Optional.of(
                        new ShippedLease(new AttemptId(new TaskId(task), number), token, Duration.ofSeconds(seconds)))
                : Optional.empty();
    }

    /** What an Overlord is shown that is to renew it. */
    Map<String, Object> claim() {
        return Map.of("task", attempt.task().value(), "attempt", attempt.number(), "token", token);
    }
}
