package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.cluster.JobSighting;
import io.henge.core.port.ClusterConnection;
import org.jspecify.annotations.Nullable;

/** Where pods run, as far as clusters show or have shown last. */
final class NodesSeen {
    private NodesSeen() {}

    static @Nullable String of(@Nullable JobSighting seen) {
        return seen == null || seen.seenPod() == null ? null : seen.seenPod().node();
    }

    /** The node of the attempt's pod, also where its cluster shows nothing new any more. */
    static @Nullable String of(Attempt attempt, LoopPorts ports) {
        @Nullable ClusterConnection cluster = ports.clusters().get(attempt.cluster());
        return cluster == null
                ? null
                : cluster.find(attempt.address().job())
                        .filter(seen -> seen.isOf(attempt))
                        .map(NodesSeen::of)
                        .orElse(null);
    }
}
