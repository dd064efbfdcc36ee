/**
 * Pods made from the Overlord's own, as Druid's own {@code overlordSingleContainer} and {@code overlordMultiContainer} make
 * them.
 *
 * <p>Start reading at {@link io.henge.kubernetes.overlord.PeonPod}: all but the reading of the Overlord's pod
 * ({@code OverlordPodReader}) is a function of that pod, the settings and the task. May be called by any thread.
 */
@NullMarked
package io.henge.kubernetes.overlord;

import org.jspecify.annotations.NullMarked;
