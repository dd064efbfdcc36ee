/**
 * A whole simulated world around the real loop: ledger, clusters, deep storage and Druid's side, in virtual time.
 *
 * <p>Start with {@link io.henge.testkit.fleet.SimulatedFleet}. One thread drives everything, so a seed repeats a run.
 */
@NullMarked
package io.henge.testkit.fleet;

import org.jspecify.annotations.NullMarked;
