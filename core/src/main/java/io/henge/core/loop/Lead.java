package io.henge.core.loop;

import io.henge.core.ledger.Term;

/**
 * What one term holds of its own by having taken the lead.
 *
 * @param writer the only way of the term to the ledger's rows
 * @param fence which attempts may still act, as far as the term knows
 */
public record Lead(Term term, LedgerWriter writer, Fence fence) {}
