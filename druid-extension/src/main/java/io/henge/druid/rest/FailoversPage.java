package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.henge.core.ledger.LedgerWrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of failovers, the newest first.
 *
 * @param cursor what to ask for the next page with, null after the last one
 */
public record FailoversPage(
        @JsonProperty("failovers") List<FailoverView> failovers,
        @JsonProperty("cursor") @Nullable String cursor) {

    /** @param found one more than is shown where there is a next page */
    static FailoversPage of(List<LedgerWrite.PutFailover> found, AskedHistory asked) {
        List<FailoverView> page =
                found.stream().limit(asked.limit()).map(FailoverView::of).toList();
        return new FailoversPage(page, asked.cursor(found, LedgerWrite.PutFailover::number));
    }
}
