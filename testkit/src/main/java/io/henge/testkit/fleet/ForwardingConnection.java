package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Probe;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A connection that hands every call on to another one; a subclass changes some. */
public class ForwardingConnection implements ClusterConnection {
    private final ClusterConnection connection;

    public ForwardingConnection(ClusterConnection connection) {
        this.connection = connection;
    }

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
    public boolean answers() {
        return connection.answers();
    }

    @Override
    public ClusterIdentity identity() {
        return connection.identity();
    }

    @Override
    public void expect(ClusterIdentity expected) {
        connection.expect(expected);
    }

    @Override
    public boolean synced() {
        return connection.synced();
    }

    @Override
    public Offer offer() {
        return connection.offer();
    }

    @Override
    public Optional<String> trouble() {
        return connection.trouble();
    }

    @Override
    public Optional<String> warning() {
        return connection.warning();
    }

    @Override
    public Optional<Duration> watchAge() {
        return connection.watchAge();
    }

    @Override
    public Probe probe() {
        return connection.probe();
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
        return connection.launch(attempt);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        return connection.delete(attempt);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
        return connection.delete(job, uid);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        return connection.copyLog(job, limit, sink);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink) {
        return connection.copyLogEnd(job, lines, limit, sink);
    }

    @Override
    public CompletionStage<List<ClusterEvent>> events(JobName job) {
        return connection.events(job);
    }

    @Override
    public void close() {
        connection.close();
    }
}
