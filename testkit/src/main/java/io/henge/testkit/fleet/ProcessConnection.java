package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.port.ClusterConnection;
import io.henge.testkit.cluster.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection as one process uses it: nothing is sent any more once the process has ended. */
final class ProcessConnection extends ForwardingConnection {
    private final SimulatedCluster cluster;
    private final Fuse fuse;
    private final Witness witness;

    ProcessConnection(ClusterConnection connection, SimulatedCluster cluster, Fuse fuse, Witness witness) {
        super(connection);
        this.cluster = cluster;
        this.fuse = fuse;
        this.witness = witness;
    }

    /** Where it leads. */
    SimulatedCluster cluster() {
        return cluster;
    }

    @Override
    public CompletionStage<LaunchResult> launch(Attempt attempt) {
        if (!fuse.passes()) {
            return new CompletableFuture<>();
        }
        witness.launching(attempt, cluster);
        return super.launch(attempt);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        return fuse.passes() ? super.delete(attempt) : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
        return fuse.passes() ? super.delete(job, uid) : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        return fuse.passes() ? super.copyLog(job, limit, sink) : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink) {
        return fuse.passes() ? super.copyLogEnd(job, lines, limit, sink) : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<List<ClusterEvent>> events(JobName job) {
        return fuse.passes() ? super.events(job) : new CompletableFuture<>();
    }
}
