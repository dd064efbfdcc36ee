package io.henge.druid.fence;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.fence.Claim;
import java.util.Map;
import java.util.Optional;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/** Reads what a task's context says of the attempt that it belongs to. */
public final class Claims {
    /** The context key that tells an attempt's actions from another's; always overwritten, since sub-tasks inherit it. */
    public static final String CONTEXT_KEY = "henge";

    public static final String TASK = "task";
    public static final String ATTEMPT = "attempt";
    public static final String TOKEN = "token";

    private Claims() {}

    /** The attempt that the task was shipped as or, where it was not shipped, that submitted it. */
    public static Optional<Claim> of(Task task) {
        @Nullable Map<String, Object> context = task.getContext();
        if (context == null || !(context.get(CONTEXT_KEY) instanceof Map<?, ?> claim)) {
            return Optional.empty();
        }
        return claim.get(TASK) instanceof String id
                        && claim.get(ATTEMPT) instanceof Integer number
                        && claim.get(TOKEN) instanceof String token
                ? parsed(id, number, token)
                : Optional.empty();
    }

    private static Optional<Claim> parsed(String task, int attempt, String token) {
        try {
            return Optional.of(new Claim(new AttemptId(new TaskId(task), attempt), new Token(token)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
