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
import io.henge.core.failover.Disposition;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One Job of a simulated cluster with its pod: what the API server holds of it at one moment. The Job of an attempt
 * without a token carries no owner label: Druid's own runner made it.
 *
 * @param present whether the Job itself is there; its pod goes after it
 */
record SimulatedJob(
        Attempt attempt,
        String uid,
        JobScript script,
        boolean present,
        @Nullable SimulatedPod pod) {

    static SimulatedJob created(Attempt attempt, String uid, JobScript script) {
        return new SimulatedJob(attempt, uid, script, true, null);
    }

    JobName name() {
        return attempt.address().job();
    }

    private String podName() {
        return name() + "-pod";
    }

    private Phase phase() {
        return pod == null ? Phase.PENDING : pod.phase();
    }

    boolean runs() {
        return phase() == Phase.RUNNING;
    }

    /** Whether a pod is there that has not ended. */
    boolean hasLivePod() {
        return pod != null && phase() != Phase.ENDED;
    }

    /** Whether a pod is there and nothing keeps it from starting. */
    boolean canStart() {
        return present && pod != null && phase() == Phase.PENDING && script != JobScript.HAS_NO_IMAGE;
    }

    /** The Job with a pod that waits to start. */
    SimulatedJob withPod() {
        return with(SimulatedPod.WAITING);
    }

    /** The Job with a pod that no node takes. */
    SimulatedJob withoutNode() {
        return with(SimulatedPod.NODELESS);
    }

    private SimulatedJob with(SimulatedPod next) {
        return new SimulatedJob(attempt, uid, script, present, next);
    }

    SimulatedJob started(PodProcess process, Instant now) {
        return with(SimulatedPod.started(process, now));
    }

    /** The Job with its pod, if it has one, ready or not from now on. */
    SimulatedJob ready(boolean isSo) {
        return pod == null || phase() != Phase.RUNNING ? this : with(pod.unready(!isSo));
    }

    SimulatedJob deleted() {
        return new SimulatedJob(attempt, uid, script, false, pod);
    }

    SimulatedJob ended(String why, Instant now) {
        SimulatedPod last = pod == null ? SimulatedPod.WAITING : pod;
        return with(last.ended("Pod[" + podName() + "] ended with " + why, now));
    }

    String log() {
        return script == JobScript.IS_KILLED ? "" : JobScript.GREETING + "\n";
    }

    JobSighting sighting() {
        boolean foreign = attempt.token().equals(Token.NONE);
        return new JobSighting(
                name(),
                uid,
                present,
                new Progress(phase(), trouble(), pod == null ? null : pod.ending()),
                pod == null ? null : new SeenPod(podName(), location(), pod.startedAt()),
                foreign ? Bearer.foreign(attempt.task().value()) : Bearer.of(attempt.token()));
    }

    private @Nullable StartTrouble trouble() {
        if (pod != null && pod.nodeless()) {
            return new StartTrouble("Pod[" + podName() + "] waits for a node: 0/1 nodes are available", Remedy.ROOM);
        }
        if (pod != null && pod.unready()) {
            return new StartTrouble("Pod[" + podName() + "] is not ready", Remedy.TIME);
        }
        return pod != null && script == JobScript.HAS_NO_IMAGE && phase() == Phase.PENDING
                ? new StartTrouble("Image[" + JobScript.IMAGE_NOT_THERE + "] cannot be pulled", Remedy.LUCK)
                : null;
    }

    /** Where its peon runs, if it does; or where it is announced, if it is. */
    Stream<Location> peon(boolean announcing) {
        return announcing && !Disposition.isStreaming(attempt.traits())
                ? Stream.empty()
                : Stream.ofNullable(location());
    }

    private @Nullable Location location() {
        return runs() ? new Location("127.0.0.1", 8100, -1, podName()) : null;
    }
}
