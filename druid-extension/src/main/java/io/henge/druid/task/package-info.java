/**
 * Druid's words for tasks and the core's, from one to the other: no state, no threads.
 */
@NullMarked
package io.henge.druid.task;

import org.jspecify.annotations.NullMarked;
