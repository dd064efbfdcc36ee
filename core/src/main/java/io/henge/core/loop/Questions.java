package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Request;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what is known of what a person asks for. */
final class Questions {
    private Questions() {}

    static Chores.Question of(Request request, AttemptTable table, FleetEffects effects) {
        List<AttemptView> attempts = attemptsOf(request, table);
        TreeMap<AttemptId, List<AttemptView>> families = new TreeMap<>();
        attempts.forEach(view -> families.put(view.id(), table.subTasksOf(view)));
        Optional<ClusterName> cluster = clusterOf(request);
        return new Chores.Question(
                request,
                attempts,
                families,
                cluster.map(effects::version).orElse(0L),
                effects.pause(),
                cluster.map(effects::record).orElse(null));
    }

    private static List<AttemptView> attemptsOf(Request request, AttemptTable table) {
        if (request instanceof Request.Move move) {
            return table.newest(move.task()).stream().toList();
        }
        boolean drain = request instanceof Request.LookAtDrain
                || (request instanceof Request.Declare declare && declare.said() == ClusterWord.DRAIN);
        return clusterOf(request)
                .map(cluster -> Drains.left(table, cluster).stream()
                        .filter(view -> drain || view.isPlaced())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<ClusterName> clusterOf(Request request) {
        if (request instanceof Request.Declare declare) {
            return Optional.of(declare.cluster());
        }
        return request instanceof Request.LookAtDrain look ? Optional.of(look.cluster()) : Optional.empty();
    }
}
