package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.decide.Leaving;
import io.henge.core.decide.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What becomes of one attempt by an operator's word. */
public record ConsequenceView(
        @JsonProperty("task") String task,
        @JsonProperty("attempt") int attempt,
        @JsonProperty("cluster") String cluster,

        @JsonProperty("disposition")
        @JsonPropertyDescription("relaunch, fail or hold; of a drain wait, hand_over, relaunch or stay.")
        String disposition,

        @JsonProperty("why") @Nullable String why) {

    static ConsequenceView of(Verdict.Consequence consequence) {
        @Nullable Leaving leaving = consequence.leaving();
        return new ConsequenceView(
                consequence.attempt().task().value(),
                consequence.attempt().number(),
                consequence.cluster().value(),
                (leaving == null
                                ? consequence.disposition().name()
                                : leaving.how().name())
                        .toLowerCase(Locale.ROOT),
                leaving == null ? null : leaving.why());
    }
}
