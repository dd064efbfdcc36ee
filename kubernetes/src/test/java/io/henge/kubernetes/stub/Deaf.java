package io.henge.kubernetes.stub;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.port.ClusterConnection;

/** Told of changes, and does nothing: for tests that ask the connection itself. */
public final class Deaf implements ClusterConnection.Watcher {
    @Override
    public void answers(ClusterName name) {}

    @Override
    public void jobChanged(ClusterName name, JobName job) {}

    @Override
    public void clusterChanged(ClusterName name) {}

    @Override
    public void offerRead(ClusterName cluster) {}
}
