/**
 * The two watches of one cluster, of its Jobs and of their pods, and what they have shown so far.
 *
 * <p>Start reading at {@link io.henge.kubernetes.watch.Watches}. Whether a cluster can be watched now, and why not, is known
 * to {@code ListAndWatch}, which has a thread of its own; any thread may ask.
 */
@NullMarked
package io.henge.kubernetes.watch;

import org.jspecify.annotations.NullMarked;
