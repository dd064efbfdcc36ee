/**
 * One Kubernetes cluster as the core sees it: what its watches show, and how calls to its API end.
 *
 * <p>Start reading at {@link io.henge.core.cluster.JobSighting}.
 */
@NullMarked
package io.henge.core.cluster;

import org.jspecify.annotations.NullMarked;
