/**
 * Everything that decides: pure functions from what is known to a plan of actions, for attempts and for clusters.
 *
 * <p>Same inputs, same plan. No clock, port, log or future is known here. Start reading at
 * {@link io.henge.core.decide.Planner}.
 */
@NullMarked
package io.henge.core.decide;

import org.jspecify.annotations.NullMarked;
