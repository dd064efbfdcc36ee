package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of placements, by task id.
 *
 * @param cursor what to ask for the next page with, null after the last one
 */
public record PlacementsPage(
        @JsonProperty("placements") List<PlacementView> placements,
        @JsonProperty("cursor") @Nullable String cursor) {

    /** @param found at least one more than {@code limit} where there is a next page */
    static PlacementsPage of(List<PlacementView> found, int limit) {
        return found.size() > limit
                ? new PlacementsPage(
                        found.subList(0, limit), found.get(limit - 1).cursor())
                : new PlacementsPage(found, null);
    }
}
