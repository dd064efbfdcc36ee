package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Where Henge last showed one attempt of a task.
 *
 * @param why the reason for its state, where Henge gives one
 */
record Sighting(
        String task,
        String type,
        int attempt,
        @Nullable String cluster,
        @Nullable String pod,
        String state,
        @Nullable Instant placedAt,
        @Nullable Instant runningAt,
        @Nullable Instant endedAt,
        @Nullable String why) {

    /** A row of Henge's placements. */
    static Sighting of(JsonNode row) {
        return new Sighting(
                row.path("task").asText(),
                row.path("type").asText(),
                row.path("attempt").asInt(1),
                text(row, "cluster"),
                text(row, "pod"),
                row.path("state").asText(),
                instant(row, "placedAt"),
                instant(row, "runningAt"),
                instant(row, "endedAt"),
                text(row, "why"));
    }

    /** This sighting, with what an earlier one knew and this one does not. */
    Sighting after(Sighting earlier) {
        return new Sighting(
                task,
                type,
                attempt,
                cluster == null ? earlier.cluster : cluster,
                pod == null ? earlier.pod : pod,
                state,
                placedAt == null ? earlier.placedAt : placedAt,
                runningAt == null ? earlier.runningAt : runningAt,
                endedAt == null ? earlier.endedAt : endedAt,
                why);
    }

    /** From the decision for a cluster until the pod ran. */
    @Nullable
    Duration startUp() {
        return between(placedAt, runningAt);
    }

    /** From then until the task had ended. */
    @Nullable
    Duration duration() {
        return between(runningAt, endedAt);
    }

    private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to);
    }

    private static @Nullable String text(JsonNode row, String field) {
        return row.path(field).isTextual() ? row.path(field).asText() : null;
    }

    private static @Nullable Instant instant(JsonNode row, String field) {
        try {
            return row.path(field).isTextual() ? Instant.parse(row.path(field).asText()) : null;
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }
}
