package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of placements.
 *
 * @param cursor what to ask for the next page with, null after the last one
 */
public record PlacementsPage(
        @JsonProperty("placements") List<PlacementView> placements,
        @JsonProperty("cursor") @Nullable String cursor) {

    /** @param found one more than {@code asked} has on a page where there is a next one */
    static PlacementsPage of(AskedPlacements asked, List<AttemptReport> found, LoopSnapshot snapshot) {
        return new PlacementsPage(
                found.stream()
                        .limit(asked.limit())
                        .map(report -> PlacementView.of(report, snapshot))
                        .toList(),
                found.size() > asked.limit() ? asked.cursor(found.get(asked.limit() - 1)) : null);
    }
}
