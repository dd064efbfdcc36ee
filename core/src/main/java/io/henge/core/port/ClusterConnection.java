package io.henge.core.port;

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
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One cluster's API with its own watches, its own bounded pool and a deadline on every call, so that a bad cluster costs
 * only itself.
 *
 * <p>No method blocks on the network. Stages always end, with a value and never exceptionally, at the latest when the
 * call's deadline has passed or the connection is closed. Safe for use by several threads.
 */
public interface ClusterConnection extends AutoCloseable {
    ClusterName name();

    /** The namespace in which Jobs are made. */
    String namespace();

    /** Opens the watches in the background, for as long as the connection lives, and returns at once. */
    void start(Watcher watcher);

    /**
     * Whether the cluster has answered what the watches ask for: a first part of all lists is there, so that Jobs can be made
     * there. What it holds is not known before it is {@link #synced}.
     */
    boolean answers();

    /**
     * Which cluster it is, as far as it says; known by the time of {@link #answers()}, and never another one while the
     * connection lives, but where another one is {@link #expect expected}. Where it may not be read, it may be known later.
     */
    ClusterIdentity identity();

    /**
     * Says to which cluster it has to lead: once another way is given that leads there, it begins anew with that, and so is not
     * {@link #synced} for a while. Any way may be taken where {@link ClusterIdentity#NONE} is expected; before anything is, only
     * one to the cluster that it is.
     */
    void expect(ClusterIdentity expected);

    /** Whether the watches have listed the cluster at least once, so that "not found" means "not there". */
    boolean synced();

    /** What keeps the cluster from being watched, in words; empty while all is well. */
    Optional<String> trouble();

    /** What should be mended, in words, though the cluster is watched all the same; empty while all is well. */
    Optional<String> warning();

    /**
     * How long ago a watch last gave a sign of life, by the one that has been silent for longer; empty before both have
     * given one, and where it is not known. A quiet cluster gives one about once a minute.
     */
    Optional<Duration> watchAge();

    /**
     * What the newest question said that was put to the API server on a connection of its own, only to see whether it answers:
     * one is asked about every second, and ends within a few. Another {@link Probe#answer()} is told by
     * {@link Watcher#clusterChanged}; the same one again is told to nobody, but asked for it says how long ago it went well.
     */
    Probe probe();

    /**
     * What the cluster has for pods, as it was last read: the same object until it is read again. What pods of ours hold counts
     * among what others hold. {@link Offer#UNKNOWN} where nobody says.
     */
    Offer offer();

    /** What the watches show of a Job or what is left of it; empty if neither Job nor pod is there, or not yet synced. */
    Optional<JobSighting> find(JobName job);

    /** The names of all Jobs that the watches show: ours, and while there is something to adopt also unowned ones. */
    Set<JobName> jobs();

    /**
     * Asks for the attempt's Job. Asking again for the same attempt, with the same token, finds the Job that is there; any
     * other of that name is a {@link ApiFailure.Kind#CONFLICT}.
     */
    CompletionStage<LaunchResult> launch(Attempt attempt);

    /**
     * Deletes the attempt's Job and with it the pod: by uid where the attempt knows it, so that nothing else of that name
     * is ever touched. A Job that is not there counts as deleted; the watches tell when it is gone.
     */
    CompletionStage<Optional<ApiFailure>> delete(Attempt attempt);

    /** Deletes the Job of that name and uid, if it is there, and with it the pod. */
    CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid);

    /**
     * Reads the log of the attempt's pod, as far as it is written, into {@code sink}, all within {@code limit}, waiting
     * for its turn included. A pod without a log is a {@link ApiFailure.Kind#NOT_FOUND}.
     */
    CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink);

    /** Reads at least the last lines of that log, or all of it where there are no more, as {@link #copyLog} does. */
    CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink);

    /**
     * Asks for the cluster's events that warn of the Job's pod or, while it has none, of the Job: one for each of the
     * newest few reasons, the newest first. Empty where there are none or they cannot be had.
     */
    CompletionStage<List<ClusterEvent>> events(JobName job);

    /** Closes the watches and ends all threads within 5 s. Touches no Job. */
    @Override
    void close();

    /** Told, on a thread of the connection, that something changed; it must only take note and return. */
    interface Watcher {
        /** The cluster {@link ClusterConnection#answers} now, and nothing else has changed. */
        void answers(ClusterName cluster);

        /** The Job or its pod appeared, changed or went; not told before the cluster is synced. */
        void jobChanged(ClusterName cluster, JobName job);

        /**
         * What the connection says of the cluster has changed: it was listed, for the first time or again, or its trouble or
         * warning began, changed or ended, or its probe has another answer. What is asked of the connection by then is new
         * already.
         */
        void clusterChanged(ClusterName cluster);

        /** What the cluster offers was read, and nothing else has changed. */
        void offerRead(ClusterName cluster);
    }

    /** Takes a log while it is read; must not keep the stream. */
    interface LogSink {
        void accept(InputStream log) throws IOException;
    }
}
