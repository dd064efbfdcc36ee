/**
 * What pods ask for before anybody has placed them, and what quotas and nodes offer, in {@link
 * io.henge.core.attempt.Resources}. Pure functions, called by any thread.
 *
 * <p>Start reading at {@link io.henge.kubernetes.request.PodRequests}; which pod a task would get is told by {@link
 * io.henge.kubernetes.request.PlannedRequests}.
 */
@NullMarked
package io.henge.kubernetes.request;

import org.jspecify.annotations.NullMarked;
