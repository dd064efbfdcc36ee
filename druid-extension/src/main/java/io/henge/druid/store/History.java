package io.henge.druid.store;

import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks the ledger what was decided and failed over, on a thread of its own, so that nothing else waits behind those who look back. */
public final class History implements AutoCloseable {
    /** After which nobody waits for an answer any more. */
    public static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /** Whoever asks holds one of Druid's threads for HTTP meanwhile: few may. */
    private static final int QUEUE_MAX = 4;

    private final Ledger ledger;
    private final BoundedAsker asker;

    public History(Ledger ledger) {
        this.ledger = ledger;
        this.asker = new BoundedAsker("henge-history-%d", 1, QUEUE_MAX, ANSWER_MAX);
    }

    /** As {@link Ledger#events(EventFilter, long, int)}; never blocks, and ends in time. */
    public CompletionStage<List<LedgerWrite.Note>> events(EventFilter filter, long before, int limit) {
        return asker.ask(() -> ledger.events(filter, before, limit));
    }

    /** As {@link Ledger#failovers(FailoverFilter, long, int)}; never blocks, and ends in time. */
    public CompletionStage<List<LedgerWrite.PutFailover>> failovers(FailoverFilter filter, long before, int limit) {
        return asker.ask(() -> ledger.failovers(filter, before, limit));
    }

    @Override
    public void close() {
        asker.close();
    }
}
