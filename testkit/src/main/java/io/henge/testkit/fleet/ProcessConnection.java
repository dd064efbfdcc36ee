package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection as one process uses it: nothing is sent any more once the process has ended. */
record ProcessConnection(ClusterConnection connection, Fuse fuse, Witness witness) implements ClusterConnection {
    @Override
    public ClusterName name() {
        return connection.name();
    }

    @Override
    public String namespace() {
        return connection.namespace();
    }

    @Override
    public void start(Watcher watcher) {
        connection.start(watcher);
    }

    @Override
    public boolean synced() {
        return connection.synced();
    }

    @Override
    public Optional<String> trouble() {
        return connection.trouble();
    }

    @Override
    public Optional<JobSighting> find(JobName job) {
        return connection.find(job);
    }

    @Override
    public Set<JobName> jobs() {
        return connection.jobs();
    }

    @Override
    public CompletionStage<LaunchResult> launch(Attempt attempt) {
        if (!fuse.passes()) {
            return new CompletableFuture<>();
        }
        witness.launching(attempt);
        return connection.launch(attempt);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        return fuse.passes() ? connection.delete(attempt) : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
        return fuse.passes() ? connection.delete(job, uid) : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        return fuse.passes() ? connection.copyLog(job, limit, sink) : new CompletableFuture<>();
    }

    @Override
    public void close() {
        connection.close();
    }
}
