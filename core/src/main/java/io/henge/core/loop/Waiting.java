package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.ledger.LedgerWrite;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One write that has not been carried out yet.
 *
 * @param write null where only the term is to be confirmed
 * @param written what follows once it is durable
 * @param refused what follows once it is known that the store never takes it; is given the reason
 */
record Waiting(@Nullable LedgerWrite write, Runnable written, Consumer<String> refused) {
    private static final Logger log = LoggerFactory.getLogger(Waiting.class);

    static Waiting confirmation(Runnable confirmed) {
        return new Waiting(null, confirmed, why -> {});
    }

    /** Whether the two must be written in their order. */
    boolean isBoundTo(Waiting other) {
        return equals(other)
                || (write instanceof LedgerWrite.PutPause && other.write instanceof LedgerWrite.PutPause)
                || (failedOver() != null && Objects.equals(failedOver(), other.failedOver()))
                || (write != null
                        && other.write != null
                        && write.concerns().isPresent()
                        && write.concerns().equals(other.write.concerns()));
    }

    /**
     * The attempt of whose failover the write says something, null for another write. Its own row is another matter: no
     * entry for people holds that up.
     */
    private @Nullable AttemptId failedOver() {
        if (write instanceof LedgerWrite.PutFailover put) {
            return put.record().attempt();
        }
        return write instanceof LedgerWrite.TellFailover tell ? tell.news().attempt() : null;
    }

    /** Tells that it is durable; a fault in one submitter's callback is kept from the others. */
    void tellWritten() {
        guarded(written);
    }

    /** Tells that it will never be. */
    void tellRefused(String why) {
        guarded(() -> refused.accept(why));
    }

    private static void guarded(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            log.error("What was to follow a write failed", e);
        }
    }
}
