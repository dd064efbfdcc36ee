/**
 * The ledger in memory, with switches for failure, and the contract that every ledger fulfils.
 *
 * <p>Extend {@link io.henge.testkit.ledger.LedgerContract} to put a ledger under the contract.
 */
@NullMarked
package io.henge.testkit.ledger;

import org.jspecify.annotations.NullMarked;
