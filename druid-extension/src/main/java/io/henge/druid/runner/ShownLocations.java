package io.henge.druid.runner;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import org.apache.druid.indexer.TaskLocation;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks are, as Druid shows it. Nothing of Druid's goes anywhere by the name of the pod, which is for people.
 *
 * @param withCluster whether that name begins with its cluster and a slash
 */
record ShownLocations(boolean withCluster) {
    TaskLocation of(Attempt attempt) {
        @Nullable Location location = attempt.location();
        if (location == null) {
            return TaskLocation.unknown();
        }
        TaskLocation plain = TaskRegistry.locationOf(location);
        return withCluster
                ? new TaskLocation(
                        plain.getHost(),
                        plain.getPort(),
                        plain.getTlsPort(),
                        attempt.cluster() + "/" + plain.getK8sPodName())
                : plain;
    }
}
