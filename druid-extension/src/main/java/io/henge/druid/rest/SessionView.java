package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Who asks, and who answers. */
public record SessionView(
        @JsonProperty("identity") @JsonPropertyDescription("The name by which Druid knows who asks.")
        String identity,

        @JsonProperty("mayChange") @JsonPropertyDescription("Whether that one has the permission CONFIG WRITE.")
        boolean mayChange,

        @JsonProperty("overlord") @JsonPropertyDescription("Host and port of the Overlord that leads.")
        String overlord) {}
