package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.lease.LeaseWords;

/** That a peon may go on. */
public record LeaseView(
        @JsonProperty(LeaseWords.RENEWED)
        @JsonPropertyDescription(
                "Whether it may: always true. For how long, it knows by what its task was shipped with.")
        boolean renewed) {}
