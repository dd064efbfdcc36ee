/**
 * What the Job of an attempt is called, marked with and made of.
 *
 * <p>Names and marks are a contract with Druid's own Kubernetes runner, whose Jobs are adopted and which may take ours
 * over. Pure functions; start reading at {@link io.henge.kubernetes.job.JobFactory}. May be called by any thread.
 */
@NullMarked
package io.henge.kubernetes.job;

import org.jspecify.annotations.NullMarked;
