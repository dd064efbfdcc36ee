/**
 * A simulated cluster that is moved in steps, and the contract that every cluster connection fulfils.
 *
 * <p>Extend {@link io.henge.testkit.cluster.ClusterConnectionContract} to put a connection under the contract.
 */
@NullMarked
package io.henge.testkit.cluster;

import org.jspecify.annotations.NullMarked;
