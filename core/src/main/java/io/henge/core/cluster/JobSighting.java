package io.henge.core.cluster;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Token;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's watches show of one Job and its pod at one moment.
 *
 * @param jobUid the Job's uid, known also from a pod that outlives it
 * @param jobPresent whether the Job object itself is still there
 * @param progress how far it has come
 * @param seenPod null before there is a pod and after it is gone
 * @param bearer whose it says that it is
 */
public record JobSighting(
        JobName job,
        String jobUid,
        boolean jobPresent,
        Progress progress,
        @Nullable SeenPod seenPod,
        Bearer bearer) {

    /** How far the Job's pod has come. */
    public enum Phase {
        PENDING,
        RUNNING,
        /** The pod's containers have ended, or the Job has failed without a pod that could run. */
        ENDED
    }

    /**
     * How far a Job's pod has come, and why no farther.
     *
     * @param trouble why the pod does not start, or why it is unwell while it runs, as far as Job and pod themselves tell
     * @param ending in words, why it ended as it did; there exactly in phase {@link Phase#ENDED}
     */
    public record Progress(
            Phase phase,
            @Nullable StartTrouble trouble,
            @Nullable String ending) {
        public static final Progress RUNNING = new Progress(Phase.RUNNING, null, null);

        public Progress {
            if ((phase == Phase.ENDED) != (ending != null)) {
                throw new IllegalArgumentException("A Job in phase[" + phase + "] with ending[" + ending + "]");
            }
        }

        /** The pod has not started; null where nothing is in its way. */
        public static Progress pending(@Nullable StartTrouble trouble) {
            return new Progress(Phase.PENDING, trouble, null);
        }

        /** The pod runs, and is unwell. */
        public static Progress unwell(StartTrouble trouble) {
            return new Progress(Phase.RUNNING, trouble, null);
        }

        public static Progress ended(String ending) {
            return new Progress(Phase.ENDED, null, ending);
        }
    }

    /**
     * A Job's pod.
     *
     * @param location where it can be reached, while it runs
     * @param startedAt when the cluster says that it started
     * @param node where it runs, null before it has one
     * @param ready whether its peon's container counts as ready
     */
    public record SeenPod(
            String name,
            @Nullable Location location,
            @Nullable Instant startedAt,
            @Nullable String node,
            boolean ready) {
        /** One of whose node nothing is known. */
        public SeenPod(String name, @Nullable Location location, @Nullable Instant startedAt) {
            this(name, location, startedAt, null, location != null);
        }
    }

    /**
     * Whose a Job or its pod says that it is.
     *
     * @param owned whether it carries our owner label; the others are looked at only to adopt them
     * @param task the id of the task that it says it runs, if it is not ours and says any
     * @param token that of its attempt, if it says any: Jobs of Druid's own runner do not
     */
    public record Bearer(
            boolean owned, @Nullable String task, @Nullable Token token) {
        /** A Job of ours. */
        public static Bearer of(@Nullable Token token) {
            return new Bearer(true, null, token);
        }

        /** Not ours: of Druid's own runner where it says its task, else of somebody else. */
        public static Bearer foreign(@Nullable String task) {
            return new Bearer(false, task, null);
        }

        /**
         * Whether it can be the attempt's own, if it has that name. A late copy of a request from before the attempt was
         * placed once more bears the token of then; what another Druid made is not ours. An attempt that was adopted from
         * Druid's own runner has a Job that is not ours either, and says its task.
         */
        public boolean isOf(Attempt attempt) {
            if (!owned) {
                return attempt.token().equals(Token.NONE)
                        && attempt.task().value().equals(task);
            }
            return token == null || token.equals(attempt.token());
        }
    }

    /** Why a pod does not start or is unwell, and what may mend that all the same. */
    public record StartTrouble(String message, Remedy remedy) {}

    /** What may end a trouble. */
    public enum Remedy {
        /** Room on a node: the scheduler finds none now. */
        ROOM,
        /** Time: what it waits for comes by itself. */
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

    public Phase phase() {
        return progress.phase();
    }

    public @Nullable StartTrouble trouble() {
        return progress.trouble();
    }

    public @Nullable String ending() {
        return progress.ending();
    }

    /** The pod's name. */
    public @Nullable String pod() {
        return seenPod == null ? null : seenPod.name();
    }

    public @Nullable Location location() {
        return seenPod == null ? null : seenPod.location();
    }

    public @Nullable Instant startedAt() {
        return seenPod == null ? null : seenPod.startedAt();
    }

    public boolean owned() {
        return bearer.owned();
    }

    public @Nullable String task() {
        return bearer.task();
    }

    /** As {@link Bearer#isOf}. */
    public boolean isOf(Attempt attempt) {
        return bearer.isOf(attempt);
    }

    /** Whether the pod waits for something that time alone does not bring. */
    public boolean isStuck() {
        @Nullable StartTrouble why = trouble();
        return why != null && (why.remedy() == Remedy.LUCK || why.remedy() == Remedy.NONE);
    }

    /** Whether there is a pod that no node takes. */
    public boolean findsNoNode() {
        @Nullable StartTrouble why = trouble();
        return why != null && why.remedy() == Remedy.ROOM;
    }

    /** Whether the Job may not have a pod until somebody lifts that. */
    public boolean isSuspended() {
        @Nullable StartTrouble why = trouble();
        return why != null && why.remedy() == Remedy.RELEASE;
    }

    /** Why the pod is unwell, where it runs and is so. */
    public Optional<StartTrouble> unwell() {
        return Optional.ofNullable(trouble()).filter(why -> phase() == Phase.RUNNING);
    }

    /** Why the pod does not start, or is unwell, where something is known of it. */
    public Optional<StartTrouble> knownTrouble() {
        return Optional.ofNullable(trouble()).filter(why -> why.remedy() != Remedy.UNKNOWN);
    }
}
