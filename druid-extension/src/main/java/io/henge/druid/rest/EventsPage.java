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

    /** @param found one more than is shown where there is a next page */
    static EventsPage of(List<LedgerWrite.Note> found, AskedHistory asked) {
        List<EventView> page =
                found.stream().limit(asked.limit()).map(EventView::of).toList();
        return new EventsPage(page, asked.cursor(found, LedgerWrite.Note::number));
    }
}
