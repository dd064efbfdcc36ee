package io.henge.druid.runner;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An empty cluster whose calls are never answered, but that it has no logs; others are made from it by what they do besides. */
public class MuteCluster implements ClusterConnection {
    private final ClusterName name;
    private final @Nullable String trouble;

    /** @param trouble what keeps it from being watched, null while it is well */
    public MuteCluster(String name, @Nullable String trouble) {
        this.name = new ClusterName(name);
        this.trouble = trouble;
    }

    @Override
    public ClusterName name() {
        return name;
    }

    @Override
    public String namespace() {
        return "henge";
    }

    @Override
    public void start(Watcher watcher) {
        watcher.clusterChanged(name);
    }

    @Override
    public boolean answers() {
        return synced();
    }

    @Override
    public ClusterIdentity identity() {
        return ClusterIdentity.NONE;
    }

    @Override
    public void expect(ClusterIdentity expected) {}

    @Override
    public boolean synced() {
        return trouble == null;
    }

    @Override
    public Offer offer() {
        return Offer.UNKNOWN;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public Optional<String> warning() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> watchAge() {
        return Optional.empty();
    }

    @Override
    public Probe probe() {
        return new Probe(Probe.Answer.WELL, "", Duration.ZERO);
    }

    @Override
    public Optional<JobSighting> find(JobName job) {
        return Optional.empty();
    }

    @Override
    public Set<JobName> jobs() {
        return Set.of();
    }

    @Override
    public CompletionStage<LaunchResult> launch(Attempt attempt) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        return noLog();
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink) {
        return noLog();
    }

    /** Whoever reads a log waits for the end of the call, which every connection promises. */
    private static CompletionStage<Optional<ApiFailure>> noLog() {
        return CompletableFuture.completedFuture(
                Optional.of(new ApiFailure(ApiFailure.Kind.NOT_FOUND, "There is no pod")));
    }

    @Override
    public CompletionStage<List<ClusterEvent>> events(JobName job) {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
