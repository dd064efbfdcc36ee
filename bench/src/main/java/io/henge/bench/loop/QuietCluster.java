package io.henge.bench.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Probe;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A cluster that is well and says what it is told to say, without a thread or a network. Safe for use by several threads. */
public class QuietCluster implements ClusterConnection {
    private final ClusterName name;
    private final Map<JobName, JobSighting> jobs = new ConcurrentHashMap<>();

    public QuietCluster(ClusterName name) {
        this.name = name;
    }

    void show(Attempt attempt, Phase phase) {
        JobName job = attempt.address().job();
        show(new JobSighting(
                job,
                "uid",
                true,
                new JobSighting.Progress(phase, null, null),
                new JobSighting.SeenPod("pod", null, null),
                JobSighting.Bearer.of(null)));
    }

    /** Has a Job, in place of what it had of that name. */
    protected final void show(JobSighting seen) {
        jobs.put(seen.job(), seen);
    }

    /** Has no Job of that name any more. */
    protected final void hide(JobName job) {
        jobs.remove(job);
    }

    @Override
    public final ClusterName name() {
        return name;
    }

    @Override
    public final String namespace() {
        return "henge";
    }

    @Override
    public void start(Watcher watcher) {}

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
        return true;
    }

    @Override
    public Offer offer() {
        return Offer.UNKNOWN;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
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
        return Optional.ofNullable(jobs.get(job));
    }

    @Override
    public Set<JobName> jobs() {
        return jobs.keySet();
    }

    @Override
    public CompletionStage<LaunchResult> launch(Attempt attempt) {
        return CompletableFuture.completedFuture(new LaunchResult.Launched("uid"));
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<List<ClusterEvent>> events(JobName job) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public void close() {}
}
