package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.core.ledger.LedgerWrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of events, the newest first.
 *
 * @param cursor what to ask for the next page with, null after the last one
 */
public record EventsPage(
        @JsonProperty("events") List<EventView> events,
        @JsonProperty("cursor") @Nullable String cursor) {

    /** @param found at least one more than {@code limit} where there is a next page */
    static EventsPage of(List<LedgerWrite.Note> found, int limit) {
        List<EventView> page = found.stream().limit(limit).map(EventView::of).toList();
        return new EventsPage(
                page, found.size() > limit ? Long.toString(page.get(limit - 1).number()) : null);
    }
}
