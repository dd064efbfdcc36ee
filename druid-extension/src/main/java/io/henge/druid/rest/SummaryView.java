package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.henge.core.placement.Preference;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All attempts in a few numbers: how many are in which state, and what holds up those that do not run. */
public record SummaryView(
        @JsonProperty("states") @JsonPropertyDescription("How many attempts are in each state.")
        Map<String, Integer> states,

        @JsonProperty("held")
        @JsonPropertyDescription("Why those do not run that have not begun; the most first, at most 20.")
        List<HeldView> held,

        @JsonProperty("heldOtherwise") @JsonPropertyDescription("How many are held up for yet other reasons.")
        int heldOtherwise) {
    private static final int REASONS_MAX = 20;

    /** Attempts that one and the same thing holds up. */
    public record HeldView(
            @JsonProperty("state") String state,

            @JsonProperty("cluster")
            @JsonPropertyDescription("Where they are; null while they have no cluster.")
            @Nullable
            String cluster,

            @JsonProperty("why") String why,
            @JsonProperty("tasks") int tasks,

            @JsonProperty("example") @JsonPropertyDescription("The one that has been so for longest.")
            String example,

            @JsonProperty("since") @JsonPropertyDescription("Since when that one has been.")
            String since) {}

    private record Cause(
            AttemptReport.State state, @Nullable String cluster, String why) {}

    /** Those of one cause that were counted so far. */
    private record Counted(int tasks, AttemptReport oldest) {
        Counted plus(Counted other) {
            Instant mine = oldest.progress().since();
            return new Counted(
                    tasks + other.tasks, other.oldest.progress().since().isBefore(mine) ? other.oldest : oldest);
        }
    }

    static SummaryView of(LoopSnapshot snapshot) {
        Map<String, Integer> states = new LinkedHashMap<>();
        PlacementView.STATES.forEach(state -> states.put(state, 0));
        Map<Cause, Counted> causes = new HashMap<>();
        // Thousands of tasks that ask for the same wait for the same.
        Map<Preference, Optional<String>> answers = new HashMap<>();
        for (AttemptReport report : snapshot.attempts().values()) {
            states.merge(PlacementView.word(report.state()), 1, Integer::sum);
            if (isHeld(report.state())) {
                @Nullable
                String why = snapshot.why(
                        report,
                        asked -> answers.computeIfAbsent(
                                asked, preference -> snapshot.choices().whyNone(preference)));
                if (why != null) {
                    causes.merge(
                            new Cause(report.state(), clusterOf(report), why), new Counted(1, report), Counted::plus);
                }
            }
        }
        return of(states, causes);
    }

    private static SummaryView of(Map<String, Integer> states, Map<Cause, Counted> causes) {
        List<Map.Entry<Cause, Counted>> most = causes.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Cause, Counted> cause) ->
                                -cause.getValue().tasks())
                        .thenComparing(cause -> cause.getKey().why()))
                .toList();
        return new SummaryView(
                states,
                most.stream().limit(REASONS_MAX).map(SummaryView::view).toList(),
                most.stream()
                        .skip(REASONS_MAX)
                        .mapToInt(cause -> cause.getValue().tasks())
                        .sum());
    }

    private static HeldView view(Map.Entry<Cause, Counted> entry) {
        Cause cause = entry.getKey();
        AttemptReport oldest = entry.getValue().oldest();
        return new HeldView(
                PlacementView.word(cause.state()),
                cause.cluster(),
                cause.why(),
                entry.getValue().tasks(),
                oldest.task().value(),
                oldest.progress().since().toString());
    }

    private static boolean isHeld(AttemptReport.State state) {
        return switch (state) {
            case WAITING, PLACED, PENDING, SUSPENDED -> true;
            case RUNNING, ENDED, FENCED, LIMBO -> false;
        };
    }

    private static @Nullable String clusterOf(AttemptReport report) {
        return report.attempt() == null ? null : report.attempt().cluster().value();
    }
}
