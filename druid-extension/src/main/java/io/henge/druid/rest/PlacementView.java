package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a task and where it is, as REST shows it; times are ISO-8601.
 *
 * @param outcome {@code success} or {@code failed} once the attempt has ended by its own; a fenced one has none
 */
public record PlacementView(
        @JsonProperty("task") String task,
        @JsonProperty("type") String type,
        @JsonProperty("dataSource") String dataSource,
        @JsonProperty("groupId") String groupId,
        @JsonProperty("attempt") int attempt,
        @JsonProperty("cluster") @Nullable String cluster,
        @JsonProperty("namespace") @Nullable String namespace,
        @JsonProperty("job") @Nullable String job,
        @JsonProperty("pod") @Nullable String pod,
        @JsonProperty("state") String state,
        @JsonProperty("since") String since,
        @JsonProperty("placedAt") @Nullable String placedAt,
        @JsonProperty("runningAt") @Nullable String runningAt,
        @JsonProperty("endedAt") @Nullable String endedAt,
        @JsonProperty("outcome") @Nullable String outcome,
        @JsonProperty("durationMillis") @Nullable Long durationMillis,
        @JsonProperty("why") @Nullable String why) {
    /** All that {@code state} may be. */
    static final List<String> STATES =
            Arrays.stream(AttemptReport.State.values()).map(PlacementView::word).toList();

    static PlacementView of(AttemptReport report, LoopSnapshot snapshot) {
        @Nullable Attempt attempt = report.attempt();
        @Nullable Outcome outcome = attempt == null ? null : attempt.outcome();
        return new PlacementView(
                report.task().value(),
                report.demand().traits().type(),
                report.demand().traits().dataSource(),
                report.demand().traits().groupId(),
                report.id().number(),
                attempt == null ? null : attempt.cluster().value(),
                attempt == null ? null : attempt.address().namespace(),
                attempt == null ? null : attempt.address().job().value(),
                report.pod(),
                word(report.state()),
                report.progress().since().toString(),
                attempt == null ? null : text(attempt.placedAt()),
                attempt == null ? null : text(attempt.startedAt()),
                attempt == null ? null : text(attempt.endedAt()),
                outcome == null ? null : outcome.succeeded() ? "success" : "failed",
                outcome == null || outcome.durationMillis() == Outcome.DURATION_UNKNOWN
                        ? null
                        : outcome.durationMillis(),
                snapshot.why(report));
    }

    static String word(AttemptReport.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
