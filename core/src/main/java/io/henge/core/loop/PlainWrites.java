package io.henge.core.loop;

import io.henge.core.ledger.LedgerWrite;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has to be recorded in any case: where the store can never take its words, such as in a database whose
 * character set lacks some of them, it is written again in plain ones.
 */
final class PlainWrites {
    private static final Logger log = LoggerFactory.getLogger(PlainWrites.class);

    private PlainWrites() {}

    /**
     * Queues the write of a value.
     *
     * @param written is given what is durable then, on the ledger's thread
     */
    static <T> void submit(
            LedgerWriter writer, T value, Function<T, LedgerWrite> write, UnaryOperator<T> plain, Consumer<T> written) {
        writer.submit(write.apply(value), () -> written.accept(value), why -> {
            T plainer = plain.apply(value);
            log.warn("Ledger does not take [{}], which is written in plain words: {}", value, why);
            if (!plainer.equals(value)) {
                submit(writer, plainer, write, plain, written);
            }
        });
    }
}
