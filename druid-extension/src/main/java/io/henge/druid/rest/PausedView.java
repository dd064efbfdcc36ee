package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Whether placement is paused, as it is recorded now. */
public record PausedView(
        @JsonProperty("placementPaused")
        @JsonPropertyDescription("Who paused placement, when and why; null while attempts are placed.")
        ClusterView.@Nullable DeclarationView placementPaused) {}
