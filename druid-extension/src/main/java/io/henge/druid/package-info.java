/**
 * Henge inside a Druid Overlord: the module, the task runner and what connects Druid's ways to the core's.
 *
 * <p>Start with {@link io.henge.druid.HengeTaskRunner}. Druid calls it from its own threads; every call takes note and
 * returns. {@link io.henge.druid.RunnerTerm} holds what lives as long as one leadership.
 */
@NullMarked
package io.henge.druid;

import org.jspecify.annotations.NullMarked;
