/**
 * The benchmark {@code ledger}: how fast attempts become durable.
 *
 * <p>Start with {@link io.henge.bench.ledger.LedgerBenchmark}.
 */
@NullMarked
package io.henge.bench.ledger;

import org.jspecify.annotations.NullMarked;
