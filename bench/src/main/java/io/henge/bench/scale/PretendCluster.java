package io.henge.bench.scale;

import io.henge.bench.loop.QuietCluster;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.placement.Offer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster that answers after a little, and whose pods run until they are told to end. */
final class PretendCluster extends QuietCluster {
    private static final Duration ANSWER = Duration.ofMillis(5);
    private static final Duration START = Duration.ofMillis(30);
    private static final Offer OFFER = Offer.configured(Resources.of(1L << 40, 1L << 60));

    private final ScheduledExecutorService timer;
    private final Consumer<Pod> running;
    private volatile boolean listed;

    /** Set when it is started, before it has anything to tell. */
    private volatile @Nullable Watcher watcher;

    /**
     * @param timer on which everything happens that happens there
     * @param running told of each pod that has come to run
     */
    PretendCluster(ClusterName name, ScheduledExecutorService timer, Consumer<Pod> running) {
        super(name);
        this.timer = timer;
        this.running = running;
    }

    /** The pod of an attempt; it runs. */
    record Pod(PretendCluster cluster, Attempt attempt) {
        /** Ends it, and tells so. */
        void end() {
            cluster.tell(attempt, Progress.ended("Completed"));
        }
    }

    @Override
    public void start(Watcher told) {
        watcher = told;
        later(ANSWER, () -> {
            listed = true;
            told.clusterChanged(name());
        });
    }

    /** Room for more than ever comes. */
    @Override
    public Offer offer() {
        return OFFER;
    }

    @Override
    public boolean synced() {
        return listed;
    }

    @Override
    public CompletionStage<LaunchResult> launch(Attempt attempt) {
        CompletableFuture<LaunchResult> answer = new CompletableFuture<>();
        later(ANSWER, () -> {
            tell(attempt, Progress.pending(null));
            answer.complete(new LaunchResult.Launched(uidOf(attempt.address().job())));
            later(START, () -> {
                tell(attempt, Progress.RUNNING);
                running.accept(new Pod(this, attempt));
            });
        });
        return answer;
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        CompletableFuture<Optional<ApiFailure>> answer = new CompletableFuture<>();
        later(ANSWER, () -> {
            hide(attempt.address().job());
            answer.complete(Optional.empty());
            changed(attempt);
        });
        return answer;
    }

    private void tell(Attempt attempt, Progress progress) {
        JobName job = attempt.address().job();
        Location location = new Location("10.0.0.1", 8100, -1, job.value());
        show(new JobSighting(
                job,
                uidOf(job),
                true,
                progress,
                new SeenPod(job.value(), progress.equals(Progress.RUNNING) ? location : null, null),
                JobSighting.Bearer.of(attempt.token())));
        changed(attempt);
    }

    private void changed(Attempt attempt) {
        @Nullable Watcher told = watcher;
        if (told != null) {
            told.jobChanged(name(), attempt.address().job());
        }
    }

    /** There is one Job of each name. */
    private static String uidOf(JobName job) {
        return job.value();
    }

    private void later(Duration delay, Runnable work) {
        var unused = timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
