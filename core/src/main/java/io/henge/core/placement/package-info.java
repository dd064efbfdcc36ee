/**
 * The choice of a cluster for an attempt, as pure functions.
 *
 * <p>Called by the plan, on the loop's thread, but without any state of their own.
 */
@NullMarked
package io.henge.core.placement;

import org.jspecify.annotations.NullMarked;
