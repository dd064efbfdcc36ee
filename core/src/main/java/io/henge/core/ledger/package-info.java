/**
 * What the durable record of attempts holds beside the attempts themselves, as values.
 *
 * <p>Start reading at {@link io.henge.core.ledger.LedgerWrite}.
 */
@NullMarked
package io.henge.core.ledger;

import org.jspecify.annotations.NullMarked;
