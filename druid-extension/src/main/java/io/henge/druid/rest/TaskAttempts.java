package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A task with all its attempts that are still recorded, the oldest first. */
public record TaskAttempts(
        @JsonProperty("task") String task,
        @JsonProperty("attempts") List<PlacementView> attempts) {}
