package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.AttemptView;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clusters offer beside what others hold: what a cluster said, less what our own pods held there when it was read.
 * Counts our pods once for each reading, and again once all are seen. Only the loop's thread may use it.
 */
final class Offers {
    private final AttemptTable table;
    private final Map<ClusterName, Known> known = new HashMap<>();

    /** @param synced whether our pods could be seen by then */
    private record Known(Offer read, boolean synced, Offer withoutOurs) {}

    Offers(AttemptTable table) {
        this.table = table;
    }

    Offer of(ClusterConnection cluster) {
        Offer read = cluster.offer();
        if (read.others().isNone()) {
            return read;
        }
        @Nullable Known before = known.get(cluster.name());
        boolean synced = cluster.synced();
        // Each reading has its time, by which it differs from the one before.
        if (before == null || before.synced() != synced || !before.read().equals(read)) {
            before = new Known(read, synced, read.without(ours(cluster)));
            known.put(cluster.name(), before);
        }
        return before.withoutOurs();
    }

    /**
     * What the pods of ours hold that the cluster counts: those that it shows, and that have not ended, also where their
     * attempts have, and hold no place any more.
     */
    private Resources ours(ClusterConnection cluster) {
        Resources ours = Resources.NONE;
        for (AttemptId id : table.on(cluster.name())) {
            AttemptView view = table.find(id).orElseThrow();
            @Nullable Attempt attempt = view.attempt();
            if (attempt != null && isLive(cluster, attempt)) {
                ours = ours.plus(view.held());
            }
        }
        return ours;
    }

    private static boolean isLive(ClusterConnection cluster, Attempt attempt) {
        return cluster.find(attempt.address().job())
                .filter(job -> job.isOf(attempt))
                .filter(job -> job.seenPod() != null && job.phase() != JobSighting.Phase.ENDED)
                .isPresent();
    }
}
