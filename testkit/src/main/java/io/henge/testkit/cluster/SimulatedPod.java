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
 */
record SimulatedPod(
        Phase phase,
        @Nullable PodProcess process,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String ending,
        boolean nodeless) {
    /** It waits to start. */
    static final SimulatedPod WAITING = new SimulatedPod(Phase.PENDING, null, null, null, null, false);

    /** It waits for a node. */
    static final SimulatedPod NODELESS = new SimulatedPod(Phase.PENDING, null, null, null, null, true);

    static SimulatedPod started(PodProcess process, Instant now) {
        return new SimulatedPod(Phase.RUNNING, process, now, null, null, false);
    }

    SimulatedPod ended(String words, Instant now) {
        return new SimulatedPod(Phase.ENDED, null, startedAt, now, words, false);
    }
}
