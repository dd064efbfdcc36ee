/**
 * How tasks get to their pods: a cluster's settings as its way of making Jobs
 * ({@link io.henge.druid.ship.ClusterJobs}), and a task's JSON with what its peon must know
 * ({@link io.henge.druid.ship.TaskShipments}). Called on the clusters' threads.
 */
@NullMarked
package io.henge.druid.ship;

import org.jspecify.annotations.NullMarked;
