package io.henge.core.cluster;

import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's watches show of one Job and its pod at one moment.
 *
 * @param jobUid the Job's uid, known also from a pod that outlives it
 * @param jobPresent whether the Job object itself is still there
 * @param pod the pod's name, null before there is one and after it is gone
 * @param location where the running pod can be reached
 * @param startedAt when the cluster says that the pod started
 * @param trouble why the pod does not start, as far as Job and pod themselves tell
 * @param ending in words, why it ended as it did; there exactly in phase {@link Phase#ENDED}
 * @param owned whether it carries our owner label; the others are looked at only to adopt them
 * @param task the id of the task that it says it runs, if it says any
 */
public record JobSighting(
        JobName job,
        String jobUid,
        boolean jobPresent,
        Phase phase,
        @Nullable String pod,
        @Nullable Location location,
        @Nullable Instant startedAt,
        @Nullable StartTrouble trouble,
        @Nullable String ending,
        boolean owned,
        @Nullable String task) {

    /** How far the Job's pod has come. */
    public enum Phase {
        PENDING,
        RUNNING,
        /** The pod's containers have ended, or the Job has failed without a pod that could run. */
        ENDED
    }

    /** Why a pod does not start, and what may bring it to start all the same. */
    public record StartTrouble(String message, Remedy remedy) {}

    /** What may end a trouble. */
    public enum Remedy {
        /** Time: what it waits for comes by itself, such as room on a node. */
        TIME,
        /** A later try of the node, if a person or luck helps, such as for an image that is not there. */
        LUCK,
        /** Nothing. */
        NONE,
        /** Whoever suspended the Job: a person, or a queue that it waits in. */
        RELEASE,
        /** Nobody knows: its cluster says nothing of why. */
        UNKNOWN
    }

    public JobSighting {
        if ((phase == Phase.ENDED) != (ending != null)) {
            throw new IllegalArgumentException("Job[" + job + "] in phase[" + phase + "] with ending[" + ending + "]");
        }
    }

    /** Whether the pod waits for something that time alone does not bring. */
    public boolean isStuck() {
        return trouble != null && (trouble.remedy() == Remedy.LUCK || trouble.remedy() == Remedy.NONE);
    }

    /** Whether the Job may not have a pod until somebody lifts that. */
    public boolean isSuspended() {
        return trouble != null && trouble.remedy() == Remedy.RELEASE;
    }

    /** Why the pod does not start, where something is known of it. */
    public Optional<StartTrouble> knownTrouble() {
        return Optional.ofNullable(trouble).filter(why -> why.remedy() != Remedy.UNKNOWN);
    }

    /** The same Job, but not ours: of Druid's own runner where it says its task, else of somebody else. */
    public JobSighting foreign(@Nullable String itsTask) {
        return new JobSighting(
                job, jobUid, jobPresent, phase, pod, location, startedAt, trouble, ending, false, itsTask);
    }
}
