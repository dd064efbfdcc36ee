/**
 * The connection to one cluster: the port {@link io.henge.core.port.ClusterConnection} on fabric8, and the few calls that
 * it makes.
 *
 * <p>Start reading at {@link io.henge.kubernetes.connection.FabricClusterConnection}. Each cluster has threads of its own, all
 * named after it, and nothing here waits for another cluster. Nothing else of this module knows this package.
 */
@NullMarked
package io.henge.kubernetes.connection;

import org.jspecify.annotations.NullMarked;
