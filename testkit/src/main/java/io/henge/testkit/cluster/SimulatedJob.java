package io.henge.testkit.cluster;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
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
        @Nullable Instant startedAt,
        @Nullable String ending) {

    static SimulatedJob created(Attempt attempt, String uid, JobScript script) {
        return new SimulatedJob(attempt, uid, script, true, false, Phase.PENDING, null, null);
    }

    JobName name() {
        return attempt.address().job();
    }

    private String podName() {
        return name() + "-pod";
    }

    /** One step on: a pod appears, starts, ends, or goes after its Job. */
    @Nullable
    SimulatedJob next(Instant now) {
        if (!jobPresent) {
            return null;
        }
        if (!podPresent) {
            return with(true, Phase.PENDING, null, null);
        }
        if (phase == Phase.PENDING && script != JobScript.HAS_NO_IMAGE) {
            return with(true, Phase.RUNNING, now, null);
        }
        return phase == Phase.RUNNING && script != JobScript.RUNS ? ended(endingOf(script)) : this;
    }

    SimulatedJob deleted() {
        return new SimulatedJob(attempt, uid, script, false, podPresent, phase, startedAt, ending);
    }

    SimulatedJob ended(String why) {
        return with(true, Phase.ENDED, startedAt, "Pod[" + podName() + "] ended with " + why);
    }

    String log() {
        return script == JobScript.IS_KILLED ? "" : JobScript.GREETING + "\n";
    }

    private SimulatedJob with(boolean pod, Phase newPhase, @Nullable Instant since, @Nullable String why) {
        return new SimulatedJob(attempt, uid, script, jobPresent, pod, newPhase, since, why);
    }

    private static String endingOf(JobScript script) {
        return switch (script) {
            case ENDS_WELL -> "exit code 0";
            case ENDS_BADLY -> "exit code 3";
            case IS_KILLED -> "exit code 137: it was killed";
            case RUNS, HAS_NO_IMAGE -> throw new IllegalStateException("A pod of script[" + script + "] does not end");
        };
    }

    JobSighting sighting() {
        @Nullable String pod = podPresent ? podName() : null;
        boolean running = phase == Phase.RUNNING;
        boolean troubled = podPresent && script == JobScript.HAS_NO_IMAGE;
        return new JobSighting(
                name(),
                uid,
                jobPresent,
                phase,
                pod,
                running ? new Location("127.0.0.1", 8100, -1, podName()) : null,
                startedAt,
                troubled ? new StartTrouble("Image[" + JobScript.IMAGE_NOT_THERE + "] cannot be pulled", false) : null,
                ending,
                !attempt.token().equals(Token.NONE),
                attempt.task().value());
    }
}
