package io.henge.testkit.cluster;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.cluster.JobSighting.StartTrouble;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One Job of a simulated cluster with its pod: what the API server holds of it at one moment. The Job of an attempt
 * without a token carries no owner label: Druid's own runner made it.
 */
record SimulatedJob(
        Attempt attempt,
        String uid,
        JobScript script,
        boolean jobPresent,
        boolean podPresent,
        Phase phase,
        @Nullable PodProcess process,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String ending) {

    static SimulatedJob created(Attempt attempt, String uid, JobScript script) {
        return new SimulatedJob(attempt, uid, script, true, false, Phase.PENDING, null, null, null, null);
    }

    JobName name() {
        return attempt.address().job();
    }

    private String podName() {
        return name() + "-pod";
    }

    /** Whether a pod is there and nothing keeps it from starting. */
    boolean canStart() {
        return jobPresent && podPresent && phase == Phase.PENDING && script != JobScript.HAS_NO_IMAGE;
    }

    /** The Job with a pod that waits to start. */
    SimulatedJob withPod() {
        return new SimulatedJob(attempt, uid, script, jobPresent, true, Phase.PENDING, null, null, null, null);
    }

    SimulatedJob started(PodProcess newProcess, Instant now) {
        return new SimulatedJob(attempt, uid, script, jobPresent, true, Phase.RUNNING, newProcess, now, null, null);
    }

    SimulatedJob deleted() {
        return new SimulatedJob(attempt, uid, script, false, podPresent, phase, process, startedAt, endedAt, ending);
    }

    SimulatedJob ended(String why, Instant now) {
        String words = "Pod[" + podName() + "] ended with " + why;
        return new SimulatedJob(attempt, uid, script, jobPresent, true, Phase.ENDED, null, startedAt, now, words);
    }

    String log() {
        return script == JobScript.IS_KILLED ? "" : JobScript.GREETING + "\n";
    }

    JobSighting sighting() {
        boolean foreign = attempt.token().equals(Token.NONE);
        return new JobSighting(
                name(),
                uid,
                jobPresent,
                new Progress(phase, trouble(), ending),
                podPresent ? new SeenPod(podName(), location(), startedAt) : null,
                foreign ? Bearer.foreign(attempt.task().value()) : Bearer.of(attempt.token()));
    }

    private @Nullable StartTrouble trouble() {
        return podPresent && script == JobScript.HAS_NO_IMAGE && phase == Phase.PENDING
                ? new StartTrouble("Image[" + JobScript.IMAGE_NOT_THERE + "] cannot be pulled", Remedy.LUCK)
                : null;
    }

    private @Nullable Location location() {
        return phase == Phase.RUNNING ? new Location("127.0.0.1", 8100, -1, podName()) : null;
    }
}
