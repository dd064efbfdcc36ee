/**
 * The durable record of attempts, as a port: what the loop may ask of it and what it promises.
 *
 * <p>{@link io.henge.core.ledger.Ledger} is implemented on Druid's metadata store and, for tests, in memory; both pass
 * the same contract test. {@link io.henge.core.ledger.LedgerWriter} is its only writer and owns the writer thread.
 */
@NullMarked
package io.henge.core.ledger;

import org.jspecify.annotations.NullMarked;
