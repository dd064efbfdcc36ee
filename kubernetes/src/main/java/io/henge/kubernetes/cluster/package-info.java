/**
 * One cluster's API on fabric8: the watches of its Jobs and pods, and the few calls made to it.
 *
 * <p>Start reading at {@link io.henge.kubernetes.cluster.FabricClusterConnection}. What is seen is put into words by pure
 * functions ({@code Sightings}, {@code Endings}, {@code ApiFailures}). Each cluster has threads of its own, all named
 * after it, and nothing here waits for another cluster.
 */
@NullMarked
package io.henge.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
