package io.henge.druid.fence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.fence.Claim;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/** Reads what a task's context says of the attempt that it belongs to. */
public final class Claims {
    /** The context key that tells an attempt's actions from another's; always overwritten, since sub-tasks inherit it. */
    public static final String CONTEXT_KEY = "henge";

    /** What of it is the user's own, and is kept: where the task, and what it submits, wants to go. */
    public static final String PLACEMENT = "placement";

    /** Likewise: how the task, and what it submits, wants to be failed over. */
    public static final String FAILOVER = "failover";

    /** What is known of earlier attempts of the task, by names; there for later attempts only, and never handed down. */
    public static final String PRESERVED = "preserved";

    public static final String TASK = "task";
    public static final String ATTEMPT = "attempt";
    public static final String TOKEN = "token";

    private static final JsonFactory JSON = new ObjectMapper().getFactory();

    private Claims() {}

    /** The attempt that the task was shipped as or, where it was not shipped, that submitted it. */
    public static Optional<Claim> of(Task task) {
        @Nullable Map<String, Object> context = task.getContext();
        return context == null ? Optional.empty() : in(context);
    }

    /**
     * The attempt that the context of a task in JSON names.
     *
     * @param json the whole body of a submission or its beginning; one that is no JSON names none, and Druid says what is
     *     wrong with it
     */
    static Optional<Claim> inTask(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean context = parser.getCurrentName().equals("context");
                if (parser.nextToken() == JsonToken.START_OBJECT && context) {
                    return in(parser.readValueAs(Map.class));
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Claim> in(Map<?, ?> context) {
        if (!(context.get(CONTEXT_KEY) instanceof Map<?, ?> claim)) {
            return Optional.empty();
        }
        return claim.get(TASK) instanceof String id
                        && claim.get(ATTEMPT) instanceof Integer number
                        && claim.get(TOKEN) instanceof String token
                ? parsed(id, number, token)
                : Optional.empty();
    }

    /** The claim of these three; empty where one of them can be none. */
    public static Optional<Claim> parsed(String task, int attempt, String token) {
        try {
            return Optional.of(new Claim(new AttemptId(new TaskId(task), attempt), new Token(token)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
