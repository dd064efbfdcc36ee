/**
 * What the Job of an attempt is called, marked with and made of.
 *
 * <p>Names and marks are a contract with Druid's own Kubernetes runner, whose Jobs are adopted and which may take ours
 * over. Start reading at {@link io.henge.kubernetes.job.AdapterJobs}; the pods come from a {@link
 * io.henge.kubernetes.job.PodAdapter}, and what is to be run from {@link io.henge.kubernetes.job.Shipments}, which the Druid
 * side implements. May be called by any thread.
 */
@NullMarked
package io.henge.kubernetes.job;

import org.jspecify.annotations.NullMarked;
