/**
 * What a Job and its pod, as a cluster shows them, say of an attempt, in values and words. Pure functions, called by any
 * thread.
 *
 * <p>Start reading at {@link io.henge.kubernetes.sighting.Sightings}; why a pod ended is told by {@code Endings}, why it does
 * not start by {@code StartTroubles}.
 */
@NullMarked
package io.henge.kubernetes.sighting;

import org.jspecify.annotations.NullMarked;
