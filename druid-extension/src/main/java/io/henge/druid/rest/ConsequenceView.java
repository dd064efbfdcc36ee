package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.core.decide.Verdict;
import java.util.Locale;

/** What becomes of one attempt by an operator's word: {@code relaunch}, {@code fail} or {@code hold}. */
public record ConsequenceView(
        @JsonProperty("task") String task,
        @JsonProperty("attempt") int attempt,
        @JsonProperty("cluster") String cluster,
        @JsonProperty("disposition") String disposition) {

    static ConsequenceView of(Verdict.Consequence consequence) {
        return new ConsequenceView(
                consequence.attempt().task().value(),
                consequence.attempt().number(),
                consequence.cluster().value(),
                consequence.disposition().name().toLowerCase(Locale.ROOT));
    }
}
