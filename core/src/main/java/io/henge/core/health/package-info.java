/**
 * What is known of a cluster's health, as values: how its watches and the calls to its API end, each dated.
 *
 * <p>Start reading at {@link io.henge.core.health.CallHealth}.
 */
@NullMarked
package io.henge.core.health;

import org.jspecify.annotations.NullMarked;
