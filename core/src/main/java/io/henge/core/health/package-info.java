/**
 * What is known of a cluster's health: how its watches and the calls to its API end, as dated values, and how much it may
 * be asked for because of that.
 *
 * <p>Start reading at {@link io.henge.core.health.HealthTable}, which decides what is taken for true of a cluster. What is placed
 * there is bounded by {@link io.henge.core.health.CallHealth} too; what is sent there is
 * bounded by {@link io.henge.core.health.Admission}.
 */
@NullMarked
package io.henge.core.health;

import org.jspecify.annotations.NullMarked;
