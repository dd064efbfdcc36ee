package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.fence.Claim;
import io.henge.druid.fence.Claims;
import io.henge.druid.json.Fields;
import io.henge.druid.json.WrongInputException;
import org.jspecify.annotations.Nullable;

/** As which attempt a peon asks for its lease to be renewed: what stands in its task's context. */
public record LeaseClaim(
        @JsonProperty(Claims.TASK) @JsonPropertyDescription("The task's id.")
        String task,

        @JsonProperty(Claims.ATTEMPT) @JsonPropertyDescription("The number of its attempt.")
        int attempt,

        @JsonProperty(Claims.TOKEN) @JsonPropertyDescription("What proves that it is that.")
        String token) {
    /** The claim in what was sent. */
    static Claim of(Fields sent) {
        @Nullable String task = sent.text(Claims.TASK);
        @Nullable Long attempt = sent.wholeNumber(Claims.ATTEMPT, 1, Integer.MAX_VALUE);
        @Nullable String token = sent.text(Claims.TOKEN);
        sent.nothingElse();
        if (task == null || attempt == null || token == null) {
            throw new WrongInputException(
                    "`task`, `attempt` or `token` is missing. Give all three as the task's context has them");
        }
        return Claims.parsed(task, attempt.intValue(), token)
                .orElseThrow(() -> new WrongInputException("`task` or `token` is none that Henge can have given"));
    }
}
