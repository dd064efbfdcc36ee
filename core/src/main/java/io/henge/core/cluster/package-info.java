/**
 * One Kubernetes cluster as the core sees it, as a port: what its watches show, and the few calls made to its API.
 *
 * <p>{@link io.henge.core.cluster.ClusterConnection} is implemented on fabric8 and, for tests, by a simulated cluster;
 * both pass the same contract test. Everything else here is a value.
 */
@NullMarked
package io.henge.core.cluster;

import org.jspecify.annotations.NullMarked;
