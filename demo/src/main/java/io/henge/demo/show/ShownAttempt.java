package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What Henge last showed of one attempt of a task.
 *
 * @param why the reason for its state, where Henge gives one
 */
record ShownAttempt(
        String task,
        String type,
        int number,
        Where where,
        String state,
        Times times,
        @Nullable String why) {

    /** Where it is. */
    record Where(@Nullable String cluster, @Nullable String pod) {
        private Where after(Where earlier) {
            return new Where(cluster == null ? earlier.cluster : cluster, pod == null ? earlier.pod : pod);
        }
    }

    /** When it came how far. */
    record Times(
            @Nullable Instant placed,
            @Nullable Instant running,
            @Nullable Instant ended) {
        private Times after(Times earlier) {
            return new Times(
                    placed == null ? earlier.placed : placed,
                    running == null ? earlier.running : running,
                    ended == null ? earlier.ended : ended);
        }
    }

    /** A row of Henge's placements. */
    static ShownAttempt of(JsonNode row) {
        return new ShownAttempt(
                row.path("task").asText(),
                row.path("type").asText(),
                row.path("attempt").asInt(1),
                new Where(text(row, "cluster"), text(row, "pod")),
                row.path("state").asText(),
                new Times(instant(row, "placedAt"), instant(row, "runningAt"), instant(row, "endedAt")),
                text(row, "why"));
    }

    /** The same, with what was shown of it earlier and is not now. */
    ShownAttempt after(ShownAttempt earlier) {
        return new ShownAttempt(task, type, number, where.after(earlier.where), state, times.after(earlier.times), why);
    }

    @Nullable
    String cluster() {
        return where.cluster;
    }

    @Nullable
    String pod() {
        return where.pod;
    }

    /** From the decision for a cluster until the pod ran. */
    @Nullable
    Duration startUp() {
        return between(times.placed, times.running);
    }

    /** From then until the task had ended. */
    @Nullable
    Duration duration() {
        return between(times.running, times.ended);
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
