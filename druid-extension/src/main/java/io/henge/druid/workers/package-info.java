/**
 * The door {@code k8sAndWorker}: tasks run on clusters or on Druid's own workers, by their type, so that one can be left
 * for the other while tasks run. Start at {@link io.henge.druid.workers.HengeAndWorkerTaskRunner}.
 */
@NullMarked
package io.henge.druid.workers;

import org.jspecify.annotations.NullMarked;
