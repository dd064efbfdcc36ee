/**
 * Time, as everything else in Henge gets it: injected.
 *
 * <p>{@link io.henge.core.time.SteadyClock} is the only place that asks the machine for the time.
 */
@NullMarked
package io.henge.core.time;

import org.jspecify.annotations.NullMarked;
