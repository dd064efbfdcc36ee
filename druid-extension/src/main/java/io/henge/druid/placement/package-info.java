/**
 * Placement and failover as people write them: rules in properties and in the dynamic configuration, what a task's own context asks for, and what
 * rules read of a task.
 * Start with {@link io.henge.druid.placement.RulesReader}; no state, any thread.
 */
@NullMarked
package io.henge.druid.placement;

import org.jspecify.annotations.NullMarked;
