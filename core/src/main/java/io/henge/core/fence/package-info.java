/**
 * Who may still act for a task: the right of an attempt to commit, and its end.
 *
 * <p>{@link io.henge.core.fence.Fence} is asked by every thread that serves an action, and told by the loop.
 */
@NullMarked
package io.henge.core.fence;

import org.jspecify.annotations.NullMarked;
