package io.henge.testkit.cluster;

import io.henge.core.cluster.JobSighting.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The pod of a simulated Job.
 *
 * @param process what runs in it, null before it starts and after it has ended
 * @param ending how it ended, in words
 * @param nodeless whether no node takes it
 * @param unready whether it is not ready though it runs, as is what was on a node that is lost
 */
record SimulatedPod(
        Phase phase,
        @Nullable PodProcess process,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String ending,
        boolean nodeless,
        boolean unready) {
    /** It waits to start. */
    static final SimulatedPod WAITING = new SimulatedPod(Phase.PENDING, null, null, null, null, false, false);

    /** It waits for a node. */
    static final SimulatedPod NODELESS = new SimulatedPod(Phase.PENDING, null, null, null, null, true, false);

    static SimulatedPod started(PodProcess process, Instant now) {
        return new SimulatedPod(Phase.RUNNING, process, now, null, null, false, false);
    }

    SimulatedPod unready(boolean isSo) {
        return new SimulatedPod(phase, process, startedAt, endedAt, ending, nodeless, isSo);
    }

    SimulatedPod ended(String words, Instant now) {
        return new SimulatedPod(Phase.ENDED, null, startedAt, now, words, false, false);
    }
}
