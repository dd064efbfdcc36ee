/**
 * What Druid's task queue calls, and what lives as long as one leadership of this Overlord.
 *
 * <p>Start with {@link io.henge.druid.runner.HengeTaskRunner}: Druid calls it from its own threads; every call takes note and
 * returns. {@link io.henge.druid.runner.RunnerTerm} holds the loop and all that ends with a leadership;
 * {@link io.henge.druid.runner.Fleet} is what REST, metrics and the fence ask.
 */
@NullMarked
package io.henge.druid.runner;

import org.jspecify.annotations.NullMarked;
