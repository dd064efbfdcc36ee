/**
 * What Henge knows of one try at running one task: its ids, its durable states and its outcome.
 *
 * <p>Values only; any thread may read them. Start with {@link io.henge.core.attempt.Attempt}, which is a row of the
 * ledger, and {@link io.henge.core.attempt.AttemptState}, which says how that row may change.
 */
@NullMarked
package io.henge.core.attempt;

import org.jspecify.annotations.NullMarked;
