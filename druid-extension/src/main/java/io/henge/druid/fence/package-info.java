/**
 * The fence at Druid's door: what peons ask of the leader passes only for the present attempt of a task.
 *
 * <p>Start reading at {@link io.henge.druid.fence.FencedActionClients}.
 */
@NullMarked
package io.henge.druid.fence;

import org.jspecify.annotations.NullMarked;
